import { objectsTwice } from '../../src/import/exact/objects-twice';
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
