import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { ParsedDocument } from '../catalog/load';
import type { DocumentName } from '../model/catalog';

/** What a file looked like when it was known to be right: size, times and inode number, from lstat(2). */
export type Signature = string;

/** A part of the tree as it was written: a placement, or the baseline of an environment. */
export interface RememberedPart {
  /** Hash of everything that the part is rendered from. */
  readonly hash: string;
  readonly files: readonly (readonly [path: string, signature: Signature])[];
}

/** What an earlier run knew. */
export interface Memory {
  readonly documents: ReadonlyMap<DocumentName, ParsedDocument>;
  /** Parts by key, each as JSON: a run for one service reads three of thousands. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Reads a part out of a memory. */
export function recallPart(memory: Memory | undefined, key: string): RememberedPart | undefined {
  const text = memory?.parts.get(key);
  return text === undefined ? undefined : believed<RememberedPart>(text);
}

/** Where a memory is kept, and for whom. */
export interface MemoryPlace {
  /** File of the memory, outside the tree. */
  readonly file: string;
  /** Identity of the program: another program may render or parse otherwise. */
  readonly program: string;
}

/**
 * A file system stamps times in steps of a few milliseconds. A file that was changed within this time of the memory
 * may change again without a new time, so it is not believed (Git, "racy-git").
 */
const racyMilliseconds = 50;

const nothing: Memory = { documents: new Map(), parts: new Map() };

/** Recalls what an earlier run of the same program knew. Whatever is wrong with the file, nothing is known. */
export function recall({ file, program }: MemoryPlace): Memory {
  try {
    const [owner, documents = '', ...lines] = readFileSync(file, 'utf8').split('\n');
    if (owner !== program || lines.pop() !== theEnd) return nothing;
    return {
      documents: new Map(believed<readonly (readonly [DocumentName, ParsedDocument])[]>(documents)),
      parts: new Map(lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)])),
    };
  } catch {
    return nothing;
  }
}

/** Keeps a memory for the next run. It is only ever an advantage, so failing to write it is not an error. */
export function remember({ file, program }: MemoryPlace, { documents, parts }: Memory): void {
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const lines = [...parts].map(([key, text]) => `${key}\t${text}`);
    writeFileSync(temporary, [program, JSON.stringify([...documents]), ...lines, theEnd].join('\n'));
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Last line: a memory without it is not whole. */
const theEnd = 'end';

/** Reads what was written by ourselves, for this very program: the one file that is believed without a schema. */
function believed<Stored>(text: string): Stored {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Stored;
}

/** Whether a file had its content before a moment (milliseconds since 1970), with room for the steps of the clock. */
export function isSettled(signature: Signature, moment: number): boolean {
  const modified = Number(signature.split(' ')[1]);
  return moment - modified > racyMilliseconds;
}
