import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Repository } from '../../src/gitops/repository';
import { Refusal } from '../../src/model/refusal';
import { synthesize } from '../../src/render/synthesize';
import { treeOfCommit, treeOfFolder, type TreeBefore } from '../../src/review/tree-before';
import { blobId } from '../../src/tree/blob-id';
import { contentAt } from '../../src/tree/content-at';
import { aCatalogFolder } from '../helpers/a-catalog';
import { commitAll, makeRepository } from '../helpers/a-git-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

const deployment = 'services/web/overlays/dev/deployment.yaml';

/** A folder with the small catalog and what it renders. */
function aRenderedFolder(): string {
  const catalog = aCatalogFolder();
  const out = join(catalog, '..');
  synthesize({ catalog, out });
  return out;
}

function treeOfMain(folder: string, below = ''): TreeBefore {
  const repository = Repository.open(folder, below);
  const revision = repository?.revision('main');
  if (repository === undefined || revision === undefined) throw new Error(`no commit in ${folder}`);
  return treeOfCommit(repository, revision);
}

test('a commit and a folder of the same files are the same tree', () => {
  const folder = aRenderedFolder();
  makeRepository(folder);

  const ofCommit = treeOfMain(folder);
  const ofFolder = treeOfFolder(folder, 'before');

  expect(ofCommit.idByPath).toEqual(ofFolder.idByPath);
  expect(ofCommit.read([deployment])).toEqual(ofFolder.read([deployment]));
  expect(ofCommit.idByPath.get(deployment)).toBe(blobId(contentAt(join(folder, deployment)) ?? '', 'sha1'));
});

test('only files of the rendered folders are in a tree, and only those that Slipway wrote are read', () => {
  const folder = aRenderedFolder();
  write(folder, 'services/web/notes.yaml', 'a: 1\n');
  makeRepository(folder);

  const { idByPath, read } = treeOfMain(folder);

  expect([...idByPath.keys()].filter((path) => !/^(?:services|argocd)\//.test(path))).toEqual([]);
  expect([...read([deployment, 'services/web/notes.yaml']).keys()]).toEqual([deployment]);
  expect(treeOfFolder(folder, 'before').idByPath.has('services/web/notes.yaml')).toBe(false);
});

test('a tree of a folder below the root of a repository, which names contents by SHA-256', () => {
  const outer = temporaryFolder();
  renameSync(aRenderedFolder(), join(outer, 'gitops'));
  makeRepository(outer, '--object-format=sha256');

  const { hash, idByPath, read } = treeOfMain(outer, 'gitops/');
  const content = contentAt(join(outer, 'gitops', deployment)) ?? '';

  expect(hash).toBe('sha256');
  expect(idByPath.get(deployment)).toBe(blobId(content, 'sha256'));
  expect(read([deployment]).get(deployment)).toBe(content.toString());
});

test('a commit says which files of the working tree are not its own; a folder has no working tree', () => {
  const folder = aRenderedFolder();
  makeRepository(folder);
  const before = treeOfMain(folder);
  writeFileSync(join(folder, deployment), '# by hand\n');

  expect([...(before.changedSince?.() ?? [])]).toEqual([deployment]);
  commitAll(folder);
  expect([...(before.changedSince?.() ?? [])]).toEqual([deployment]);
  expect(treeOfFolder(folder, 'before').changedSince).toBeUndefined();
});

test('a folder without rendered files is refused by its name', () => {
  const folder = temporaryFolder();
  write(folder, 'services/web/notes.yaml', 'a: 1\n');

  expect(() => treeOfFolder(folder, 'old')).toThrow(Refusal);
  expect(() => treeOfFolder(folder, 'old')).toThrow(
    '"old" has no rendered files: nothing in services/ or argocd/ was written by Slipway',
  );
});
