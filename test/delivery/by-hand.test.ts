import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeByHand } from '../../src/cli/changes/write-by-hand';
import type { HandPlan } from '../../src/delivery/plan-by-hand';
import { LocalRepository } from '../../src/gitops/local-repository';
import { aDesk, aGitOpsRemote, clock, gatedCatalog, release, type Desk } from '../helpers/a-delivery';
import { gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';

const prodFile = 'catalog/services/web/prod.yaml';
const request = { runId: 'hand', verb: 'promote' as const, fields: { service: 'web', to: 'prod' }, ticket: 'CHG-1' };

/** A clone of a repository in which v1.1.0 is in staging. */
async function aClone(files: Readonly<Record<string, string>> = {}): Promise<{
  readonly remote: string;
  readonly clone: string;
  readonly dev: Desk;
  readonly plan: () => Promise<HandPlan>;
}> {
  const remote = aGitOpsRemote(files);
  const dev = await aDesk(remote, 'dev');
  await release(dev, 'v1.1.0', 'staging');
  const clone = join(temporaryFolder(), 'clone');
  git(remote, ['clone', '--quiet', remote, clone]);
  const plan = async (): Promise<HandPlan> => {
    const commits = await LocalRepository.open(clone, process.env);
    return await dev.delivery.planByHand({ request, asker: dev.asker }, commits, await commits.commitId('HEAD'));
  };
  return { remote, clone, dev, plan };
}

test('the edit and what is rendered of it are the files of the commit that Slipway would make, but for the record', async () => {
  const { remote, clone, plan } = await aClone();
  const base = headOf(remote);

  const { outcome, files } = await plan();
  writeByHand(clone, files);
  const dates = { GIT_AUTHOR_DATE: clock.now, GIT_COMMITTER_DATE: clock.now };
  git(clone, ['commit', '--quiet', '--all', '--message', 'by hand\n\nChange-Ticket: CHG-1'], '', dates);
  git(clone, ['push', '--quiet', 'origin', 'HEAD:by-hand']);

  expect(outcome).toMatchObject({ state: 'by hand', decision: { verdict: 'waiting' } });
  expect(files.map(({ path }) => path).sort()).toEqual([
    'argocd/prod/apps/web.yaml',
    prodFile,
    'services/web/overlays/prod/deployment.yaml',
  ]);
  expect(headOf(remote)).toBe(base);
  // The gate finds nothing but the approvals missing that the plan has told of: what is rendered is right.
  const commits = await LocalRepository.open(remote, process.env);
  const judged = await gate(remote, base, { head: headOf(remote, 'refs/heads/by-hand'), commits });
  expect(wordsOf(judged)).toBe('by hand refused\nprod: approvals: needs 2 approvals of sre-team, has none');
});

test('what is in no commit is not written over, and nothing is written then', async () => {
  const { clone, plan } = await aClone();
  const { files } = await plan();
  const deployment = join(clone, 'services/web/overlays/prod/deployment.yaml');
  writeFileSync(deployment, `${readFileSync(deployment, 'utf8')}# mine\n`);

  expect(() => writeByHand(clone, files)).toThrow(
    '"services/web/overlays/prod/deployment.yaml" is not as in the commit',
  );
  expect(git(clone, ['status', '--short'])).toBe(' M services/web/overlays/prod/deployment.yaml\n');
});

test('a link is not written through, be it the file or a folder above it', async () => {
  const { clone, plan } = await aClone();
  const { files } = await plan();
  const outside = join(temporaryFolder(), 'outside');
  writeFileSync(outside, readFileSync(join(clone, prodFile)));
  unlinkSync(join(clone, prodFile));
  symlinkSync(outside, join(clone, prodFile));

  expect(() => writeByHand(clone, files)).toThrow(`"${prodFile}" is a link`);
  expect(readFileSync(outside, 'utf8')).toContain('v1.0.0');

  const other = join(temporaryFolder(), 'root');
  git(clone, ['worktree', 'add', '--quiet', other, 'HEAD']);
  const away = temporaryFolder();
  git(other, ['rm', '-r', '--quiet', 'argocd']);
  symlinkSync(away, join(other, 'argocd'));
  expect(() => writeByHand(other, files)).toThrow('is a link');
});

test('an environment where people commit themselves is written by nobody else', async () => {
  const { remote, dev } = await aClone({
    'environments/prod.yaml': `${gatedCatalog['environments/prod.yaml']}delivery: work-tree\n`,
  });
  const before = git(remote, ['for-each-ref']);

  const [outcome] = await dev.delivery.submit([{ request, asker: dev.asker }]);

  expect(outcome).toMatchObject({ state: 'by hand', decision: { verdict: 'waiting' } });
  expect(git(remote, ['for-each-ref'])).toBe(before);
});
