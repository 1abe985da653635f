import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Finding, FindingObject } from '../../check/finding';
import { textAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import { OWNERSHIP_LINE } from '../../tree/ownership';
import { yamlLibrary } from '../../yaml/compose';
import { editDocument } from '../../yaml/edit-document';
import type { Context } from '../context';

/** What became of findings that can be mended. */
export interface FixResult {
  /** How many were mended. */
  readonly mended: number;
  /** Files that were left alone, because Slipway renders them. */
  readonly rendered: readonly string[];
}

/**
 * Writes the edits of findings into their files. Comments and the order of keys stay; a file is written once, and only when
 * every document in it could be read.
 */
export function applyFixes(findings: readonly Finding[], { workingDirectory }: Context): FixResult {
  const rendered: string[] = [];
  let mended = 0;
  for (const [file, ofFile] of groupBy(
    findings.filter(({ fix = [] }) => fix.length > 0),
    (one) => one.file,
  )) {
    const path = resolve(workingDirectory, file);
    const text = readFileSync(path, 'utf8');
    if (text.startsWith(OWNERSHIP_LINE)) {
      rendered.push(file);
      continue;
    }
    const documents = yamlLibrary().parseAllDocuments(text);
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) continue;
    // From the end: who removes an item moves those behind it.
    for (const { fix = [], object } of ofFile.toReversed()) {
      // A kustomization is no object, and alone in its file.
      const document = object === undefined ? documents[0] : documents.find((one) => isOf(one.toJS(), object));
      if (document === undefined) continue;
      editDocument(document, fix);
      mended += 1;
    }
    writeFileSync(path, documents.map((document) => document.toString({ lineWidth: 0 })).join(''));
  }
  return { mended, rendered };
}

function isOf(value: unknown, { apiVersion, kind, name, namespace }: FindingObject): boolean {
  return (
    textAt(value, ['apiVersion']) === apiVersion &&
    textAt(value, ['kind']) === kind &&
    textAt(value, ['metadata', 'name']) === name &&
    textAt(value, ['metadata', 'namespace']) === namespace
  );
}
