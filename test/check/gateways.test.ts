import { findingsInFiles } from '../helpers/findings-in-files';

const ids = ['route-without-listener', 'listener-refuses-route', 'backend-without-grant'];
const found = (...texts: readonly string[]): readonly string[] =>
  findingsInFiles({ 'a.yaml': texts.join('---\n') }, ids).map((line) => line.replace(/^\S+ /, ''));

const gateway = (...listeners: readonly string[]) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: gateway }
spec:
  gatewayClassName: cilium
  listeners:
${listeners.map((one) => `    - { ${one} }\n`).join('')}`;
const route = ({
  parent = '',
  hosts = '',
  kind = 'HTTPRoute',
  backend = '',
} = {}) => `apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: gateway${parent} }]
  ${hosts === '' ? '' : `hostnames: [${hosts}]`}
  rules: [{ backendRefs: [{ name: web, port: 80${backend} }] }]
`;
const all = 'allowedRoutes: { namespaces: { from: All } }';
const http = `name: http, port: 80, protocol: HTTP`;
const namespace = (labels: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { ${labels} } }\n`;

test.each([
  ['without a word', gateway(http)],
  ['of its own only', gateway(`${http}, allowedRoutes: { namespaces: { from: Same } }`)],
  [
    'of a label that this one does not have',
    `${gateway(`${http}, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { edge: 'yes' } } } }`)}---\n${namespace('a: b')}`,
  ],
])('a listener that takes routes %s refuses one of another namespace', (_, text) => {
  expect(found(text, route())).toEqual([
    expect.stringMatching(/^error listener-refuses-route: .* take no routes of namespace "shop"/),
  ]);
});

test.each([
  ['all', gateway(`${http}, ${all}`)],
  [
    'those of its name',
    gateway(
      `${http}, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: shop } } } }`,
    ),
  ],
  [
    'those of a label that it has',
    `${gateway(`${http}, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { edge: 'yes' } } } }`)}---\n${namespace("edge: 'yes'")}`,
  ],
  [
    'those of labels that nobody knows',
    gateway(`${http}, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { edge: 'yes' } } } }`),
  ],
  ['its own, beside one that takes all', gateway(http, `name: other, port: 81, protocol: HTTP, ${all}`)],
  ['of a Gateway that is not here', ''],
])('a listener that takes %s takes it', (_, text) => {
  expect(found(text, route())).toEqual([]);
});

test('a listener of another protocol takes no such routes', () => {
  const tcp = gateway(`name: tcp, port: 5432, protocol: TCP, ${all}`);

  expect(found(tcp, route())).toEqual([
    expect.stringMatching(/^error listener-refuses-route: no listener of the Gateway "edge" takes the kind HTTPRoute/),
  ]);
  expect(found(tcp, route({ kind: 'TCPRoute' }))).toEqual([]);
  expect(found(tcp.replace('protocol: TCP', 'protocol: example.com/own'), route())).toEqual([]);
});

test.each([
  [
    'name',
    ', sectionName: https',
    'HTTPRoute "web" wants the listener "https", which the Gateway "edge" does not have; did you mean "http"?',
  ],
  [
    'port',
    ', port: 443',
    'HTTPRoute "web" wants a listener of that port, which the Gateway "edge" does not have; known are http',
  ],
])('a listener that is not there is said by its %s', (_, parent, said) => {
  expect(found(gateway(`${http}, ${all}`), route({ parent }))).toEqual([`error route-without-listener: ${said}`]);
});

test.each([
  ['*.example.com', 'shop.example.org'],
  ['*.example.com', 'example.com'],
  ['shop.example.com', 'api.example.com'],
])('a listener for %s does not serve %s', (hostname, host) => {
  expect(found(gateway(`${http}, ${all}, hostname: '${hostname}'`), route({ hosts: `'${host}'` }))).toEqual([
    expect.stringMatching(/^error route-without-listener: HTTPRoute "web" is for/),
  ]);
});

test.each([
  ['*.example.com', `'shop.example.com'`],
  ['*.example.com', `'a.b.example.com'`],
  ['shop.example.com', `'*.example.com'`],
  ['Shop.example.com', `'shop.example.com'`],
  ['shop.example.com', `'x.example.org', 'shop.example.com'`],
  ['shop.example.com', ''],
])('a listener for %s serves %j', (hostname, hosts) => {
  expect(found(gateway(`${http}, ${all}, hostname: '${hostname}'`), route({ hosts }))).toEqual([]);
});

describe('a backend in another namespace', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: back }\nspec: { ports: [{ port: 80 }] }\n';
  const grant = (from: string, to: string) =>
    `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: a, namespace: back }\nspec: { from: [{ group: gateway.networking.k8s.io, ${from} }], to: [{ group: '', ${to} }] }\n`;
  const own = route({ backend: ', namespace: back' });

  test.each([
    ['no grant', []],
    ['one for another kind', [grant('kind: GRPCRoute, namespace: shop', 'kind: Service')]],
    ['one for another namespace', [grant('kind: HTTPRoute, namespace: web', 'kind: Service')]],
    ['one of another Service', [grant('kind: HTTPRoute, namespace: shop', 'kind: Service, name: api')]],
  ])('is refused with %s', (_, grants) => {
    expect(found(own, service, ...grants)).toEqual([expect.stringMatching(/^error backend-without-grant/)]);
  });

  test.each([
    ['of all Services', [grant('kind: HTTPRoute, namespace: shop', 'kind: Service')]],
    ['of this one', [grant('kind: HTTPRoute, namespace: shop', 'kind: Service, name: web')]],
  ])('is taken with a grant %s', (_, grants) => {
    expect(found(own, service, ...grants)).toEqual([]);
  });

  test('is not judged where the namespace is kept elsewhere', () => {
    expect(found(own)).toEqual([]);
  });
});
