import { mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { nothingInstalled } from '../../scripts/reference/example-files';
import { boundaryOf, insideOf } from '../../src/manifests/boundary';
import type { Programs } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { temporaryFolder } from '../helpers/temporary-folder';

const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;

/** A repository beside a folder of somebody else. */
function aRepository(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(temporaryFolder());
  const all = {
    'repository/.git/config': '[http]\nextraheader = AUTHORIZATION: basic c2VjcmV0\n',
    'repository/.git/objects.yaml': config('of-git'),
    'repository/k8s/a.yaml': config('a'),
    'repository/bases/kustomization.yaml': 'resources: [b.yaml]\n',
    'repository/bases/b.yaml': config('b'),
    'outside/kustomization.yaml': 'resources: [c.yaml]\n',
    'outside/c.yaml': config('c'),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return join(root, 'repository');
}

/** Files that are read when the folder k8s of a repository is checked, and what is built; files as they really are. */
function readIn(repository: string): { readonly read: readonly string[]; readonly built: readonly string[] } {
  const read = new Set<string>();
  const built: string[] = [];
  const programs: Programs = {
    ...nothingInstalled,
    kustomize: (folder) => {
      built.push(folder);
      return 'not installed';
    },
  };
  const units = readManifests([join(repository, 'k8s')], programs, (path) => {
    read.add(realpathSync(path));
    return readFileSync(path);
  });
  // Rules ask about all that is named.
  for (const { value, partAt } of units.flatMap(({ kustomizations }) => kustomizations)) {
    for (const name of Array.isArray(value['resources']) ? value['resources'] : []) partAt?.(String(name));
  }
  return { read: [...read], built };
}

const kustomization = (name: string): Readonly<Record<string, string>> => ({
  'repository/k8s/kustomization.yaml': `namePrefix: x-\nresources: [a.yaml, "${name}"]\n`,
});

test.each([
  ['a folder outside', '../../outside'],
  ['a file outside', '../../outside/c.yaml'],
  ['what Git keeps', '../.git/objects.yaml'],
  ['the environment of the process', '/proc/self/environ'],
  ['a device without an end', '/dev/zero'],
])('%s is not read because a kustomization names it, and nothing is built', (_, name) => {
  const repository = aRepository(kustomization(name));

  const { read, built } = readIn(repository);

  expect(read.filter((path) => !path.startsWith(`${repository}${sep}k8s${sep}`))).toEqual([]);
  expect(built).toEqual([]);
});

test.each([
  ['a file outside', '../../outside/c.yaml', 'link.yaml'],
  ['a folder outside', '../../outside', 'link'],
  ['what Git keeps', '../.git/config', 'link.yaml'],
  ['the environment of the process', '/proc/self/environ', 'link.yaml'],
  ['a device without an end', '/dev/zero', 'link.yaml'],
  ['itself', 'link.yaml', 'link.yaml'],
])('a link to %s is not followed', (_, target, link) => {
  const repository = aRepository(kustomization(link));
  symlinkSync(target, join(repository, 'k8s', link));

  const { read } = readIn(repository);

  expect(read.filter((path) => !path.startsWith(`${repository}${sep}k8s${sep}`))).toEqual([]);
});

test.each(['/proc/self/environ', '/dev/zero', '../../.git/config', '../../../outside/kustomization.yaml'])(
  'a kustomization that is a link to %s is not followed',
  (target) => {
    const repository = aRepository({ ...kustomization('b'), 'repository/k8s/b/c.yaml': config('c') });
    symlinkSync(target, join(repository, 'k8s', 'b', 'kustomization.yaml'));

    const { read, built } = readIn(repository);

    expect(read.filter((path) => !path.startsWith(`${repository}${sep}k8s${sep}`))).toEqual([]);
    expect(built).toEqual([]);
  },
);

test('bases of the same repository are read, wherever the check begins', () => {
  const repository = aRepository(kustomization('../bases'));

  const { read, built } = readIn(repository);

  expect(read).toContain(join(repository, 'bases', 'b.yaml'));
  expect(built).toEqual([join(repository, 'k8s')]);
});

test('a worktree, where .git is a file, is a repository', () => {
  const root = realpathSync(temporaryFolder());
  mkdirSync(join(root, 'tree', 'a'), { recursive: true });
  writeFileSync(join(root, 'tree', '.git'), 'gitdir: ../elsewhere\n');

  const mayBeNamed = boundaryOf(join(root, 'tree', 'a'));

  expect(mayBeNamed(join(root, 'tree', 'b'))).toBe(true);
  expect(mayBeNamed(join(root, 'tree', '.git'))).toBe(false);
  expect(mayBeNamed(join(root, 'tree', '.github', 'a.yaml'))).toBe(true);
  expect(mayBeNamed(join(root, 'c'))).toBe(false);
});

test('a repository in memory has files as any other has, and a device is none of them', () => {
  const isInside = insideOf('/dev/shm/some-checkout');

  expect(['a.yaml', 'k8s/b.yaml'].map((file) => isInside(`/dev/shm/some-checkout/${file}`))).toEqual([true, true]);
  expect(['/dev/shm/another/a.yaml', '/dev/zero', '/dev/shm', '/proc/self/environ'].filter(isInside)).toEqual([]);
});
