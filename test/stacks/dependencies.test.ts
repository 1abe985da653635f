import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import { packageRoot } from '../helpers/run-slipway';

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ dependencies: Versions, devDependencies: Versions });

const manifests = ['package.json', 'stacks/package.json'].map((file) => ({
  file,
  ...Manifest.parse(JSON.parse(readFileSync(join(packageRoot, file), 'utf8'))),
}));

test('packages of Pulumi are dependencies of stacks/, and of nothing else', () => {
  const asked = manifests.flatMap(({ file, dependencies, devDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies })
      .filter((name) => name.startsWith('@pulumi/'))
      .map((name) => `${file} ${name}`),
  );

  expect(asked).toEqual(['kubernetes', 'policy', 'pulumi'].map((name) => `stacks/package.json @pulumi/${name}`));
});

test('every version is exact', () => {
  const versions = manifests.flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }),
  );

  const open = versions.filter(([, version]) => !/^(?:npm:[@\w/-]+@)?\d+\.\d+\.\d+$/.test(version));

  expect(open).toEqual([]);
});
