import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { proofsInText, repository } from './proofs';
import type { Proof } from './proofs';
import { outcomeOf } from './results';
import type { Result } from './results';

const recordFile = join(__dirname, 'record.json');

/** When tests that not every run has have last passed, and of which commit: `2026-11-30 0d5639fabcde`, by title by file. */
export type Record = Readonly<{ [file: string]: Readonly<{ [title: string]: string }> }>;

// Of the first ones nobody has kept the commit. "-dirty": the work tree had changes that are not in it.
const Passed = z.string().regex(/^\d{4}-\d\d-\d\d( [0-9a-f]{12}(-dirty)?)?$/);
const RecordOfRuns = z.record(z.string(), z.record(z.string(), Passed));

/**
 * Whether the last run of a test is on record: it starts real programs that are not on every machine, or takes hours. Those of suites
 * do, and elsewhere those of a group that is skipped where its program is missing. The other tests of such a file are of every run.
 */
export function isOnRecord({ file, title }: Proof): boolean {
  return (
    file.includes('/suite/') ||
    groupsThatMaySkip(file).some((group) => proofsInText(group, file).some((proof) => proof.title === title))
  );
}

/** The groups of a file that are skipped under a condition: `const withHelm = ... ? describe.skip : describe`, and the calls of it. */
function groupsThatMaySkip(file: string): readonly string[] {
  const path = join(repository, file);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const names = [...text.matchAll(/^const (\w+) =[^;]*\b(?:describe|it|test)\.skip\b/gm)].map(([, name = '']) => name);
  const opened = [String.raw`\(.*\.skip\b.*\)`, ...names].join('|');
  return text.match(new RegExp(String.raw`^(?:${opened})\([^]*?^\}?\);$`, 'gm')) ?? [];
}

/** Command that runs a file of tests again. */
export function commandOf(file: string): string {
  const [, suite, name] = /^test\/([^/]+)\/suite\/(.*)\.ts$/.exec(file) ?? [];
  if (suite === undefined) return `${file.endsWith('.slow.test.ts') ? 'npm run test:slow' : 'npm test'} -- ${file}`;
  return `npm run test:${suite === 'charts-suite' ? 'charts' : suite} -- suite/${name}`;
}

/** The record as it is in the repository. */
export function readRecord(): Record {
  return RecordOfRuns.parse(JSON.parse(readFileSync(recordFile, 'utf8')));
}

/** Date and commit with which a proof has last passed, as far as that is on record. */
export function passedOn({ file, title }: Proof, record: Record): string | undefined {
  return record[file]?.[title];
}

/**
 * The record after runs: what passed has its date and commit, what failed has none any more, and what was not run or skipped stays as it was.
 * Titles that nobody writes any more go.
 *
 * @param now as `2026-11-30 0d5639fabcde`
 */
export function recordAfter(record: Record, proofs: readonly Proof[], results: readonly Result[], now: string): Record {
  const files: { [file: string]: { [title: string]: string } } = {};
  for (const proof of proofs.filter(isOnRecord)) {
    const outcome = outcomeOf(proof, results);
    const passed = outcome === 'passed' ? now : passedOn(proof, record);
    if (passed === undefined || outcome === 'failed') continue;
    (files[proof.file] ??= {})[proof.title] = passed;
  }
  return files;
}

/** Writes the record. */
export function writeRecord(record: Record): void {
  writeFileSync(recordFile, `${JSON.stringify(record, undefined, 2)}\n`);
}
