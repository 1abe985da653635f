import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { editCatalog, type EditedCatalog } from '../../src/catalog/edit';
import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import type { Known, Planned } from '../../src/changes/verb';
import { verbs } from '../../src/changes/verbs';
import type { Catalog } from '../../src/model/catalog';
import { InputError, describeProblem } from '../../src/model/problem';
import { shippedCatalog } from './shipped-catalog';

/** Texts of a catalog by the names of its files. */
export type CatalogTexts = ReadonlyMap<string, string>;

/** When requests of tests are made. */
export const testNow = '2026-11-28T12:00:00Z';

/** A catalog of its texts, or every problem of them. */
export function catalogOf(texts: CatalogTexts): Catalog {
  const known = catalogs.get(texts) ?? loadCatalog(textsSource('catalog', texts)).catalog;
  catalogs.set(texts, known);
  return known;
}

const catalogs = new WeakMap<CatalogTexts, Catalog>();

const shippedTexts: CatalogTexts = new Map(
  readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => [path, readFileSync(join(shippedCatalog, path), 'utf8')]),
);

/** The shipped catalog with an order of its environments, whatever gates it has: dev, staging, prod. */
export function orderedTexts(others: Readonly<Record<string, string>> = {}): CatalogTexts {
  const ordered = editCatalog(
    new Map([
      ['environments/staging.yaml', { kind: 'change', operations: [gates({ after: ['dev'] })] }],
      [
        'environments/prod.yaml',
        {
          kind: 'change',
          operations: [gates({ after: ['staging'], evidence: { healthyFor: '30m', sameDigest: true } })],
        },
      ],
    ]),
    (document) => shippedTexts.get(document),
  );
  return new Map([...shippedTexts, ...ordered.texts, ...Object.entries(others)]);
}

function gates(value: unknown) {
  return { kind: 'set', path: ['gates'], value } as const;
}

/** What became of a request: the plan, and the catalog that it leads to. */
export interface CarriedOut {
  readonly planned: Planned;
  readonly edited: EditedCatalog;
  readonly texts: CatalogTexts;
  readonly catalog: Catalog;
}

/** Goes the whole way of a request: plan, texts, and the reader of the catalog, which has the last word. */
export function carryOut(verb: string, fields: unknown, texts: CatalogTexts, known: Partial<Known> = {}): CarriedOut {
  const found = verbs.find(({ name }) => name === verb);
  if (found === undefined) throw new Error(`no verb "${verb}"`);
  const planned = found.plan(fields, {
    catalog: catalogOf(texts),
    now: testNow,
    by: 'ann@example.com',
    evidence: [],
    history: [],
    ...known,
  });
  const edited = editCatalog(planned.edit, (document) => texts.get(document));
  const after = new Map([...texts, ...edited.texts]);
  for (const document of edited.deleted) after.delete(document);
  return { planned, edited, texts: after, catalog: catalogOf(after) };
}

/** The problems that a request is answered with, as people see them; none when it is fine. */
export function problemsWith(
  verb: string,
  fields: unknown,
  texts: CatalogTexts,
  known: Partial<Known> = {},
): readonly string[] {
  try {
    carryOut(verb, fields, texts, known);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(describeProblem);
  }
}

/** Leaves that differ between two sets of texts, read by a reader that is not ours: `file: path: before -> after`. */
export function differences(before: CatalogTexts, after: CatalogTexts): readonly string[] {
  const files = [...new Set([...before.keys(), ...after.keys()])].sort();
  return files.flatMap((file) => {
    const [a, b] = [leavesOfText(before.get(file)), leavesOfText(after.get(file))];
    return [...new Set([...a.keys(), ...b.keys()])]
      .filter((path) => a.get(path) !== b.get(path))
      .map((path) => `${file}: ${path}: ${a.get(path) ?? 'nothing'} -> ${b.get(path) ?? 'nothing'}`);
  });
}

function leavesOfText(text: string | undefined): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
      leaves.set(path, JSON.stringify(value));
      return;
    }
    for (const [key, child] of Object.entries(value)) walk(child, path === '' ? key : `${path}.${key}`);
  };
  if (text !== undefined) walk(load(text), '');
  return leaves;
}

/** Lines that are in one text and not at the same place in the other: `- old` and `+ new`. */
export function changedLines(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [
    ...a.slice(start, a.length - end).map((line) => `- ${line}`),
    ...b.slice(start, b.length - end).map((line) => `+ ${line}`),
  ];
}
