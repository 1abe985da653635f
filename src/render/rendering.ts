import { blobId } from '../tree/blob-id';
import type { BlobHash } from '../tree/blob-id';
import { PathClaims, type Claimant } from '../tree/path-claims';
import { namesToRemember, recallNames, remember } from './memory';
import type { Memory } from './memory';
import type { Part } from './parts';
import type { RenderedFile } from './render';
import type { WantedTree } from './wanted-tree';

/** A wanted tree with Git's names of its contents. */
export interface Rendering {
  readonly tree: WantedTree;
  readonly hash: BlobHash;
  /** Path in the tree -> name of the content. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** The text of a file; renders its part when that is not done yet. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Renders a wanted tree in memory. What the contents of a part are called is remembered with the hash of what it is rendered
 * from: rendering is a pure function, so a part of the same documents is rendered only when somebody wants to read it.
 * Nothing in this memory depends on a machine, so CI may keep it from one run to the next.
 *
 * @throws {TreeError} when two objects have one path, or paths that differ in case only, naming both
 */
export function renderingOf(tree: WantedTree, hash: BlobHash, memory: Memory | undefined): Rendering {
  const idByPath = new Map<string, string>();
  const partByPath = new Map<string, Part>();
  const filesByPart = new Map<Part, readonly RenderedFile[]>();
  const learned = new Map<string, string>();
  const claims = new PathClaims([]);
  for (const part of tree.parts) {
    const input = part.input();
    const known = recallNames(memory, hash, part.key, input);
    if (known !== undefined) {
      const source = (path: string): string => fileOf(part, path)?.source ?? part.key;
      readNames(known, (path, id) => state(part, path, id, source));
      continue;
    }
    const names = filesOf(part).map(({ path, text, source }) => {
      const id = blobId(text, hash);
      state(part, path, id, source);
      return `${id} ${path}`;
    });
    learned.set(...namesToRemember(hash, part.key, input, names));
  }
  if (memory !== undefined && learned.size > 0) remember(memory, { names: learned });
  return {
    tree,
    hash,
    idByPath,
    textOf(path) {
      const part = partByPath.get(path);
      return part === undefined ? undefined : fileOf(part, path)?.text;
    },
  };

  function state(part: Part, path: string, id: string, source: Claimant): void {
    claims.claim(path, source);
    idByPath.set(path, id);
    partByPath.set(path, part);
  }

  function filesOf(part: Part): readonly RenderedFile[] {
    const files = filesByPart.get(part) ?? part.render();
    filesByPart.set(part, files);
    return files;
  }

  function fileOf(part: Part, path: string): RenderedFile | undefined {
    return filesOf(part).find((file) => file.path === path);
  }
}

/** Says each name and path of a part, without arrays in between: a platform has 30,000 of them. */
function readNames(names: string, say: (path: string, id: string) => void): void {
  for (let start = 0; start < names.length;) {
    const space = names.indexOf(' ', start);
    const tab = names.indexOf('\t', space);
    const end = tab === -1 ? names.length : tab;
    say(names.slice(space + 1, end), names.slice(start, space));
    start = end + 1;
  }
}
