import { copiesOf, objectsTwice } from '../../src/import/exact/objects-twice';
import { readManifestText } from '../../src/manifests/read-text';

const config = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { ${data} }\n`;
const objectsIn = (file: string, ...texts: readonly string[]) => readManifestText(texts.join('---\n'), file).objects;

test('an object that is there twice and differs is said, with the place of the one that is left out', () => {
  const objects = [...objectsIn('a.yaml', config('a', 'x: one')), ...objectsIn('b.yaml', config('a', 'x: two'))];

  expect(objectsTwice([{ name: 'live', objects }])).toEqual([
    {
      file: 'a.yaml',
      line: 3,
      column: 19,
      path: ['metadata', 'name'],
      message: 'ConfigMap "a" of environment "live" is in "b.yaml", too, and differs: that one is imported',
      hint: 'remove one of the two, or name the files of each environment with --env',
    },
  ]);
});

test('a copy is no loss, and neither is another environment', () => {
  const [one, two] = [objectsIn('a.yaml', config('a', 'x: one')), objectsIn('b.yaml', config('a', 'x: two'))];

  expect(objectsTwice([{ name: 'dev', objects: [...one, ...objectsIn('c.yaml', config('a', 'x: one'))] }])).toEqual([]);
  expect(
    objectsTwice([
      { name: 'dev', objects: one },
      { name: 'prod', objects: two },
    ]),
  ).toEqual([]);
});

test('a copy is named, with the one that is imported', () => {
  const objects = [
    ...objectsIn('a.yaml', config('a', 'x: one')),
    ...objectsIn('b.yaml', config('b', 'x: one'), config('a', 'x: one')),
  ];

  expect(copiesOf([{ name: 'live', objects }])).toEqual([
    { object: 'ConfigMap a', environment: 'live', leftOut: 'a.yaml:1', imported: 'b.yaml:6' },
  ]);
  expect(
    copiesOf([
      { name: 'dev', objects },
      { name: 'prod', objects: objects.slice(0, 1) },
    ]),
  ).toHaveLength(1);
  expect(copiesOf([{ name: 'live', objects: [...objects, ...objectsIn('c.yaml', config('a', 'x: two'))] }])).toEqual(
    [],
  );
});
