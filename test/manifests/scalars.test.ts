import { resolveKubernetesScalar } from '../../src/manifests/scalars';

// What sigs.k8s.io/yaml v1.6.0 makes of each; looked up by running it.
test.each([
  [true, ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']],
  [false, ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']],
  [null, ['', '~', 'null', 'Null', 'NULL']],
  [511, ['0777', '0o777', '0O777', '0x1FF', '0X1ff', '0b111111111', '+0777', '5_11', '511', '511.', '5.11e2']],
  [-8, ['-8', '-010', '-0x8', '-8.0', '-0b1000']],
  [0, ['0', '-0', '00', '0x0', '0_']],
  [8, ['08', '8', '+8', '0_8']],
  [0.5, ['.5', '0.5', '5e-1', '.5_0', '+.5']],
  [Number.POSITIVE_INFINITY, ['.inf', '+.Inf', '.INF']],
  [Number.NEGATIVE_INFINITY, ['-.inf']],
  [Number.NaN, ['.nan', '.NaN', '.NAN']],
])('%s is what Kubernetes reads of %j', (value, sources) => {
  for (const source of sources) expect(resolveKubernetesScalar(source)).toBe(value);
});

test.each([
  ['yES', 'oN', 'nULL', 'yess', 'true1'],
  ['12:30', '1:30:45', '2001-01-01', '2001-01-01T00:00:00Z', '10.0.0.1', '1.2.3'],
  ['1e400', '.1e999', '0x', '0o8', '0xg', '1e', '._5', '.', '-', '+', '_1', '-_', '512Mi', '1/2', '.e5', '+inf'],
])('%s and the like are strings', (...sources) => {
  expect(sources.map(resolveKubernetesScalar)).toEqual(sources);
});
