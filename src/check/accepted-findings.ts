import * as z from 'zod';

import { formatPath } from '../model/problem';
import { parsed } from '../problems/parsed';
import type { Parsed } from '../problems/parsed';
import type { DocumentProblem } from '../problems/schema-problems';
import type { Finding } from './finding';
import { objectName } from './object-name';

/**
 * Findings that are accepted because they were there before. Neither line nor message: a file that is edited above them,
 * and a message that names a new value, find them again.
 */
export const AcceptedEntry = z.strictObject({
  file: z.string().min(1, 'must name a file'),
  rule: z.string().min(1, 'must name a rule'),
  object: z.string().optional(),
  path: z.string(),
  count: z.int('must be a whole number').min(1, 'must be 1 or more'),
});
export type AcceptedEntry = z.infer<typeof AcceptedEntry>;

const AcceptedFile = z.strictObject({
  version: z.literal(1),
  findings: z.array(AcceptedEntry.nullable()),
});

/** What a team has accepted; no two entries say the same. */
export interface AcceptedFindings {
  readonly entries: readonly AcceptedEntry[];
}

/** What is wrong with such a file; 1-based line, where it is known without looking for the path. */
export type AcceptedProblem = DocumentProblem & { readonly line?: number };

/**
 * Reads accepted findings. Entries may stand in any order and several times, as a merge that keeps the lines of both sides leaves
 * them; the highest count wins.
 */
export function readAccepted(text: string): Parsed<AcceptedFindings, AcceptedProblem> {
  const conflict = text.split('\n').findIndex((line) => /^(?:<{7}|={7}|>{7})(?:\s|$)/.test(line));
  if (conflict >= 0) {
    const hint = 'keep the lines of both sides; their order does not matter';
    return { problems: [{ path: [], at: 'value', line: conflict + 1, message: 'a merge is not finished here', hint }] };
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const message = `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { problems: [{ path: [], at: 'value', message, hint: 'write it again, or take it from Git' }] };
  }
  const file = parsed(AcceptedFile, json);
  return 'problems' in file ? file : { value: { entries: merged(file.value.findings) } };
}

function merged(found: readonly (AcceptedEntry | null)[]): readonly AcceptedEntry[] {
  const byKey = new Map<string, AcceptedEntry>();
  for (const entry of found) {
    if (entry === null) continue;
    const before = byKey.get(keyOf(entry));
    if (before === undefined || before.count < entry.count) byKey.set(keyOf(entry), entry);
  }
  return [...byKey.values()];
}

/**
 * Accepts all of these findings: writes an entry per line, sorted. Each ends with a comma, because the
 * last item of the list is `null`: lines that two people add merge without touching a line of each other.
 */
export function writeAccepted(findings: readonly Finding[]): string {
  const byKey = new Map<string, AcceptedEntry>();
  for (const finding of findings) {
    const entry = entryOf(finding);
    const count = (byKey.get(keyOf(entry))?.count ?? 0) + 1;
    byKey.set(keyOf(entry), { ...entry, count });
  }
  const lines = [...byKey]
    .sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1))
    .map(([, entry]) => `    ${JSON.stringify(entry)},\n`);
  return `{\n  "version": 1,\n  "findings": [\n${lines.join('')}    null\n  ]\n}\n`;
}

/** What is left of findings when those that are accepted are gone. */
export interface AcceptedResult {
  /** Those that are new. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
  /** Entries that found fewer findings than they accept, and by how many: they can go. */
  readonly stale: readonly AcceptedEntry[];
}

/**
 * Takes accepted findings out. Of findings that are alike, the first ones are accepted, up to the count.
 *
 * @param findings of everything that the entries were written for: what was not checked would look stale
 */
export function applyAccepted(findings: readonly Finding[], { entries }: AcceptedFindings): AcceptedResult {
  const left = new Map(entries.map((entry) => [keyOf(entry), entry.count]));
  const found: Finding[] = [];
  const accepted: Finding[] = [];
  for (const finding of findings) {
    const key = keyOf(entryOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    (count > 0 ? accepted : found).push(finding);
  }
  const stale = entries
    .map((entry) => ({ ...entry, count: left.get(keyOf(entry)) ?? 0 }))
    .filter(({ count }) => count > 0);
  return { findings: found, accepted, stale };
}

function entryOf({ file, rule, object, path }: Finding): AcceptedEntry {
  const name = object === undefined ? {} : { object: objectName(object) };
  return { file, rule, ...name, path: formatPath(path), count: 1 };
}

/** By file first: people who work in different places then add lines in different places. */
function keyOf({ file, rule, object, path }: AcceptedEntry): string {
  return [file, rule, object ?? '', path].map((part) => JSON.stringify(part)).join('\n');
}
