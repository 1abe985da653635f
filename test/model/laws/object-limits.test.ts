import { overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

/** What is wrong with "web", which is in dev alone. */
const problemsWith = (service: string, overlay = ''): readonly string[] =>
  problemsOf({
    'services/web/service.yaml': `${serviceYaml}${service}\n`,
    'services/web/dev.yaml': `${overlayYaml}${overlay}`,
    'services/web/prod.yaml': null,
  });

const hosts = (count: number): string =>
  JSON.stringify(Array.from({ length: count }, (_, index) => `h${index}.example.com`));
const routes = (count: number): string =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, { path: `/p${index}` }])),
  );
const headers = (count: number, from = 0): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${from + index}`, 'a'])));
const annotation = (kilobytes: number): string => JSON.stringify('x'.repeat(kilobytes * 1024));

test.each<[string, string, string, string]>([
  ['hosts', `public: true\nexposure: { hosts: ${hosts(17)} }`, '', 'has 17 hosts, and a route takes 16'],
  [
    'hosts of another route',
    `public: true\nexposure: { routes: { more: { hosts: ${hosts(17)} } } }`,
    '',
    'exposure.routes.more.hosts: service "web" has 17 hosts, and a route takes 16',
  ],
  [
    'paths of the same hosts',
    `public: true\nexposure: { routes: ${routes(16)} }`,
    '',
    'has 17 paths for the hosts of the route "web", and a route takes 16',
  ],
  [
    'headers, of two layers',
    `public: true\nexposure: { headers: { response: { set: ${headers(9)} } } }`,
    `exposure: { headers: { response: { set: ${headers(8, 9)} } } }\n`,
    'has 17 headers, and a route takes 16',
  ],
  [
    'annotations, of two layers',
    `metadata: { pods: { annotations: { a: ${annotation(150)} } } }`,
    `metadata: { pods: { annotations: { b: ${annotation(100)} } } }\n`,
    'has annotations of 256002 bytes on one object, above 240Ki',
  ],
  [
    'annotations, of all objects and of some',
    `metadata: { all: { annotations: { a: ${annotation(150)} } } }`,
    `metadata: { config: { annotations: { b: ${annotation(100)} } } }\n`,
    'has annotations of 256002 bytes on one object',
  ],
])('more than an API server takes is refused before: %s', (_, service, overlay, message) => {
  expect(problemsWith(service, overlay)).toEqual([expect.stringContaining(message)]);
});

test.each<[string, string]>([
  ['hosts', `public: true\nexposure: { hosts: ${hosts(16)} }`],
  ['paths', `public: true\nexposure: { routes: ${routes(15)} }`],
  ['headers', `public: true\nexposure: { headers: { request: { set: ${headers(16)} } } }`],
  ['hosts of TLS', `public: true\nexposure: { passthrough: true, hosts: ${hosts(17)} }`],
  ['hosts of an Ingress', `public: true\nexposure: { kind: ingress, hosts: ${hosts(40)} }`],
  ['what nobody reaches', `exposure: { hosts: ${hosts(40)} }`],
  ['annotations', `metadata: { pods: { annotations: { a: ${annotation(239)} } } }`],
])('what they take stays: %s', (_, service) => {
  expect(problemsWith(service)).toEqual([]);
});
