import {
  DataKey,
  DnsLabel,
  HostName,
  PortName,
  TracesUrl,
  ContainerVariableName,
  VariableName,
  fill,
  isDnsLabel,
  nameSuffixes,
  pattern,
} from '../../src/model/names';
import { Service, ServiceName } from '../../src/model/service';

it.each([
  ['web', true],
  ['web-2', true],
  ['2web', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
  ['-web', false],
  ['web-', false],
  ['Web', false],
  ['web_app', false],
  ['web.app', false],
  ['wéb', false],
  ['web\n', false],
])('knows a DNS-1123 label: %j', (name, isLabel) => {
  expect(isDnsLabel(name)).toBe(isLabel);
  expect(DnsLabel.safeParse(name).success).toBe(isLabel);
});

it('leaves room for every suffix in the name of a service', () => {
  const longest = 'a'.repeat(50);

  expect(ServiceName.safeParse(longest).success).toBe(true);
  expect(ServiceName.safeParse(`${longest}a`).success).toBe(false);
  for (const suffix of nameSuffixes) expect(isDnsLabel(`${longest}${suffix}`)).toBe(true);
});

it.each([
  ['a port', PortName, ['http', 'grpc-web', 'a'.repeat(15)], ['8080', 'HTTP', 'a--b', '-a', 'a'.repeat(16), '']],
  ['a variable', VariableName, ['A', '_a1'], ['1A', 'A-B', '', 'Ä']],
  ['a variable of a container', ContainerVariableName, ['A', 'node.name', '-x', '.y'], ['1A', 'A=B', 'A B', '', 'Ä']],
  ['a key of a ConfigMap', DataKey, ['a.b', 'A-b_c', '.env'], ['a/b', '', 'a b', 'a'.repeat(254)]],
  ['a host', HostName, ['a', 'a.example.com'], ['A.com', '*.com', 'a..b', '.a', 'a.', `${'a'.repeat(64)}.com`, '']],
] as const)('knows the name of %s', (_, schema, good, bad) => {
  expect(good.filter((name) => !schema.safeParse(name).success)).toEqual([]);
  expect(bad.filter((name) => schema.safeParse(name).success)).toEqual([]);
});

it.each([
  ['{service}-{environment}', true],
  ['shared', true],
  ['{team}', false],
  ['{service', false],
  ['service}', false],
  ['{{service}}', false],
  ['{}', false],
  ['', false],
])('allows only known placeholders in a pattern: %j', (text, isValid) => {
  expect(pattern(['service', 'environment']).safeParse(text).success).toBe(isValid);
});

it.each([
  ['{service}-{environment}', 'web-dev'],
  ['{service}{service}', 'webweb'],
  ['shared', 'shared'],
])('fills %s', (text, filled) => {
  expect(fill(text, { service: 'web', environment: 'dev' })).toBe(filled);
});

it('does not read a value as a pattern', () => {
  expect(fill('{service}', { service: '{environment}$&', environment: 'dev' })).toBe('{environment}$&');
});

it.each([63, 64])('takes names of Services and namespaces of at most 63 characters: %i', (length) => {
  const name = 'a'.repeat(length);
  const { names } = Service.shape;

  expect(TracesUrl.safeParse(`http://collector.${name}.svc:4317`).success).toBe(length === 63);
  expect(TracesUrl.safeParse(`http://${name}.tracing.svc:4317`).success).toBe(length === 63);
  expect(names.safeParse({ service: name, headless: name }).success).toBe(length === 63);
  expect(names.safeParse({ config: name }).success).toBe(true);
});

it('takes no dot in the name of a Service', () => {
  expect(Service.shape.names.safeParse({ service: 'web.shop' }).success).toBe(false);
});

it.each([
  ['1', true],
  ['9999', true],
  ['65535', true],
  ['65536', false],
  ['66000', false],
  ['0', false],
])('knows a port of a Service: %s', (port, isPort) => {
  expect(TracesUrl.safeParse(`http://collector.tracing.svc:${port}`).success).toBe(isPort);
});
