import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { aDesk, aGitOpsRemote, clock, release, type Desk } from '../helpers/a-delivery';
import { commitByHand, textAt } from '../helpers/a-hand-commit';
import { audit, wordsOf } from '../helpers/a-released-story';
import { addHook, headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

/** The hook as the page shows it. */
function shownHook(): string {
  const page = readFileSync(join(packageRoot, 'docs/how-to/gate-pull-requests-and-pushes.md'), 'utf8');
  const hook = /```sh\n#!\/bin\/sh\n(# hooks\/update [^]*?)```/.exec(page)?.[1];
  if (hook === undefined) throw new Error('the page shows no hook');
  return hook;
}

const fields = { service: 'web', environment: 'prod', values: { terminationGracePeriodSeconds: 45 } };

/** Somebody who may push, and uses Git. */
function push(remote: string, ...words: readonly string[]): number {
  const folder = temporaryFolder();
  git(folder, ['init', '--quiet']);
  git(folder, ['fetch', '--quiet', remote, '+refs/*:refs/there/*']);
  return spawnSync('git', ['push', '--quiet', '--force', remote, ...words], { cwd: folder }).status ?? 1;
}

async function desksOf(remote: string): Promise<readonly [Desk, Desk, Desk, Desk]> {
  return await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'sre-one'),
    aDesk(remote, 'sre-two'),
    aDesk(remote, 'controller'),
  ]);
}

describe.each([
  ['below refs/slipway/', 'refs/slipway', ''],
  [
    'branches, where the remote takes nothing else',
    'refs/heads/slipway',
    'while read -r old new ref; do case $ref in refs/heads/*|refs/tags/*) ;; *) echo "hidden ref"; exit 1;; esac; done',
  ],
])('own refs %s', (_, place, hook) => {
  test('a change goes its whole way, under the hook that keeps what people have said', async () => {
    const remote = aGitOpsRemote();
    addHook(remote, 'update', shownHook());
    if (hook !== '') addHook(remote, 'pre-receive', hook);
    const [dev, one, two, controller] = await desksOf(remote);

    await release(dev, 'v1.1.0', 'staging');
    const head = headOf(remote);
    await controller.delivery.observe([
      {
        service: 'web',
        environment: 'staging',
        verdict: 'healthy',
        healthySince: clock.now,
        head,
        observedAt: clock.now,
      },
    ]);
    await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'prod' }, ticket: 'CHG-1', runId: 'to-prod' });
    expect(git(remote, ['for-each-ref', '--format=%(refname)', place])).toBe(
      `${place}/evidence\n${place}/proposals/to-prod\n`,
    );
    await one.delivery.answer('to-prod', { answer: 'approve' });
    const done = await two.delivery.answer('to-prod', { answer: 'approve' });

    expect(done).toMatchObject({ state: 'committed', commit: headOf(remote) });
    expect(git(remote, ['for-each-ref', '--format=%(refname)', place])).toBe(`${place}/evidence\n`);
    expect((await dev.delivery.status()).standings.find(({ environment }) => environment === 'staging')).toMatchObject({
      evidence: { healthySince: clock.now },
    });
    expect(wordsOf((await audit(remote)).filter(({ isAllowed }) => !isAllowed))).toBe('');
  });

  test('a rejection is not taken away: not by force, not by deleting, not by a commit on top, not by asking again', async () => {
    const remote = aGitOpsRemote();
    addHook(remote, 'update', shownHook());
    if (hook !== '') addHook(remote, 'pre-receive', hook);
    const [dev, one, two, controller] = await desksOf(remote);
    const before = headOf(remote);
    const ref = `${place}/proposals/kept`;
    await dev.ask({ verb: 'set', fields, runId: 'kept' });
    await one.delivery.answer('kept', { answer: 'approve' });
    const approved = headOf(remote, ref);
    const request = textAt(remote, approved, 'request.json');
    const approval = textAt(remote, approved, 'answers/0001.json');

    // Another person says no, and it is not carried out in the same step.
    const [waiting] = await dev.delivery.waiting();
    if (waiting?.outcome.state !== 'waiting') throw new Error('it does not wait');
    const statement = JSON.stringify({ proposal: 'kept', answer: 'reject', of: waiting.outcome.digest, at: clock.now });
    const rejection = JSON.stringify({ statement, signature: await two.sign('slipway-approval', statement) });
    const rejected = commitByHand(remote, { files: { 'answers/0002.json': rejection }, ref });

    expect(push(remote, `refs/there/${place.slice('refs/'.length)}/proposals/kept~1:${ref}`)).toBe(1);
    expect(headOf(remote, ref)).toBe(rejected);
    commitByHand(remote, { files: { 'answers/0002.json': undefined }, ref });
    await expect(controller.delivery.tick()).resolves.toMatchObject([{ state: 'refused' }]);
    expect(git(remote, ['for-each-ref', '--format=%(refname)', place])).toBe(`${place}/answers\n`);
    expect(push(remote, `:${place}/answers`)).toBe(1);
    expect(push(remote, `refs/there/heads/main:${place}/answers`)).toBe(1);

    // The same request again, with the approval only.
    commitByHand(remote, {
      files: { 'request.json': request, 'answers/0001.json': approval },
      ref,
      parents: [],
    });
    const third = await aDesk(remote, 'sre-one');
    await expect(third.delivery.answer('kept', { answer: 'approve' })).resolves.toMatchObject({ state: 'refused' });
    expect(headOf(remote)).toBe(before);
  });
});
