import { join } from 'node:path';

import { lookingCommands } from '../../../src/cli/changes/looking-commands';
import { proposalCommands } from '../../../src/cli/changes/proposal-commands';
import { verbCommands } from '../../../src/cli/changes/verb-commands';
import { git } from '../../helpers/a-git-repository';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let game: string;

/** A game with one request that waits. */
beforeEach(() => {
  const folder = temporaryFolder();
  runSlipway(['play', 'game', '--once'], { workingDirectory: folder });
  game = join(folder, 'game');
  run('bump', 'hello', '--version', 'v0.2.0');
  run('promote', 'hello', '--to', 'staging', '--run-id', 'to-staging');
});

function run(...words: readonly string[]): Run {
  return runSlipway(words, { workingDirectory: join(game, 'gitops') });
}

function refs(): string {
  return git(join(game, 'remote.git'), 'for-each-ref');
}

test('whatever changes something can be tried', () => {
  const without = [...verbCommands, ...proposalCommands, ...lookingCommands]
    .filter(({ isWriting = false, options }) => isWriting && !options.some(({ flags }) => flags === '--dry-run'))
    .map(({ name }) => name);

  expect(without).toEqual([]);
});

test('a dry run says what would become of a request and what changes in objects, and changes nothing', () => {
  const before = refs();
  const asked: readonly (readonly [readonly string[], string, number])[] = [
    [['bump', 'hello', '--version', 'v0.3.0'], 'bump hello v0.3.0 in dev: would be committed', 0],
    [['scale', 'hello', 'staging', '--replicas', '3'], 'scale hello in staging to 3: would wait', 1],
    [['approve', 'to-staging', '--key', '../keys/sre-one'], 'would be committed', 0],
    [['approve', 'to-staging'], 'needs 1 approval of sre-team, has none', 1],
    [['reject', 'to-staging', '--key', '../keys/sre-one'], 'sre-one has rejected it', 0],
  ];

  for (const [words, said, code] of asked) {
    const { stdout, exitCode } = run(...words, '--dry-run');
    expect(stdout).toContain(said);
    expect(stdout).toContain('1 object changes, against main (');
    expect([words, exitCode]).toEqual([words, code]);
  }
  expect(refs()).toBe(before);
});

test('a dry run says what would become of what waits, and changes nothing', () => {
  const before = refs();

  expect(run('withdraw', 'to-staging', '--dry-run')).toMatchObject({
    stdout: 'to-staging (promote hello v0.2.0 to staging) would be withdrawn\n',
    exitCode: 0,
  });
  expect(run('tick', '--dry-run')).toMatchObject({
    stdout: expect.stringContaining('promote hello v0.2.0 to staging: would wait\n'),
    exitCode: 0,
  });
  expect(refs()).toBe(before);
});

test('who is asked to approve sees what the request changes in objects, as a diff of the work tree shows it', () => {
  const proposals: unknown = JSON.parse(run('proposals', 'to-staging', '--json').stdout);
  git(join(game, 'gitops'), 'pull', '--quiet');
  run('promote', 'hello', '--to', 'staging', '--edit');
  const { groups }: Readonly<Record<string, unknown>> = JSON.parse(run('diff', '--against', 'HEAD', '--json').stdout);
  git(join(game, 'gitops'), 'checkout', '--quiet', '.');

  expect(groups).toHaveLength(1);
  expect(proposals).toMatchObject({ proposals: [{ runId: 'to-staging', changes: { groups } }] });
  expect(run('proposals', 'to-staging').stdout).toContain('! pods restart (rolling update');
});

test('a proposal that is not there is said to be none', () => {
  for (const words of [
    ['proposals', 'other'],
    ['withdraw', 'other', '--dry-run'],
    ['approve', 'other', '--dry-run'],
  ])
    expect(run(...words)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('no proposal "other" waits') });
});
