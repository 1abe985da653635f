import type { Position } from '../yaml/compose';
import { composeYaml } from '../yaml/compose';
import { offsetInPlainYaml } from '../yaml/locate-plain';
import { maximumDepth, readPlainYaml } from '../yaml/read-plain';
import type { ScalarValue } from '../yaml/scalars';
import type { Path, WrittenAt } from './manifest';
import { offsetAt, plainSourceAt } from './locate-node';
import { NodeReader } from './node-reader';
import { readJson } from './read-json';
import { resolveKubernetesScalar } from './scalars';
import type { Piece } from './split-documents';
import { firstSyntaxError } from './syntax-errors';

/** What is wrong with a document, and where in the file. */
export interface DocumentFault extends Position {
  readonly message: string;
  readonly hint: string;
  /** @see NodeProblem.repeatedKey */
  readonly repeatedKey?: string;
}

/** One document of a file. */
export interface ManifestDocument {
  /** Everything, as plain objects and arrays; undefined for what is no YAML. */
  readonly value: unknown;
  readonly problems: readonly DocumentFault[];
  /** Where the node at a path is written in the file; see `ManifestObject.locate`. */
  readonly locate: (path: Path, where?: 'key' | 'value') => Position | undefined;
  /** @see ManifestObject.writtenAt */
  readonly writtenAt?: WrittenAt;
}

/**
 * Largest document that the library is asked about, in characters: it needs a second and 250 MB for a million of them.
 * etcd takes objects of 1.5 MiB; larger are lists only, which mostly are as simple as `readPlainYaml` wants them.
 */
export const maximumDocumentLength = 4 * 1024 * 1024;

/** Reads one document as Kubernetes does. It never throws because of the text. */
export function readDocument(piece: Piece): ManifestDocument {
  const { text } = piece;
  if (piece.unread !== undefined) return unreadable(piece, { line: 1, column: 1 }, piece.unread);

  const plain = readPlainYaml(text, resolveJsonScalar);
  if (plain !== undefined) {
    // Few values are asked for, and the library takes long.
    const writtenAt = lazily(() => takeApart(piece).writtenAt);
    return { value: plain.value, problems: [], locate: locateInPlain(piece), writtenAt };
  }
  const json = readJson(text);
  // Only a mapping is known to be what the library reads: a text of several JSON objects or lists is not.
  if (json !== undefined) {
    const [locate, writtenAt] = [lazily(() => takeApart(piece).locate), lazily(() => takeApart(piece).writtenAt)];
    return { value: json.value, problems: [], locate, writtenAt };
  }
  if (text.length <= maximumDocumentLength) return takeApart(piece);

  return unreadable(piece, firstPlace(text), {
    message: `the document has ${text.length} characters, more than ${maximumDocumentLength}`,
    hint: 'split it: Kubernetes takes objects of up to 1.5 MiB',
  });
}

/** JSON has no infinity; `NodeReader` says where it is. */
function resolveJsonScalar(source: string): ScalarValue | undefined {
  const value = resolveKubernetesScalar(source);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}

function takeApart({ text, linesAbove }: Piece): ManifestDocument {
  if (text.length > maximumDocumentLength) return { value: undefined, problems: [], locate: () => undefined };
  const yaml = composeYaml(text, { areQuotesIndented: false });
  const placeAt = (offset: number): Position => {
    const { line, column } = yaml.positionAt(offset);
    return { line: line + linesAbove, column };
  };
  if (yaml.tooDeepAt !== undefined) {
    const message = `the nesting is deeper than ${maximumDepth} levels`;
    const hint = 'use fewer levels, and check that every bracket is closed';
    return { value: undefined, problems: [{ ...placeAt(yaml.tooDeepAt), message, hint }], locate: () => undefined };
  }
  const error = firstSyntaxError(yaml);
  if (error !== undefined) {
    const { offset, ...said } = error;
    return { value: undefined, problems: [{ ...placeAt(offset), ...said }], locate: () => undefined };
  }
  const root = yaml.documents[0]?.contents ?? null;
  const reader = new NodeReader(
    root,
    yaml.extras.some(({ kind }) => kind === 'alias'),
  );
  const value = reader.read(root);
  return {
    value,
    problems: reader.problems.map(({ offset, ...said }) => ({ ...placeAt(offset), ...said })),
    locate: (path, where = 'value') => (root === null ? undefined : placeAt(offsetAt(root, path, where, reader))),
    writtenAt: (path) => (root === null ? undefined : plainSourceAt(root, path, reader)),
  };
}

function unreadable(
  { linesAbove }: Piece,
  { line, column }: Position,
  said: { readonly message: string; readonly hint: string },
): ManifestDocument {
  return { value: undefined, problems: [{ line: line + linesAbove, column, ...said }], locate: () => undefined };
}

/** Where a document begins: behind empty lines, comments and its marker. */
function firstPlace(text: string): Position {
  const before = /^(?:(?:---)?[ \t]*(?:#[^\n]*)?\n)*/.exec(text.slice(0, 10_000))?.[0] ?? '';
  return { line: before.split('\n').length, column: 1 };
}

function locateInPlain({ text, linesAbove }: Piece): ManifestDocument['locate'] {
  let starts: readonly number[] | undefined;
  return (path, where = 'value') => {
    const offset = offsetInPlainYaml(text, path, where);
    starts ??= lineStarts(text);
    const line = lineAt(starts, offset);
    return { line: linesAbove + line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Where each line of a text begins. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line that an index is in, from 0: the last one that begins there or before. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Taking a text apart takes long, and most objects are never asked. */
function lazily<Inputs extends readonly unknown[], Answer>(
  make: () => ((...inputs: Inputs) => Answer | undefined) | undefined,
): (...inputs: Inputs) => Answer | undefined {
  let made: { readonly answer: ReturnType<typeof make> } | undefined;
  return (...inputs) => {
    made ??= { answer: make() };
    return made.answer?.(...inputs);
  };
}
