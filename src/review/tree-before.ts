import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { renderedFolders } from '../render/owners';
import { blobId, type BlobHash } from '../tree/blob-id';
import { isOurs } from '../tree/ownership';
import { Repository, type Revision } from '../gitops/repository';
import { Refusal } from '../model/refusal';

/** Rendered files to compare with. */
export interface TreeBefore {
  /** For people. */
  readonly name: string;
  readonly hash: BlobHash;
  /** Path in the tree -> name of the content. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** The texts of files that Slipway wrote; files of others are not in the answer. */
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, string>;
  /** Files of the working tree that are not this one's; undefined when nobody knows. */
  readonly changedSince?: (() => ReadonlySet<string>) | undefined;
}

/**
 * Finds what to compare with: a commit, else a folder, else where this branch left the main one.
 *
 * @param against as Git writes it, `main...` is where this branch left main
 * @param out root of the tree of the working directory
 * @throws Refusal when there is nothing, with what to do
 */
export function treeBefore(against: string | undefined, out: string, workingDirectory: string): TreeBefore {
  const folderOfGit = nearestFolder(out);
  const below = relative(folderOfGit, out).split(sep).join('/');
  const repository = Repository.open(folderOfGit, below === '' ? '' : `${below}/`);
  if (against === undefined) {
    if (repository !== undefined) return commitTree(repository, repository.mergeBase());
    throw new Refusal(
      `"${out}" is in no Git repository; name a folder with rendered files with --against, or run "git init"`,
      'usage',
    );
  }
  const branch = /^(.+)\.\.\.$/.exec(against)?.[1];
  if (repository !== undefined && branch !== undefined && repository.revision(branch) !== undefined)
    return commitTree(repository, repository.mergeBaseWith(branch));
  const revision = repository?.revision(against);
  if (repository !== undefined && revision !== undefined) return commitTree(repository, revision);
  const folder = resolve(workingDirectory, against);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folderTree(folder, against);
  const known =
    repository === undefined
      ? 'no folder, and there is no Git repository here'
      : 'neither a commit of this repository nor a folder';
  throw new Refusal(
    `"${against}" is ${known}; is it fetched? --against takes a branch, a tag, a commit or a folder`,
    'usage',
  );
}

function commitTree(repository: Repository, revision: Revision): TreeBefore {
  const idByPath = repository.list(revision, renderedFolders);
  return {
    name: revision.name,
    hash: repository.hash,
    idByPath,
    read(paths) {
      const ids = new Map(paths.map((path) => [path, idByPath.get(path) ?? '']));
      const contents = repository.read([...new Set(ids.values())]);
      return ours(paths, (path) => contents.get(ids.get(path) ?? ''));
    },
    changedSince: () => repository.changed(revision, renderedFolders),
  };
}

function folderTree(folder: string, name: string): TreeBefore {
  const contents = new Map(
    renderedFolders
      .flatMap((rendered) => filesBelow(folder, rendered))
      .map((path) => [path, readFileSync(join(folder, path))] as const)
      .filter(([, content]) => isOurs(content)),
  );
  if (contents.size === 0) {
    const folders = renderedFolders.join('/ or ');
    throw new Refusal(`"${name}" has no rendered files: nothing in ${folders}/ was written by Slipway`, 'usage');
  }
  return {
    name,
    hash: 'sha1',
    idByPath: new Map([...contents].map(([path, content]) => [path, blobId(content, 'sha1')])),
    read: (wanted) => ours(wanted, (path) => contents.get(path)),
  };
}

/** Files that other people put beside ours are not rendered, and so not missing either. */
function ours(paths: readonly string[], contentOf: (path: string) => Buffer | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const content = contentOf(path);
    if (content !== undefined && isOurs(content)) texts.set(path, content.toString('utf8'));
  }
  return texts;
}

function filesBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** A tree that was never rendered has no folder yet. */
function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
