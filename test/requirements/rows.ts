// Holds the rows of the five documents against results of jest (`--json --outputFile=FILE`): `npm run rows -- FILE...` prints the table
// of rows with what proves each and its verdict, and fails where one fails; `--record` only keeps what has passed
// of the suites that not every run has, with the day and the commit.
import { execFileSync, spawnSync } from 'node:child_process';

import { everyProof, proofsOf, repository } from './proofs';
import type { Proof } from './proofs';
import { commandOf, isOnRecord, passedOn, readRecord, recordAfter, writeRecord } from './record';
import type { Record } from './record';
import { outcomeOf, readResults } from './results';
import type { Result } from './results';
import { sources } from './sources';
import { isMet, knownOfRun, verdictOn } from './verdict';
import type { Verdict } from './verdict';

function main(typed: readonly string[]): number {
  const runs = typed.filter((word) => word !== '--record').map(readResults);
  if (typed.includes('--record')) {
    const proofs = everyProof();
    const now = `${new Date().toISOString().slice(0, 10)} ${commit()}`;
    // One run after the other: a run of one test of a file skips the others.
    const kept = runs.reduce((before, results) => recordAfter(before, proofs, results, now), readRecord());
    writeRecord(kept);
    process.stdout.write(`${Object.values(kept).flatMap(Object.keys).length} tests are on record\n`);
    return 0;
  }
  const results = runs.flat();
  const record = readRecord();
  const known = knownOfRun(results, record);
  const rows = sources.flatMap((source) => source.rows);
  const verdicts = rows.map((row) => ({ row, verdict: verdictOn(row, known) }));
  for (const { row, verdict } of verdicts) {
    process.stdout.write(`${row.id}  ${wordsOf(verdict)}\n`);
    for (const proof of proofsOf(row)) process.stdout.write(`       ${lineOf(proof, results, record)}\n`);
    const commands = new Set(verdict.missing.map(({ proof }) => commandOf(proof.file)));
    for (const command of commands) process.stdout.write(`       to see it: ${command}\n`);
  }
  const idsOf = (is: (verdict: Verdict) => boolean) =>
    verdicts.filter(({ verdict }) => is(verdict)).map(({ row }) => row.id);
  const failing = idsOf(({ fails }) => fails);
  const notShown = idsOf((verdict) => !verdict.fails && !isMet(verdict));
  process.stdout.write(`${verdicts.length - failing.length - notShown.length} of ${verdicts.length} rows are met\n`);
  if (notShown.length > 0) process.stdout.write(`not shown, as no passed run is known: ${notShown.join(', ')}\n`);
  if (failing.length > 0) process.stdout.write(`FAIL: ${failing.join(', ')}\n`);
  return failing.length === 0 ? 0 : 1;
}

/** The commit that was tested. @throws Error where the work tree has changes, as nobody could find again what has passed */
function commit(): string {
  const words = ['describe', '--always', '--exclude=*', '--abbrev=12', '--dirty'];
  const name = execFileSync('git', words, { cwd: repository, encoding: 'utf8' }).trim();
  if (name.endsWith('-dirty')) {
    throw new Error(
      `the work tree has changes that are not in ${name.slice(0, 12)}: commit them, and run the tests of that`,
    );
  }
  return name;
}

/** What a reader must know of a date on record: nothing where its commit is a part of this history. */
function doubtOf(date: string): string {
  const name = date.split(' ')[1];
  if (name === undefined) return ', of a commit that was not kept';
  if (name.endsWith('-dirty')) return ', with changes that were not kept';
  const { status } = spawnSync('git', ['merge-base', '--is-ancestor', name, 'HEAD'], { cwd: repository });
  return status === 0 ? '' : ', of a commit that is not in this history';
}

function wordsOf(verdict: Verdict): string {
  const pages = verdict.otherwise.map((page) => `built otherwise: docs/decisions/${page}`);
  const missing = verdict.fails ? 'FAILS' : 'not shown';
  return [...(isMet(verdict) ? [] : [missing]), ...(verdict.works ? ['works'] : []), ...pages].join('; ');
}

function lineOf(proof: Proof, results: readonly Result[], record: Record): string {
  const outcome = outcomeOf(proof, results);
  const date = isOnRecord(proof) ? passedOn(proof, record) : undefined;
  const past = outcome === 'passed' || date === undefined ? '' : `, passed on ${date}${doubtOf(date)}`;
  return `${outcome}${past}  ${proof.file}: ${proof.title}`;
}

process.exitCode = main(process.argv.slice(2));
