import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Finding, FindingObject } from '../../check/finding';
import type { Path } from '../../manifests/manifest';
import { readDocument } from '../../manifests/read-document';
import { countLineFeeds, splitDocuments, type Piece } from '../../manifests/split-documents';
import { textAt, valueAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import { describeProblem, type Problem } from '../../model/problem';
import { isOurs } from '../../tree/ownership';
import { editText, type RefusedOperation } from '../../yaml/edit-text';
import type { Operation } from '../../yaml/operation';
import { readText } from '../../tree/named-calls';
import { replaceFile } from '../replace-files';
import type { Context } from '../context';

/** What became of findings that can be mended. */
export interface FixResult {
  /** How many were mended. */
  readonly mended: number;
  /** Files that were left alone, because Slipway renders them. */
  readonly rendered: readonly string[];
  /** Findings that were left, because their text cannot be changed with certainty: what to do by hand. */
  readonly left: readonly string[];
}

/** Writes the edits of findings into their files. Every byte that they are not about stays. */
export function applyFixes(findings: readonly Finding[], { workingDirectory }: Context): FixResult {
  const rendered: string[] = [];
  const left: string[] = [];
  let mended = 0;
  for (const [file, ofFile] of groupBy(
    findings.filter(({ fix = [] }) => fix.length > 0),
    (one) => one.file,
  )) {
    const path = resolve(workingDirectory, file);
    const text = readText(path);
    if (isOurs(text)) {
      rendered.push(file);
      continue;
    }
    const documents = new FixedDocuments(text);
    // From the end: who removes an item moves those behind it.
    for (const finding of ofFile.toReversed()) {
      const refused = documents.mend(finding);
      if (refused.length === 0) mended += 1;
      left.unshift(...refused.map((operation) => describeProblem(problemOf(finding, operation))));
    }
    if (documents.text !== text) replaceFile(realpathSync(path), documents.text);
  }
  return { mended, rendered, left };
}

/** The documents of a file, each edited for itself. */
class FixedDocuments {
  private readonly pieces: readonly Piece[];
  private readonly texts: string[];
  /** No edit renames an object or moves it. */
  private readonly values: readonly unknown[];

  constructor(text: string) {
    this.pieces = splitDocuments(text);
    this.texts = this.pieces.map((piece) => piece.text);
    this.values = this.pieces.map((piece) => {
      const characters = piece.text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
      return readDocument({ ...piece, text: characters }).value;
    });
  }

  get text(): string {
    return this.texts.join('');
  }

  /** Makes all edits of a finding or none of them, and returns those that are in the way. */
  mend({ fix = [], object, line = 1 }: Finding): readonly Pick<RefusedOperation, 'operation' | 'reason' | 'hint'>[] {
    const place = this.placeOf(object, line);
    const operations = fix.map(({ path, value }): Operation => {
      const inText = [...(place?.path ?? []), ...path];
      return value === undefined ? { kind: 'remove', path: inText } : { kind: 'set', path: inText, value };
    });
    if (place === undefined) {
      const said = { reason: 'its object is not found again', hint: 'change it by hand' };
      return operations.slice(0, 1).map((operation) => ({ operation, ...said }));
    }
    const { text, refused } = editText(this.texts[place.index] ?? '', operations);
    if (refused.length === 0) this.texts[place.index] = text;
    return refused;
  }

  /** Which document holds an object, and where in it: in a list of objects, that is an item. */
  private placeOf(object: FindingObject | undefined, line: number): { index: number; path: Path } | undefined {
    // A kustomization is no object, and alone in its file.
    if (object === undefined) return { index: 0, path: [] };
    const places = this.values.flatMap((value, index) => pathsOf(value, object, []).map((path) => ({ index, path })));
    // One object may be written several times.
    return places.find(({ index }) => this.holdsLine(index, line)) ?? places[0];
  }

  private holdsLine(index: number, line: number): boolean {
    const piece = this.pieces[index];
    if (piece === undefined || line <= piece.linesAbove) return false;
    return line <= piece.linesAbove + countLineFeeds(piece.text) + 1;
  }
}

function pathsOf(value: unknown, object: FindingObject, path: Path): readonly Path[] {
  const items = valueAt(value, ['items']);
  if (textAt(value, ['kind'])?.endsWith('List') && Array.isArray(items)) {
    return items.flatMap((item, index) => pathsOf(item, object, [...path, 'items', index]));
  }
  return isOf(value, object) ? [path] : [];
}

function isOf(value: unknown, { apiVersion, kind, name, namespace }: FindingObject): boolean {
  return (
    textAt(value, ['apiVersion']) === apiVersion &&
    textAt(value, ['kind']) === kind &&
    (textAt(value, ['metadata', 'name']) ?? textAt(value, ['metadata', 'generateName']) ?? '') === name &&
    textAt(value, ['metadata', 'namespace']) === namespace
  );
}

function problemOf(
  { file, line }: Finding,
  { operation, reason, hint }: Pick<RefusedOperation, 'operation' | 'reason' | 'hint'>,
): Problem {
  const message = `it is not mended: ${reason}`;
  return { file, ...(line !== undefined && { line }), path: operation.path, message, hint };
}
