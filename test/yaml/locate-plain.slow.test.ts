import * as fc from 'fast-check';
import { stringify } from 'yaml';

import { Locator } from '../../src/yaml/locate';
import { offsetInPlainYaml } from '../../src/yaml/locate-plain';
import { readPlainYaml } from '../../src/yaml/read-plain';
import { goldenManifests } from '../fuzz/mutate';

type Path = readonly (string | number)[];

const text = `---
# a service
team: payments
ports:
- name: http
  "container port": 8080

- {name: grpc, tags: [ 'a, b', [c], {d: e} ], none: {}} # [
note: |
  team: nobody

  ports:
env:
nothing:   # yet
list:
    -
    - - a
      - - b
    -  c: 1

       e: ~
last: x`;

it.each([
  [['team'], 'key', 3, 1],
  [['team'], 'value', 3, 7],
  [['ports'], 'value', 5, 1],
  [['ports', 0], 'value', 5, 3],
  [['ports', 0, 'container port'], 'value', 6, 21],
  [['ports', 1, 'tags'], 'key', 8, 16],
  [['ports', 1, 'tags', 0], 'value', 8, 24],
  [['ports', 1, 'tags', 1, 0], 'value', 8, 33],
  [['ports', 1, 'tags', 2, 'd'], 'value', 8, 41],
  [['note'], 'value', 9, 7],
  [['env'], 'value', 13, 5],
  [['nothing'], 'value', 14, 12],
  [['list', 0], 'value', 16, 6],
  [['list', 1, 1, 0], 'value', 18, 11],
  [['list', 2, 'e'], 'value', 21, 11],
  [['last'], 'value', 22, 7],
] as const)('finds %j, the %s', (path, where, line, column) => {
  expect(placeOf(text, path, where)).toEqual({ line, column });
});

it.each([
  ['nothing of the path: the first node', ['nowhere', 0], 3, 1],
  ['a path below a scalar: its key', ['team', 'name'], 3, 1],
  ['a path below nothing: the key', ['env', 'A'], 13, 1],
  ['a path below an empty item: the item', ['list', 0, 'a'], 16, 6],
  ['a path below a text that looks like YAML: its key', ['note', 'team'], 9, 1],
  ['a missing item: the key of the list', ['ports', 2], 4, 1],
  ['a name in a list: the key of the list', ['ports', 'name'], 4, 1],
  ['a missing key of an item: the item', ['ports', 0, 'protocol'], 5, 3],
  ['a missing key in flow: the item', ['ports', 1, 'protocol'], 8, 3],
  ['a path below a scalar in flow: its key', ['ports', 1, 'name', 'tags'], 8, 4],
  ['a path below nothing in flow: its key', ['ports', 1, 'none', 'a'], 8, 47],
  ['a missing item in flow: the key of the list', ['ports', 1, 'tags', 3], 8, 16],
] as const)('without %s', (_, path, line, column) => {
  expect(placeOf(text, path, 'value')).toEqual({ line, column });
});

it('finds all nodes of our manifests where the library finds them', () => {
  const places = goldenManifests().flatMap((manifest) => compared(manifest));

  expect(places.length).toBeGreaterThan(1000);
  expect(places.map(({ ours }) => ours)).toEqual(places.map(({ library }) => library));
});

it('finds all nodes of any text that it reads where the library finds them', () => {
  const scalar = fc.oneof(
    fc.constantFrom('', 'a', 'a b', "it's", '- a', 'a: b', '#', '[', '{a}', ', ]', 'two\nlines\n', '\n x\n', '|', '"'),
    fc.integer(),
    fc.constant(null),
  );
  const key = fc.constantFrom('a', 'b', 'a b', 'c,', 'd: e', '- f', '#g', '"h"', "i'", '[', 'x'.repeat(30));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      scalar,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  }));
  const layout = fc.record({
    collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
    indent: fc.constantFrom(1, 2, 4),
    indentSeq: fc.boolean(),
    nullStr: fc.constantFrom('', '~'),
  });
  let read = 0;

  fc.assert(
    fc.property(fc.dictionary(key, node, { minKeys: 1, maxKeys: 4 }), layout, (value, options) => {
      const written = stringify(value, { lineWidth: 0, ...options });
      fc.pre(readPlainYaml(written) !== undefined);

      read += 1;
      const places = compared(written);
      expect(places.map(({ ours }) => ours)).toEqual(places.map(({ library }) => library));
    }),
    { numRuns: 300 },
  );
  expect(read).toBeGreaterThan(100);
});

/** Every node, by its key and its value, and something that is not there below it. */
function compared(written: string): readonly { readonly ours: object; readonly library: object | undefined }[] {
  const read = readPlainYaml(written);
  if (read === undefined) return [];
  const locator = new Locator(written);
  return pathsIn(read.value, []).flatMap((path) =>
    (['key', 'value'] as const).flatMap((where) =>
      [path, [...path, 'none'], [...path, 9]].map((asked) => ({
        ours: { asked, where, ...placeOf(written, asked, where) },
        library: { asked, where, ...locator.locate(asked, where) },
      })),
    ),
  );
}

function pathsIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => pathsIn(child, [...path, key]))];
}

function placeOf(written: string, path: Path, where: 'key' | 'value'): { line: number; column: number } {
  const above = written.slice(0, offsetInPlainYaml(written, path, where)).split('\n');
  return { line: above.length, column: (above.at(-1)?.length ?? 0) + 1 };
}

it.each([
  ['items in flow', (count: number) => `a: [${'{b: c}, '.repeat(count)}x]\n`, (index: number) => ['a', index, 'b']],
  ['items of lines', (count: number) => `a:\n${'- b: c\n'.repeat(count)}`, (index: number) => ['a', index, 'b']],
  [
    'keys in flow',
    (count: number) => `a: {${keysOf(count).join(': b, ')}: b}\n`,
    (index: number) => ['a', `k${index}`],
  ],
  [
    'keys of lines',
    (count: number) =>
      `a:\n${keysOf(count)
        .map((key) => `  ${key}: b\n`)
        .join('')}`,
    (index: number) => ['a', `k${index}`],
  ],
] as const)('the time to find all of many nodes grows with their number: %s', (_, write, pathOf) => {
  const seconds = (count: number): number => {
    const many = write(count);
    const started = performance.now();
    for (let index = 0; index < count; index++) offsetInPlainYaml(many, pathOf(index), 'value');
    return performance.now() - started;
  };
  seconds(1000);

  const [few, tenfold] = [Math.min(seconds(4000), seconds(4000)), Math.min(seconds(40_000), seconds(40_000))];

  // The square would be a hundredfold.
  expect(tenfold).toBeLessThan(Math.max(few, 2) * 50);
});

function keysOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `k${index}`);
}
