import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { renderedFolders } from '../model/tree-layout';
import { blobId, type BlobHash } from '../tree/blob-id';
import { isOurs } from '../tree/ownership';
import type { Repository, Revision } from '../gitops/repository';
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

/** A tree before: the rendered files of a commit, read without a work tree. */
export function treeOfCommit(repository: Repository, revision: Revision): TreeBefore {
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

/**
 * A tree before: the rendered files below a folder.
 *
 * @param name for people
 * @throws Refusal when there are none
 */
export function treeOfFolder(folder: string, name: string): TreeBefore {
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
