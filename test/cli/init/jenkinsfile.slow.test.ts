import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ReviewHost } from '../review/review-host';
import { PipelineRun, type ScriptRun } from './pipeline-run';

let pipeline: PipelineRun;
let host: ReviewHost;

beforeEach(async () => {
  pipeline = new PipelineRun('jenkins');
  host = await ReviewHost.start('ci-user');
});

afterEach(async () => host.stop());

/** The scripts by the stage that has them. */
function scripts(): ReadonlyMap<string, string> {
  const found = [...pipeline.textOf('Jenkinsfile').matchAll(/stage\('([^']+)'\)(?:(?!stage\()[^])*?sh '''([^]*?)'''/g)];
  return new Map(found.map(([, stage = '', script = '']) => [stage, script]));
}

/** Runs the script of a stage as the step `sh` does. */
async function run(stage: string): Promise<ScriptRun> {
  return pipeline.script(scripts().get(stage) ?? 'exit 99', ['sh', '-xe'], {
    SLIPWAY_VERSION: /SLIPWAY_VERSION = '(.+)'/.exec(pipeline.textOf('Jenkinsfile'))?.[1] ?? '',
    WORKSPACE_TMP: pipeline.temporary,
    CHANGE_TARGET: 'main',
    CHANGE_URL: `${host.origin}/acme/gitops/pull/7`,
    GITHUB_SERVER_URL: host.origin,
    GITHUB_TOKEN: 'the-token',
  });
}

async function runAll(): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const stage of scripts().keys()) {
    const { exitCode } = await run(stage);
    outcomes.push(`${stage}: ${exitCode}`);
    if (exitCode !== 0) break;
  }
  return outcomes;
}

test('every stage has a script that Groovy leaves alone', () => {
  const text = pipeline.textOf('Jenkinsfile');
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;

  expect([...scripts().keys()]).toHaveLength(count(/stage\(/g));
  for (const script of scripts().values()) expect(script).not.toContain('\\');
  expect(text).not.toContain('"""');
  expect(count(/\{/g)).toBe(count(/\}/g));
});

test('a change is checked and rendered, and two builds leave one comment', async () => {
  for (const version of ['v0.2.0', 'v0.3.0']) {
    pipeline.change({ 'services/web/dev.yaml': `release: { version: ${version} }\n` });

    expect(await runAll()).toEqual([
      'Install Slipway: 0',
      'Judge the commits: 0',
      'Render, and compare with what was committed: 0',
      'Check the manifests: 0',
      'Say what changes: 0',
      'Comment on the pull request: 0',
    ]);
  }

  expect(host.comments).toHaveLength(1);
  expect(host.comments[0]?.body).toContain('web:v0.3.0');
});

test('a tree that was not rendered ends the build, and says what to do', async () => {
  pipeline.change({ 'services/web/dev.yaml': 'release: { version: v0.2.0 }\n' }, false);
  await run('Install Slipway');

  const { exitCode, log } = await run('Render, and compare with what was committed');

  expect(exitCode).toBe(1);
  expect(log).toContain('run "slipway synth" and commit what it writes');
});

test('the gate judges with the last review of everybody, on every page, of the head only', async () => {
  pipeline.change({ 'services/web/dev.yaml': 'release: { version: v0.2.0 }\n' });
  await run('Install Slipway');
  const review = (login: string, state: string, at: string, commit = pipeline.head()) =>
    host.reviews.push({ user: { login }, state, commit_id: commit, submitted_at: at });
  for (let day = 10; day < 20; day++)
    for (let hour = 10; hour < 20; hour++) review(`other-${day}-${hour}`, 'COMMENTED', `2026-11-${day}T${hour}:00:00Z`);
  review('sre-one', 'CHANGES_REQUESTED', '2026-11-28T10:00:00Z');
  review('sre-one', 'APPROVED', '2026-11-28T11:00:00Z');
  review('sre-two', 'APPROVED', '2026-11-28T11:00:00Z', '1'.repeat(40));
  host.reviews.push({
    user: null,
    state: 'APPROVED',
    commit_id: pipeline.head(),
    submitted_at: '2026-11-28T12:00:00Z',
  });

  const { exitCode, log } = await run('Judge the commits');

  expect(JSON.parse(readFileSync(join(pipeline.temporary, 'reviews.json'), 'utf8'))).toEqual({
    reviews: [
      { by: 'sre-one', answer: 'approve', commit: pipeline.head(), at: '2026-11-28T11:00:00Z' },
      { by: 'sre-two', answer: 'approve', commit: '1'.repeat(40), at: '2026-11-28T11:00:00Z' },
    ],
  });
  expect([exitCode, log.includes('release of web in dev')]).toEqual([0, true]);
});

test('what the gates refuse fails the build, and reviews that cannot be read do, too', async () => {
  pipeline.change({ 'services/web/dev.yaml': 'release: { version: v0.2.0 }\n' }, false);
  await run('Install Slipway');

  const refused = await run('Judge the commits');
  host.refusal = 500;
  const unread = await run('Judge the commits');

  expect([refused.exitCode, unread.exitCode]).toEqual([1, 1]);
  expect(refused.log).toContain('is not what the catalog renders');
  expect(unread.log).toContain('the reviews cannot be read: status 500');
  expect(refused.log).not.toContain('x-access-token');
});
