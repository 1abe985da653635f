import { basename } from 'node:path';

import * as markdown from 'prettier/plugins/markdown';
// The standalone build, because the other one loads itself by import(), which jest does not have.
import { format } from 'prettier/standalone';

import { codeCell, proseCell, table } from '../../scripts/reference/table';
import { proofsIn } from './proofs';
import type { Proof } from './proofs';
import { commandOf, readRecord } from './record';
import type { Record } from './record';
import type { Requirement } from './row';
import { sources } from './sources';
import { knownOfCommit, verdictOn } from './verdict';
import type { Verdict } from './verdict';

/** docs/reference/requirements.md: what the documents ask for that the platform was made after, and what proves it. */
export function requirementsPage(): Promise<string> {
  const record = readRecord();
  const parts = [
    '<!-- Written by test/requirements ("npm run golden"). Do not edit. -->',
    '# Requirements',
    'Five documents say what the platform must do, in 117 rows. [test/requirements](../../test/requirements) holds each of them against the ' +
      'shipped catalog as it is rendered, and against the tests below, whose titles begin with the ids of their rows. A row that is built ' +
      'otherwise than its document says names the decision.',
    verdicts,
    where,
    ...sources.flatMap(({ prefix, title, rows }) => [
      `## ${prefix}: ${title}`,
      table(
        ['row', 'what', 'proved by', 'verdict'],
        rows.map((row) => rowOf(row, record)),
      ),
    ]),
    '## Runs on record',
    'When the tests of these files that name rows have last passed, and of which commit, the oldest of them, and what runs them again. ' +
      'Without a commit it is one of which nobody has kept it.',
    table(['file', 'passed on', 'command'], runsOf(record)),
  ];
  return format(parts.join('\n\n'), { parser: 'markdown', plugins: [markdown], printWidth: 120 });
}

const verdicts = [
  '- **works**: each of its proofs has passed.',
  '- **built otherwise**: all of it, or a part of what works beside it, is built another way; the page says why and at which price.',
  '- **not shown**: a part of its proofs has passed, and these files have a test of it of which no passed run is on record.',
].join('\n');

const where = [
  'A test of `npm test` or `npm run test:slow` is run with each commit: [.ci/run](../../.ci/run) gives the results to `npm run rows`, ' +
    'which prints this table of that run, and fails where such a test of a row has failed, was skipped or is not there. This page is written ' +
    'without running them: of such a test it says nothing, and counts it as passed.',
  'Tests that start real programs are run there as far as programs and time allow, and one that fails makes its row fail, too. Of one that ' +
    'was not run it counts whether it is [on record](#runs-on-record): somebody has run it, and `npm run rows -- --record RESULTS` has kept the ' +
    'day and the commit with what had passed, and dropped what had failed, in results of `jest --json --outputFile=RESULTS`. A title that was ' +
    'changed has not passed yet. A record says of its commit that the test passed, and of no later one: what CI cannot run, it does not ' +
    'renew, so that a row may read "works" by a run of long ago. The day is there to be looked at.',
].join('\n\n');

function rowOf(row: Requirement, record: Record): readonly string[] {
  const { id, what, claims = [], provedBy = [] } = row;
  const rendered = claims.length === 0 ? [] : [`the rendered tree, ${claims.length} ${plural('value', claims.length)}`];
  const tests = provedBy.map((file) => {
    const titles = proofsIn(file).filter(({ ids }) => ids.includes(id));
    return `[${nameOf(file)}](../../${file}): ${titles.map(quoted).join(', ')}`;
  });
  return [id, proseCell(what), [...rendered, ...tests].join('; '), verdictCell(verdictOn(row, knownOfCommit(record)))];
}

function verdictCell({ works, missing, otherwise }: Verdict): string {
  const files = [...new Set(missing.map(({ proof }) => nameOf(proof.file)))];
  const pages = otherwise.map((page) => `[${basename(page, '.md')}](../decisions/${page})`);
  return [
    ...(works ? ['works'] : []),
    ...(files.length === 0 ? [] : [`not shown: ${files.join(', ')}`]),
    ...(pages.length === 0 ? [] : [`built otherwise: ${pages.join(', ')}`]),
  ].join('; ');
}

function runsOf(record: Record): readonly (readonly string[])[] {
  return Object.entries(record).map(([file, passedByTitle]) => [
    `[${nameOf(file)}](../../${file})`,
    Object.values(passedByTitle).sort()[0] ?? '',
    codeCell(commandOf(file)),
  ]);
}

function nameOf(file: string): string {
  return file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
}

function quoted({ title }: Proof): string {
  return `"${proseCell(title.replace(/^[^:]*: /, ''))}"`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
