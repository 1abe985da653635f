import { Locator, locate } from '../../src/yaml/locate';

const text = `# a service
team: payments
ports:
  - name: http
    containerPort: 8080
  - {name: grpc, containerPort: 9090}
scale:
  owner: hpa
  "min-replicas": 2
env:
note: >
  two
  lines
last: x
`;

it.each([
  [['team'], 'key', 2, 1],
  [['team'], 'value', 2, 7],
  [['ports'], 'value', 4, 3],
  [['ports', 0], 'key', 4, 5],
  [['ports', 0], 'value', 4, 5],
  [['ports', 0, 'containerPort'], 'key', 5, 5],
  [['ports', 1, 'containerPort'], 'value', 6, 33],
  [['scale', 'min-replicas'], 'key', 9, 3],
  [['scale', 'min-replicas'], 'value', 9, 19],
  [['env'], 'value', 10, 5],
  [['last'], 'value', 14, 7],
] as const)('finds %j, the %s', (path, where, line, column) => {
  expect(locate(text, path, where)).toEqual({ line, column });
});

it.each([
  ['a missing key: the key above it', ['scale', 'owners'], 7, 1],
  ['a missing item: the key of the list', ['ports', 2], 3, 1],
  ['a missing key of an item: the item', ['ports', 1, 'protocol'], 6, 5],
  ['a path below a scalar: its key', ['team', 'name', 'first'], 2, 1],
  ['a path below nothing: the key', ['env', 'A'], 10, 1],
  ['a name in a list: the key of the list', ['ports', 'http'], 3, 1],
  ['nothing of the path: the first node', ['nowhere', 0], 2, 1],
] as const)('%s', (_, path, line, column) => {
  expect(locate(text, path, 'value')).toEqual({ line, column });
});

it('finds the top of the document', () => {
  expect(locate(text, [], 'value')).toEqual({ line: 2, column: 1 });
});

it('has no position in a text without a value', () => {
  expect(locate('# nothing\n', ['a'], 'key')).toBeUndefined();
});

it('has no position in a text that is nested too deeply', () => {
  expect(locate('['.repeat(100_000), [0], 'value')).toBeUndefined();
});

it('counts columns without the byte order mark', () => {
  expect(locate('\ufeffa: 1', ['a'], 'value')).toEqual({ line: 1, column: 4 });
});

it('answers many questions about one text', () => {
  const locator = new Locator(text);

  expect(locator.locate(['scale'], 'key')).toEqual({ line: 7, column: 1 });
  expect(locator.locate(['scale', 'owner'], 'value')).toEqual({ line: 8, column: 10 });
});

it('does its best with wrong YAML', () => {
  expect(locate('a: 1\nb: "x\n', ['b'], 'key')).toEqual({ line: 2, column: 1 });
});
