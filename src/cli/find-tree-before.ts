import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

import { Repository } from '../gitops/repository';
import { Refusal } from '../model/refusal';
import { treeOfCommit, treeOfFolder, type TreeBefore } from '../review/tree-before';
import { isOnDisk } from '../tree/named-calls';

/**
 * Finds what to compare with: a commit, else a folder, else where this branch left the main one.
 *
 * @param against as Git writes it, `main...` is where this branch left main
 * @param out root of the tree of the working directory
 * @throws Refusal when there is nothing, with what to do
 */
export function findTreeBefore(against: string | undefined, out: string, workingDirectory: string): TreeBefore {
  const folderOfGit = nearestFolder(out);
  const below = relative(folderOfGit, out).split(sep).join('/');
  const repository = Repository.open(folderOfGit, below === '' ? '' : `${below}/`);
  if (against === undefined) {
    if (repository !== undefined) return treeOfCommit(repository, repository.mergeBase());
    throw new Refusal(
      `"${out}" is in no Git repository; name a folder with rendered files with --against, or run "git init"`,
      'usage',
    );
  }
  const branch = /^(.+)\.\.\.$/.exec(against)?.[1];
  if (repository !== undefined && branch !== undefined && repository.revision(branch) !== undefined)
    return treeOfCommit(repository, repository.mergeBaseWith(branch));
  const revision = repository?.revision(against);
  if (repository !== undefined && revision !== undefined) return treeOfCommit(repository, revision);
  const folder = resolve(workingDirectory, against);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return treeOfFolder(folder, against);
  const known =
    repository === undefined
      ? 'no folder, and there is no Git repository here'
      : 'neither a commit of this repository nor a folder';
  throw new Refusal(
    `"${against}" is ${known}; is it fetched? --against takes a branch, a tag, a commit or a folder`,
    'usage',
  );
}

/** A tree that was never rendered has no folder yet. */
function nearestFolder(path: string): string {
  return isOnDisk(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
