import { appendFileSync, closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { ParsedDocument } from '../catalog/load';
import type { DocumentName } from '../model/catalog';
import type { BlobHash } from '../tree/blob-id';
import { makeFolder } from '../tree/make-folder';

/** What a file looked like when it was known to be right: size, times and inode number, from lstat(2). */
export type Signature = string;

/** The files of a part as they were written: a placement, or the baseline of an environment. */
export interface WrittenPart {
  /** Hash of everything that the part is rendered from. */
  readonly input: string;
  readonly paths: readonly string[];
  /** In the order of the paths. */
  readonly signatures: readonly Signature[];
}

/** What earlier runs knew. */
export interface Memory {
  readonly place: MemoryPlace;
  readonly documents: ReadonlyMap<DocumentName, ParsedDocument>;
  /**
   * What parts are rendered to, by hash and key: the input, then name and path of each content. Texts, because a run for one
   * service reads three of thousands. Nothing in them depends on a machine.
   */
  readonly names: ReadonlyMap<string, string>;
  /** How parts were written on this machine, by key: the input, then the signature of each file in the order of its name. */
  readonly signatures: ReadonlyMap<string, string>;
  /** Hash of the documents that every part is rendered from; absent when some part is not known or is of other documents. */
  readonly complete: string | undefined;
  /** Lines of the file, with those that later lines replace. */
  readonly lines: number;
  /** Documents that this run has read, to be kept with what it learns. @default - none */
  readonly read?: ReadonlyMap<DocumentName, ParsedDocument>;
}

/** What a run learned. */
export interface News {
  /** @default - those of the memory that this run has read */
  readonly documents?: Memory['documents'];
  readonly names: Memory['names'];
  /** Empty: nothing is known of how this part was written. */
  readonly signatures?: Memory['signatures'];
  /** @default - what was complete still is */
  readonly complete?: { readonly hash: string | undefined };
}

/** Signatures go with the names that `synth` and `check` give: these have no repository that says how to name contents. */
export const writtenHash: BlobHash = 'sha1';

/**
 * Names and paths of what a part is rendered to, parted by tabs.
 *
 * @param input hash of everything that the part is rendered from; what was known of another one is not told
 */
export function recallNames(
  memory: Memory | undefined,
  hash: BlobHash,
  key: string,
  input: string,
): string | undefined {
  const text = memory?.names.get(nameKey(hash, key));
  return text?.startsWith(`${input}\t`) === true ? text.slice(input.length + 1) : undefined;
}

/** Says names of contents as they are remembered. */
export function namesToRemember(
  hash: BlobHash,
  key: string,
  input: string,
  names: readonly string[],
): readonly [string, string] {
  return [nameKey(hash, key), [input, ...names].join('\t')];
}

/** How a part was written on this machine; undefined unless both halves are of the same documents. */
export function recallWritten(memory: Memory | undefined, key: string): WrittenPart | undefined {
  const text = memory?.signatures.get(key) ?? '';
  const end = text.indexOf('\t');
  if (end <= 0) return undefined;
  const input = text.slice(0, end);
  const names = recallNames(memory, writtenHash, key, input);
  if (names === undefined) return undefined;
  const signatures = text.slice(end + 1).split('\t');
  const paths = names.split('\t');
  if (paths.length !== signatures.length) return undefined;
  for (let index = 0; index < paths.length; index += 1) {
    const name = paths[index] ?? '';
    paths[index] = name.slice(name.indexOf(' ') + 1);
  }
  return { input, paths, signatures };
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

/** Recalls what earlier runs of the same program knew. Whatever is wrong with the file, nothing is known. */
export function recall(place: MemoryPlace): Memory {
  const documents = new Map<DocumentName, ParsedDocument>();
  const names = new Map<string, string>();
  const signatures = new Map<string, string>();
  try {
    const [owner, ...lines] = readFileSync(place.file, 'utf8').split('\n');
    // What follows the last line break is a line that was not written to its end: nothing is added to such a file.
    const isWhole = lines.pop() === '';
    if (owner !== place.program) return nothing(place);
    let complete: string | undefined;
    for (const line of lines) {
      const end = line.indexOf('\t');
      const key = line.slice(1, end);
      if (line.startsWith('c')) complete = key === '' ? undefined : key;
      else if (line.startsWith('d')) documents.set(key, believedDocument(line.slice(end + 1)));
      else (line.startsWith('n') ? names : signatures).set(key, line.slice(end + 1));
    }
    return { place, documents, names, signatures, complete, lines: isWhole ? lines.length : Number.POSITIVE_INFINITY };
  } catch {
    return nothing(place);
  }
}

/**
 * Keeps what a run learned for the next one. It is only ever an advantage, so failing to write it is not an error.
 * A few news are added at the end of the file, where a later line wins; otherwise the file is written anew.
 */
export function remember(before: Memory, learned: News): void {
  const { file, program } = before.place;
  const news = { documents: before.read ?? new Map<never, never>(), ...learned };
  const lines = linesOf(news);
  const known = before.documents.size + before.names.size + before.signatures.size;
  const temporary = `${file}.${process.pid}`;
  try {
    if (before.lines + lines.length < 1.25 * known) {
      // First nothing is complete, then everything: a run that is killed in between leaves what is true.
      appendFileSync(file, (news.complete === undefined ? lines : [completeLine(undefined), ...lines]).join(''));
      return;
    }
    const old = linesOf({
      documents: without(before.documents, news.documents),
      names: without(before.names, news.names),
      signatures: without(before.signatures, news.signatures),
      ...(news.complete === undefined ? { complete: { hash: before.complete } } : {}),
    });
    makeFolder(dirname(file));
    writeLines(temporary, [`${program}\n`, ...old, ...lines]);
    renameSync(temporary, file);
  } catch {
    removeIfPossible(temporary);
  }
}

function nothing(place: MemoryPlace): Memory {
  const none = new Map<never, never>();
  return { place, documents: none, names: none, signatures: none, complete: undefined, lines: 0 };
}

function linesOf({
  documents,
  names,
  signatures = new Map(),
  complete,
}: News & Required<Pick<News, 'documents'>>): readonly string[] {
  return [
    ...[...documents].map(([name, document]) => `d${name}\t${JSON.stringify(document)}\n`),
    ...[...names].map(([key, text]) => `n${key}\t${text}\n`),
    ...[...signatures].map(([key, text]) => `s${key}\t${text}\n`),
    ...(complete === undefined ? [] : [completeLine(complete.hash)]),
  ];
}

/** How many lines are written at a time: one text of all would be as large as the file again. */
const linesAtOnce = 1000;

function writeLines(file: string, lines: readonly string[]): void {
  const descriptor = openSync(file, 'w');
  try {
    for (let start = 0; start < lines.length; start += linesAtOnce) {
      writeFileSync(descriptor, lines.slice(start, start + linesAtOnce).join(''));
    }
  } finally {
    closeSync(descriptor);
  }
}

function completeLine(hash: string | undefined): string {
  return `c${hash ?? ''}\t\n`;
}

function nameKey(hash: BlobHash, key: string): string {
  return `${hash} ${key}`;
}

function without<Value>(
  known: ReadonlyMap<string, Value>,
  news: ReadonlyMap<string, Value> = new Map(),
): ReadonlyMap<string, Value> {
  return new Map([...known].filter(([key]) => !news.has(key)));
}

// Even with `force` it fails where a folder of the path is a file.
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // There is nothing that could be done about it, and nothing that depends on it.
  }
}

// Written by ourselves, for this very program: the only data that is believed without a schema.
function believedDocument(text: string): ParsedDocument {
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
