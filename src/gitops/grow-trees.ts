import { setImmediate as othersTurn } from 'node:timers/promises';

import { Refusal } from '../model/refusal';
import { blobId, type BlobHash } from '../tree/blob-id';
import type { CommitDraft } from './commit-draft';
import type { Git } from './git';
import type { GitDelta, GitObject } from './git-object';
import { fileMode, folderMode, GitTree } from './git-tree';
import type { TreeEntry } from './git-tree';
import { readAnswers } from './read-contents';
import { GitError } from './run-git';

/** Folders by path from the root, which is the empty path. */
export type Folders = ReadonlyMap<string, GitTree>;

/** What a repository becomes by drafts. */
export interface GrownTrees {
  /** Git's names of the roots, in the order of the drafts. */
  readonly roots: readonly string[];
  /** What the repository does not have yet: contents and folders. */
  readonly objects: readonly (GitObject | GitDelta)[];
  /** Folders of the last root, those that were read on the way. */
  readonly folders: Folders;
}

/**
 * Makes the folders of drafts, each on the one before it. Only the folders on the way to a file are read, by one process, and
 * each becomes a delta where that is shorter: of a folder of 1,000 services one line changes.
 *
 * @param base commit that the first draft stands on; undefined for nothing
 * @param known folders of the base that were read before
 * @throws Refusal when a draft has a file where it has a folder
 * @throws GitError when the repository does not have a folder of the base
 */
export async function growTrees(
  git: Git,
  base: string | undefined,
  drafts: readonly CommitDraft[],
  known: Folders,
  hash: BlobHash,
): Promise<GrownTrees> {
  const folders = new Map(known);
  if (base !== undefined) await readFolders(git, base, drafts, folders, hash);
  const empty = GitTree.of(Buffer.alloc(0), hash);
  // What is there is no delta of something else: two could not stand on each other.
  const stored = new Set([...folders.values()].map(({ id }) => id));
  const objects: (GitObject | GitDelta)[] = [];
  const store = (id: string, object: () => GitObject | GitDelta): void => {
    if (!stored.has(id)) objects.push(object());
    stored.add(id);
  };
  const roots: string[] = [];
  for (const { files } of drafts) {
    // A server may share this process.
    if (roots.length > 0) await othersTurn();
    const changes = changesByFolder(files, hash, store);
    for (const { path, content } of files) if (content !== undefined) forgetBelow(folders, path);
    for (const [folder, entries] of changes) {
      const before = folders.get(folder) ?? empty;
      const { tree, delta } = before.with(entries);
      const isRoot = folder === '';
      if (tree.isEmpty && !isRoot) folders.delete(folder);
      else {
        folders.set(folder, tree);
        store(tree.id, () =>
          !before.isEmpty && isShorter(delta, before, tree)
            ? { kind: 'delta', base: before.id, content: delta }
            : { kind: 'tree', content: tree.content },
        );
      }
      if (isRoot || tree.id === before.id) continue;
      const { parent, name } = placeOf(folder);
      const above = changes.get(parent);
      const said = above?.get(name);
      const isSaidFile = said?.mode === fileMode && said.id !== undefined;
      if (!tree.isEmpty && isSaidFile)
        throw new Refusal(`a commit cannot hold ${JSON.stringify(folder)} as a file and as a folder`, 'usage');
      if (!isSaidFile) above?.set(name, { mode: folderMode, id: tree.isEmpty ? undefined : tree.id });
    }
    roots.push((folders.get('') ?? empty).id);
  }
  return { roots, objects, folders };
}

/**
 * Whether a delta, with the name of what it stands on, is shorter than the folder, of which zlib saves nothing. Whoever gets the pack
 * keeps what is a delta in it as one, and looks for no other in what is whole (git-pack-objects(1), `--no-reuse-delta`): of folders
 * that are called alike it would look at ten, and a repository has as many as services.
 */
function isShorter(delta: Buffer, before: GitTree, tree: GitTree): boolean {
  return delta.length + before.id.length / 2 < tree.content.length;
}

type Entries = Map<string, TreeEntry>;

/** What changes in each folder on the way to a file, the deepest first: what becomes of a folder changes the one above. */
function changesByFolder(
  files: CommitDraft['files'],
  hash: BlobHash,
  store: (id: string, object: () => GitObject) => void,
): ReadonlyMap<string, Entries> {
  const changes = new Map<string, Entries>(foldersOf(files).map((folder) => [folder, new Map()]));
  for (const { path, content } of files) {
    const { parent, name } = placeOf(path);
    if (content === undefined) {
      changes.get(parent)?.set(name, { mode: fileMode, id: undefined });
      continue;
    }
    const id = blobId(content, hash);
    store(id, () => ({ kind: 'blob', content: Buffer.from(content) }));
    changes.get(parent)?.set(name, { mode: fileMode, id });
  }
  return changes;
}

/** All folders on the way to files, the deepest first. */
function foldersOf(files: CommitDraft['files']): readonly string[] {
  const folders = new Set(['']);
  for (const { path } of files) {
    for (let { parent } = placeOf(path); !folders.has(parent); { parent } = placeOf(parent)) folders.add(parent);
  }
  const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);
  return [...folders].sort((a, b) => depthOf(b) - depthOf(a));
}

function placeOf(path: string): { readonly parent: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

/** A file has taken the place of a folder. */
function forgetBelow(folders: Map<string, GitTree>, path: string): void {
  if (!folders.has(path)) return;
  for (const folder of folders.keys()) if (folder === path || folder.startsWith(`${path}/`)) folders.delete(folder);
}

async function readFolders(
  git: Git,
  base: string,
  drafts: readonly CommitDraft[],
  folders: Map<string, GitTree>,
  hash: BlobHash,
): Promise<void> {
  const asked = foldersOf(drafts.flatMap(({ files }) => files))
    .toReversed()
    .flatMap((folder) => {
      const name = folders.has(folder) ? undefined : nameOf(folder, base, folders);
      return name === undefined ? [] : [{ folder, name }];
    });
  if (asked.length === 0) return;
  const input = asked.map(({ name }) => `${name}\n`).join('');
  const answers = readAnswers(await git.ask(['cat-file', '--batch', '--buffer'], { input }));
  for (const [index, { folder }] of asked.entries()) {
    const answer = answers[index];
    if (answer?.kind === 'tree') folders.set(folder, GitTree.of(Buffer.from(answer.content), hash));
    else if (isThere(folder, folders))
      throw new GitError(
        `the Git repository "${git.folder}" does not have the folder ${JSON.stringify(folder)} of commit ${base}`,
      );
  }
}

/** What to ask Git for; undefined when the folders that are known show that there is none. */
function nameOf(folder: string, base: string, folders: Folders): string | undefined {
  if (folder === '') return `${base}^{tree}`;
  let { parent, name } = placeOf(folder);
  let below = '';
  for (;;) {
    const tree = folders.get(parent);
    if (tree !== undefined) {
      const id = tree.folderId(name);
      return id === undefined ? undefined : `${id}${below}`;
    }
    if (parent === '') return `${base}:${folder}`;
    below = below === '' ? `:${name}` : `:${name}/${below.slice(1)}`;
    ({ parent, name } = placeOf(parent));
  }
}

/** Whether a folder has to be there, as the one above it says. */
function isThere(folder: string, folders: Folders): boolean {
  if (folder === '') return true;
  const { parent, name } = placeOf(folder);
  return folders.get(parent)?.folderId(name) !== undefined;
}
