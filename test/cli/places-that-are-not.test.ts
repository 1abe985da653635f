import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder } from '../helpers/a-catalog';
import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

const catalog = (): string => aCatalogFolder();
const manifests = (): string => {
  const folder = join(temporaryFolder(), 'k8s');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.yaml'), deployment);
  return folder;
};
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:1.2.3', ports: [{ containerPort: 8080 }] }] }
`;
const adoptingAll = (): readonly string[] => {
  const folder = manifests();
  return ['import', folder, '--out', '/proc/x/y', '--adopt-all', '--env', `dev=${folder}`];
};

const places: readonly (readonly [string, () => readonly string[]])[] = [
  ['import', () => ['import', manifests(), '--out', '/proc/x/y']],
  ['import --adopt-all', adoptingAll],
  ['init', () => ['init', '/proc/x']],
  ['init, deeper', () => ['init', '/proc/x/y/z', '--no-render']],
  ['demo', () => ['demo', '/proc/x/y']],
  ['synth', () => ['synth', '--catalog', catalog(), '--out', '/proc/x/y']],
];

if (existsSync('/proc/self')) {
  test.each(places)('%s into a file system that takes no folders ends, and says so', async (_, wordsOf) => {
    const { exitCode, stderr } = await runHere(wordsOf());

    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/cannot make "\/proc\/[^"]+": no folder can be made there; choose another place/);
    expect(stderr).not.toMatch(/meanwhile|SLIPWAY_DEBUG/);
  });
}

test('what somebody names, and what is not there, was not "removed"', async () => {
  const { exitCode, stderr } = await runHere(['gate', 'HEAD', '--reviews', 'nope.json', '--catalog', catalog()]);

  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(/nope\.json": there is no such file or folder; name one that is there/);
});
