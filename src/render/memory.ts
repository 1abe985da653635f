import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  /** Hash of the documents that every part is rendered from; absent when some part is not known or is of other documents. */
  readonly complete: string | undefined;
  /** Lines of the file, with those that later lines replace. */
  readonly lines: number;
}

/** What a run learned. */
export interface News {
  readonly documents: ReadonlyMap<DocumentName, ParsedDocument>;
  /** `undefined`: nothing is known of this part any more. */
  readonly parts: ReadonlyMap<string, RememberedPart | undefined>;
  /** @see Memory.complete */
  readonly complete: string | undefined;
}

/** Reads a part out of a memory. */
export function recallPart(memory: Memory | undefined, key: string): RememberedPart | undefined {
  const text = memory?.parts.get(key);
  try {
    return text === undefined || text === '' ? undefined : believedPart(text);
  } catch {
    return undefined;
  }
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

const nothing: Memory = { documents: new Map(), parts: new Map(), complete: undefined, lines: 0 };

/** Recalls what an earlier run of the same program knew. Whatever is wrong with the file, nothing is known. */
export function recall({ file, program }: MemoryPlace): Memory {
  try {
    const [owner, ...lines] = readFileSync(file, 'utf8').split('\n');
    // What follows the last line break is a line that was not written to its end: nothing is added to such a file.
    const isWhole = lines.pop() === '';
    if (owner !== program) return nothing;
    const documents = new Map<DocumentName, ParsedDocument>();
    const parts = new Map<string, string>();
    let complete: string | undefined;
    for (const line of lines) {
      const end = line.indexOf('\t');
      const key = line.slice(1, end);
      if (line.startsWith('c')) complete = key === '' ? undefined : key;
      else if (line.startsWith('d')) documents.set(key, believedDocument(line.slice(end + 1)));
      else parts.set(key, line.slice(end + 1));
    }
    return { documents, parts, complete, lines: isWhole ? lines.length : Number.POSITIVE_INFINITY };
  } catch {
    return nothing;
  }
}

/**
 * Keeps what a run learned for the next one. It is only ever an advantage, so failing to write it is not an error.
 * A few news are added at the end of the file, where a later line wins; otherwise the file is written anew.
 */
export function remember({ file, program }: MemoryPlace, before: Memory, news: News): void {
  const lines = [
    // First nothing is complete, then everything: a run that is killed in between leaves what is true.
    'c\t\n',
    ...[...news.documents].map(([name, document]) => `d${name}\t${JSON.stringify(document)}\n`),
    ...[...news.parts].map(([key, part]) => `p${key}\t${part === undefined ? '' : JSON.stringify(part)}\n`),
    `c${news.complete ?? ''}\t\n`,
  ];
  const known = before.documents.size + before.parts.size;
  const temporary = `${file}.${process.pid}`;
  try {
    if (before.lines + lines.length < 1.25 * known) {
      appendFileSync(file, lines.join(''));
      return;
    }
    const kept = [
      ...[...before.documents].flatMap(([name, document]) =>
        news.documents.has(name) ? [] : [`d${name}\t${JSON.stringify(document)}\n`],
      ),
      ...[...before.parts].flatMap(([key, text]) => (news.parts.has(key) || text === '' ? [] : [`p${key}\t${text}\n`])),
    ];
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${program}\n${kept.join('')}${lines.join('')}`);
    renameSync(temporary, file);
  } catch {
    removeIfPossible(temporary);
  }
}

// Even with `force` it fails where a folder of the path is a file.
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // There is nothing that could be done about it, and nothing that depends on it.
  }
}

// Written by ourselves, for this very program: these two are the only data that is believed without a schema.
function believedDocument(text: string): ParsedDocument {
  return JSON.parse(text);
}

function believedPart(text: string): RememberedPart {
  return JSON.parse(text);
}

/**
 * Whether a file has not changed since a moment (milliseconds since 1970), with room for the steps of the clock.
 */
export function isSettled(signature: Signature, moment: number): boolean {
  const [, modified, changed] = signature.split(' ').map(Number);
  return moment - Math.max(modified ?? Infinity, changed ?? Infinity) > racyMilliseconds;
}

/** Whether a file was not written since a moment; that it was renamed since, as a staged file is, does not count. */
export function isWritten(signature: Signature, moment: number): boolean {
  const [, modified = Infinity] = signature.split(' ').map(Number);
  return moment - modified > racyMilliseconds;
}
