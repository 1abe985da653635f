import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { repository } from './proofs';
import type { Proof } from './proofs';
import { outcomeOf } from './results';
import type { Result } from './results';

const recordFile = join(__dirname, 'record.json');

/** When tests of suites that not every run has have last passed: date by title by file. */
export type Record = Readonly<{ [file: string]: Readonly<{ [title: string]: string }> }>;

const RecordOfRuns = z.record(z.string(), z.record(z.string(), z.iso.date()));

/**
 * Whether the last run of a file is on record: its tests start real programs that are not on every machine, or take hours. Those of suites
 * do, and those that say when they are skipped.
 */
export function isOnRecord(file: string): boolean {
  return file.includes('/suite/') || isSkippedSomewhere(file);
}

function isSkippedSomewhere(file: string): boolean {
  const path = join(repository, file);
  return existsSync(path) && /\b(?:describe|it|test)\.skip\b/.test(readFileSync(path, 'utf8'));
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

/** Date on which a proof has last passed, as far as that is on record. */
export function passedOn({ file, title }: Proof, record: Record): string | undefined {
  return record[file]?.[title];
}

/**
 * The record after runs: what passed has its date, what failed has none any more, and what was not run or skipped stays as it was.
 * Titles that nobody writes any more go.
 *
 * @param today as `2026-11-30`
 */
export function recordAfter(
  record: Record,
  proofs: readonly Proof[],
  results: readonly Result[],
  today: string,
): Record {
  const files: { [file: string]: { [title: string]: string } } = {};
  for (const proof of proofs.filter(({ file }) => isOnRecord(file))) {
    const outcome = outcomeOf(proof, results);
    const date = outcome === 'passed' ? today : passedOn(proof, record);
    if (date === undefined || outcome === 'failed') continue;
    (files[proof.file] ??= {})[proof.title] = date;
  }
  return files;
}

/** Writes the record. */
export function writeRecord(record: Record): void {
  writeFileSync(recordFile, `${JSON.stringify(record, undefined, 2)}\n`);
}
