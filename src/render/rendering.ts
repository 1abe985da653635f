import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { LoadedCatalog } from '../catalog/load';
import { blobId } from '../tree/blob-id';
import type { BlobHash } from '../tree/blob-id';
import type { MemoryPlace } from './memory';
import { inputHash, partsOf } from './parts';
import type { Part } from './parts';
import type { Wanted } from './wanted';

/** What the catalog renders, by Git's names of the contents, without a tree. */
export interface Rendering {
  /** Path in the tree -> name of the content. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** The text of a file; renders its part when that is not done yet. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Renders a catalog in memory. What the contents of a part are called is remembered with the hash of what it is rendered
 * from: rendering is a pure function, so a part of the same documents is rendered only when somebody wants to read it.
 * Nothing in this memory depends on a machine, so CI may keep it from one run to the next.
 */
export function renderingOf(
  loaded: LoadedCatalog,
  wanted: Wanted,
  hash: BlobHash,
  memory: MemoryPlace | undefined,
): Rendering {
  const known = memory === undefined ? new Map<string, KnownPart>() : recall(memory, hash);
  const idByPath = new Map<string, string>();
  const textByPath = new Map<string, string>();
  const now = new Map<string, KnownPart>();
  const partByPath = new Map<string, Part>();
  for (const part of partsOf(loaded, wanted)) {
    const input = inputHash(part, loaded);
    const before = known.get(part.key);
    const ids =
      before?.input === input
        ? before.ids
        : render(part)
            .map((path) => `${blobId(textByPath.get(path) ?? '', hash)} ${path}`)
            .join('\t');
    now.set(part.key, { input, ids });
    readIds(ids, (path, id) => {
      idByPath.set(path, id);
      partByPath.set(path, part);
    });
  }
  if (memory !== undefined && [...now].some(([key, { input }]) => known.get(key)?.input !== input)) {
    // A run for one service leaves what is known of the others.
    remember(memory, hash, wanted.isEverything ? now : new Map([...known, ...now]));
  }
  return {
    idByPath,
    textOf(path) {
      const part = partByPath.get(path);
      if (part !== undefined && !textByPath.has(path)) render(part);
      return textByPath.get(path);
    },
  };

  function render(part: Part): readonly string[] {
    return part.render().map(({ path, text }) => {
      textByPath.set(path, text);
      return path;
    });
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
