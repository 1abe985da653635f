import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { blobId } from '../tree/blob-id';
import type { BlobHash } from '../tree/blob-id';
import { PathClaims, type Source } from '../tree/path-claims';
import type { MemoryPlace } from './memory';
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
export function renderingOf(tree: WantedTree, hash: BlobHash, memory: MemoryPlace | undefined): Rendering {
  const known = memory === undefined ? new Map<string, KnownPart>() : recall(memory, hash);
  const idByPath = new Map<string, string>();
  const partByPath = new Map<string, Part>();
  const filesByPart = new Map<Part, readonly RenderedFile[]>();
  const now = new Map<string, KnownPart>();
  const claims = new PathClaims([]);
  for (const part of tree.parts) {
    const input = part.input();
    const before = known.get(part.key);
    if (before?.input === input) {
      const source = (path: string): string => fileOf(part, path)?.source ?? part.key;
      readIds(before.ids, (path, id) => state(part, path, id, source));
      now.set(part.key, before);
      continue;
    }
    const ids = filesOf(part).map(({ path, text, source }) => {
      const id = blobId(text, hash);
      state(part, path, id, source);
      return `${id} ${path}`;
    });
    now.set(part.key, { input, ids: ids.join('\t') });
  }
  if (memory !== undefined && [...now].some(([key, { input }]) => known.get(key)?.input !== input)) {
    // A run for one service leaves what is known of the others.
    remember(memory, hash, tree.scope.isEverything ? now : new Map([...known, ...now]));
  }
  return {
    tree,
    hash,
    idByPath,
    textOf(path) {
      const part = partByPath.get(path);
      return part === undefined ? undefined : fileOf(part, path)?.text;
    },
  };

  function state(part: Part, path: string, id: string, source: Source): void {
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

interface KnownPart {
  /** Hash of what the part is rendered from. */
  readonly input: string;
  /** Names and paths as they stand in the file: thousands of parts are compared, and few are looked into. */
  readonly ids: string;
}

/** Says each name and path of a part, without arrays in between: a platform has 30,000 of them. */
function readIds(ids: string, say: (path: string, id: string) => void): void {
  for (let start = 0; start < ids.length;) {
    const space = ids.indexOf(' ', start);
    const tab = ids.indexOf('\t', space);
    const end = tab === -1 ? ids.length : tab;
    say(ids.slice(space + 1, end), ids.slice(start, space));
    start = end + 1;
  }
}

function recall({ file, program }: MemoryPlace, hash: BlobHash): ReadonlyMap<string, KnownPart> {
  const parts = new Map<string, KnownPart>();
  try {
    const [owner, ...lines] = readFileSync(file, 'utf8').split('\n');
    if (owner !== `${program} ${hash}`) return parts;
    for (const line of lines) {
      const [afterKey, afterInput] = [line.indexOf('\t'), line.indexOf('\t', line.indexOf('\t') + 1)];
      if (afterInput === -1) continue;
      const input = line.slice(afterKey + 1, afterInput);
      parts.set(line.slice(0, afterKey), { input, ids: line.slice(afterInput + 1) });
    }
  } catch {
    // Whatever is wrong with the file, nothing is known: the memory is only ever an advantage.
  }
  return parts;
}

function remember({ file, program }: MemoryPlace, hash: BlobHash, parts: ReadonlyMap<string, KnownPart>): void {
  const lines = [...parts].map(([key, { input, ids }]) => `${key}\t${input}\t${ids}`);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, [`${program} ${hash}`, ...lines].join('\n'));
    renameSync(temporary, file);
  } catch {
    // The next run renders once more.
  }
}
