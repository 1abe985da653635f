import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { claimsFile } from './proofs';
import type { Proof } from './proofs';
import { commandOf, isOnRecord, recordAfter } from './record';
import { isCaseOf, outcomeOf, readResults } from './results';
import type { Result } from './results';
import type { Requirement } from './row';
import { isMet, knownOfCommit, knownOfRun, verdictOf, verdictOn } from './verdict';

const story = 'test/cluster/suite/story.test.ts';
const ofStory: Proof = { file: story, title: 'S9-01: it runs', ids: ['S9-01'] };

function result(file: string, title: string, status: string): Result {
  return { file, titles: ['a group', title], status };
}

/** A row that is proved by one value of the rendered tree. */
const claimed: Requirement = { id: 'S9-01', what: 'it is there', claims: [{ where: 'a', value: () => 1, is: 1 }] };

describe('a title of a run', () => {
  test.each([
    ['S9-01: it runs', 'S9-01: it runs', true],
    ['S9-01: it runs', 'S9-01: it runs twice', false],
    ['S9-01: %s to %s', 'S9-01: dev to prod', true],
    ['S9-01: %s to %s', 'S9-01: dev and prod', false],
    ['S9-01: $id is found, and $what.name too', 'S9-01: oom is found, and web too', true],
    ['S9-01: %s is here and here', 'S9-01: a is here', false],
    ['S9-01: it ends in 5 %', 'S9-01: it ends in 5 %', true],
  ])('of "%s": "%s" is a case: %s', (written, name, expected) => {
    expect(isCaseOf(name, written)).toBe(expected);
  });
});

describe('what runs say of a proof', () => {
  test.each([
    ['passed', ['passed', 'passed']],
    ['failed', ['passed', 'failed']],
    ['skipped', ['passed', 'pending']],
    ['skipped', ['todo']],
    ['not run', []],
  ])('%s: its cases are %j', (expected, statuses) => {
    const results = statuses.map((status) => result(story, 'S9-01: it runs', status));

    expect(outcomeOf(ofStory, results)).toBe(expected);
  });

  test('a test of the same title in another file says nothing', () => {
    expect(outcomeOf(ofStory, [result('test/other.test.ts', 'S9-01: it runs', 'passed')])).toBe('not run');
  });
});

describe('a row', () => {
  test.each([
    ['passed', true],
    ['failed', false],
    ['pending', false],
  ])('whose only test is %s works: %s', (status, expected) => {
    const known = knownOfRun([result(claimsFile, 'S9-01: it is there', status)], {});

    expect(isMet(verdictOn(claimed, known))).toBe(expected);
  });

  test('does not work when a test of every run was not run, whatever is on record', () => {
    const record = { [claimsFile]: { 'S9-01: it is there': '2026-11-30' } };

    expect(verdictOn(claimed, knownOfRun([], record)).missing.map(({ outcome }) => outcome)).toEqual(['not run']);
  });

  test('that has no proof is met by a decision alone, and does not work', () => {
    const verdict = verdictOn({ id: 'S9-01', what: 'it is there', otherwise: ['waves.md'] }, () => 'passed');

    expect([verdict.works, isMet(verdict)]).toEqual([false, true]);
  });

  test('that has neither proof nor decision is not met', () => {
    expect(isMet(verdictOn({ id: 'S9-01', what: 'it is there' }, () => 'passed'))).toBe(false);
  });

  test.each([
    [claimsFile, 'not run', true],
    [claimsFile, 'skipped', true],
    [story, 'failed', true],
    [story, 'skipped', false],
    [story, 'not run', false],
  ] as const)('with a test of %s that is %s fails: %s', (file, outcome, expected) => {
    const proof = { ...ofStory, file };
    const verdict = verdictOf([{ proof, outcome }], []);

    expect([verdict.works, verdict.fails]).toEqual([false, expected]);
  });

  test('is not met by a decision when a test of it has failed', () => {
    const verdict = verdictOn({ ...claimed, otherwise: ['waves.md'] }, () => 'failed');

    expect(isMet(verdict)).toBe(false);
  });
});

describe('a test of a suite that not every run has', () => {
  const record = { [story]: { 'S9-01: it runs': '2026-11-30' } };

  test.each([
    ['passed', [], record],
    ['not run', [], {}],
    ['passed', ['pending'], record],
    ['skipped', ['pending'], {}],
    ['failed', ['failed'], record],
  ] as const)('is known as %s with results %j', (expected, statuses, onRecord) => {
    const results = statuses.map((status) => result(story, 'S9-01: it runs', status));

    expect(knownOfRun(results, onRecord)(ofStory)).toBe(expected);
  });

  test('has passed for a commit that has its title on record, and for no other', () => {
    const renamed = { ...ofStory, title: 'S9-01: it runs well' };

    expect([ofStory, renamed].map(knownOfCommit(record))).toEqual(['passed', 'not run']);
  });

  test.each([
    ['passed', '2026-12-01 0d5639fabcde'],
    ['pending', '2026-11-30'],
    ['failed', undefined],
  ])('that is %s is on record with %s', (status, expected) => {
    const after = recordAfter(record, [ofStory], [result(story, 'S9-01: it runs', status)], '2026-12-01 0d5639fabcde');

    expect(after[story]?.['S9-01: it runs']).toBe(expected);
  });

  test('is not on record any more when nobody writes its title', () => {
    expect(recordAfter(record, [], [], '2026-12-01 0d5639fabcde')).toEqual({});
  });

  test('is run again by the command of its suite', () => {
    expect(
      [story, 'test/charts-suite/suite/charts.test.ts', 'test/a.slow.test.ts', 'test/a.test.ts'].map(commandOf),
    ).toEqual([
      'npm run test:cluster -- suite/story.test',
      'npm run test:charts -- suite/charts.test',
      'npm run test:slow -- test/a.slow.test.ts',
      'npm test -- test/a.test.ts',
    ]);
  });
});

test.each([
  ['test/stacks/values/argo-cd.test.ts', 'R2-20', 'what was read from Git is kept for a day', false],
  [
    'test/stacks/values/argo-cd.test.ts',
    'R1-14, R2-18',
    'has limits for every container, and none that the restricted standard refuses',
    true,
  ],
  [
    'test/stacks/backup-script.test.ts',
    'R2-23',
    'an export is uploaded under its time, and those that are too old are deleted',
    false,
  ],
  ['test/stacks/argocd/argocd-cm.test.ts', 'R2-14', 'an Application that %s', true],
  ['test/prometheus/suite/queries.test.ts', 'R2-10', 'any title of a suite', true],
])('in %s, the last run of the test of %s, "%s", is on record: %s', (file, ids, title, expected) => {
  // A title in one piece would be a proof of the row.
  expect(isOnRecord({ file, title: `${ids}: ${title}`, ids: [] })).toBe(expected);
});

test('results of jest are read with the titles of the groups; a file that did not load is an error', () => {
  const path = join(temporaryFolder(), 'results.json');
  const file = { name: join(packageRoot, story), message: '', status: 'passed' };
  const loaded = { ...file, assertionResults: [{ ancestorTitles: ['a group'], title: 'it runs', status: 'passed' }] };
  const broken = { ...file, message: 'Cannot find module', status: 'failed', assertionResults: [] };

  writeFileSync(path, JSON.stringify({ testResults: [loaded] }));
  expect(readResults(path)).toEqual([{ file: story, titles: ['a group', 'it runs'], status: 'passed' }]);

  writeFileSync(path, JSON.stringify({ testResults: [broken] }));
  expect(() => readResults(path)).toThrow(`${story} did not run:\nCannot find module`);
});
