import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { ReviewHost } from '../review/review-host';
import { PipelineRun } from './pipeline-run';

const variables = z.record(z.string(), z.string());
const Workflow = z.object({
  permissions: z.object({}).strict(),
  env: variables,
  jobs: z.record(
    z.string(),
    z.object({
      permissions: variables,
      steps: z.array(
        z.object({
          name: z.string().optional(),
          uses: z.string().optional(),
          if: z.string().optional(),
          env: variables.default({}),
          run: z.string().optional(),
        }),
      ),
    }),
  ),
});
type Step = z.infer<typeof Workflow>['jobs'][string]['steps'][number];

const file = '.github/workflows/slipway.yaml';
const expression = /\$\{\{.*?\}\}/g;
let pipeline: PipelineRun;
let workflow: z.infer<typeof Workflow>;
let host: ReviewHost;

beforeEach(async () => {
  pipeline = new PipelineRun('github');
  workflow = Workflow.parse(load(pipeline.textOf(file)));
  host = await ReviewHost.start();
});

afterEach(async () => host.stop());

/** Runs the scripts of a job as the runner of GitHub does, on a new machine, and says how each one ended. */
async function run(job: string, { mayWrite = true } = {}): Promise<readonly (readonly [string, number | null])[]> {
  rmSync(pipeline.temporary, { recursive: true });
  mkdirSync(pipeline.temporary);
  const values: Readonly<Record<string, string>> = {
    '${{ github.token }}': 'the-token',
    '${{ github.event.pull_request.html_url }}': `${host.origin}/acme/gitops/pull/7`,
  };
  const filled = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [
        key,
        text.replaceAll(expression, (one) => {
          if (values[one] === undefined) throw new Error(`no value for ${one}`);
          return values[one];
        }),
      ]),
    );
  const { MAY_WRITE: _computed, ...common } = workflow.env;
  const outcomes: [string, number | null][] = [];
  for (const step of workflow.jobs[job]?.steps ?? []) {
    if (step.run === undefined || !runs(step, mayWrite, outcomes)) continue;
    const { exitCode } = await pipeline.script(step.run, ['bash', '--noprofile', '--norc', '-eo', 'pipefail'], {
      ...common,
      ...filled(step.env),
      RUNNER_TEMP: pipeline.temporary,
      GITHUB_PATH: join(pipeline.temporary, 'path'),
      GITHUB_STEP_SUMMARY: join(pipeline.temporary, 'summary'),
      GITHUB_BASE_REF: 'main',
      GITHUB_SERVER_URL: host.origin,
    });
    outcomes.push([step.name ?? '', exitCode]);
  }
  return outcomes;
}

function runs({ if: condition = '' }: Step, mayWrite: boolean, before: readonly [string, number | null][]): boolean {
  if (condition.includes("env.MAY_WRITE == 'true'") && !mayWrite) return false;
  return condition.includes('!cancelled()') || before.every(([, exitCode]) => exitCode === 0);
}

const summary = (): string => readFileSync(join(pipeline.temporary, 'summary'), 'utf8');
const release = (version: string): Record<string, string> => ({
  'services/web/dev.yaml': `release: { version: ${version} }\n`,
});

test('actions are pinned by commit, no script has an expression, and each job says what it may', () => {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  for (const { run: script } of steps) expect(script ?? '').not.toMatch(expression);
  expect(workflow.permissions).toEqual({});
  expect(Object.fromEntries(Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
    check: { contents: 'read', 'security-events': 'write', actions: 'read' },
    diff: { contents: 'read', 'pull-requests': 'write' },
  });
});

test('a change that is fine passes, and leaves the answer in the summary and for code scanning', async () => {
  pipeline.change(release('v0.2.0'));

  const outcomes = await run('check');

  expect(outcomes.map(([name, exitCode]) => `${name}: ${exitCode}`)).toEqual([
    'Install Slipway: 0',
    'Check the manifests: 0',
    'Write the findings for code scanning: 0',
    'Render, and compare with what was committed: 0',
    'Let cdk8s synthesize the same: 0',
  ]);
  expect(summary()).toContain('## slipway check\n\n    ');
  expect(JSON.parse(readFileSync(join(pipeline.temporary, 'slipway.sarif'), 'utf8'))).toMatchObject({
    version: '2.1.0',
  });
});

test.each([
  ['a pull request', '7'],
  ['a merge queue', `refs/heads/gh-readonly-queue/main/pr-7-${'a'.repeat(40)}`],
])('the gate of %s judges with the last review of everybody', async (_, pullRequest) => {
  const gate = Workflow.parse(load(pipeline.textOf('.github/workflows/slipway-gate.yaml')));
  pipeline.change(release('v0.2.0'));
  const head = pipeline.head();
  const review = (login: string, state: string, at: string) => ({
    user: { login },
    state,
    commit_id: head,
    submitted_at: at,
  });
  pipeline.addProgram(
    'gh',
    `case "$*" in *repos/acme/gitops/pulls/7/reviews*) ;; *) exit 1 ;; esac; printf '%s\\n' '${[
      review('sre-one', 'CHANGES_REQUESTED', '2026-11-28T10:00:00Z'),
      review('sre-one', 'APPROVED', '2026-11-28T11:00:00Z'),
      review('somebody', 'COMMENTED', '2026-11-28T12:00:00Z'),
    ]
      .map((one) => JSON.stringify(one))
      .join("' '")}'`,
  );
  for (const { run: script } of gate.jobs['gate']?.steps ?? []) {
    if (script === undefined) continue;
    expect(script).not.toMatch(expression);
    const variables = {
      ...gate.env,
      GH_TOKEN: 'the-token',
      PULL_REQUEST: pullRequest,
      BASE: 'origin/main',
      GITHUB_REPOSITORY: 'acme/gitops',
    };
    expect(
      await pipeline.script(script, ['bash', '--noprofile', '--norc', '-eo', 'pipefail'], {
        ...variables,
        RUNNER_TEMP: pipeline.temporary,
      }),
    ).toMatchObject({ exitCode: 0 });
  }

  expect(JSON.parse(readFileSync(join(pipeline.temporary, 'reviews.json'), 'utf8'))).toEqual({
    reviews: [{ by: 'sre-one', answer: 'approve', commit: head, at: '2026-11-28T11:00:00Z' }],
  });
});

test('one comment is made, and updated by the next run', async () => {
  pipeline.change(release('v0.2.0'));

  expect(await run('diff')).toEqual([
    ['Install Slipway', 0],
    ['Say what changes', 0],
    ['Comment on the pull request', 0],
  ]);
  expect(host.comments).toHaveLength(1);
  expect(host.comments[0]?.body).toContain('web:v0.2.0');
  expect(summary()).toContain('web:v0.2.0');

  pipeline.change(release('v0.3.0'));
  await run('diff');

  expect(host.comments).toHaveLength(1);
  expect(host.comments[0]?.body).toContain('web:v0.3.0');
});

test('a fork has its answer in the summary, and asks for nothing that it may not', async () => {
  pipeline.change(release('v0.2.0'));

  expect((await run('diff', { mayWrite: false })).map(([name]) => name)).toEqual([
    'Install Slipway',
    'Say what changes',
  ]);
  expect(summary()).toContain('web:v0.2.0');
  expect((await run('check', { mayWrite: false })).map(([name]) => name)).not.toContain(
    'Write the findings for code scanning',
  );
  expect(summary()).toContain('## slipway check');
  expect(host.writes).toEqual([]);
});

test('a diff that is too long for GitHub is cut', async () => {
  const service = pipeline.textOf('catalog/services/web/service.yaml');
  const overlayOf = (name: string): string => {
    const values = Array.from({ length: 60 }, (_, index) => `    KEY_${index}: ${name.repeat(250)}`);
    return `release: { version: v0.1.0 }\nconfig:\n  values:\n${values.join('\n')}\n`;
  };
  const documents = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name) => [
    [`services/web-${name}/service.yaml`, service] as const,
    [`services/web-${name}/dev.yaml`, overlayOf(name)] as const,
  ]);
  pipeline.change(Object.fromEntries(documents), false);

  expect((await run('diff')).map(([, exitCode]) => exitCode)).toEqual([0, 0, 0]);
  expect(host.comments).toHaveLength(1);
  expect(host.comments[0]?.body.length).toBeGreaterThan(50_000);
  expect(host.comments[0]?.body.length).toBeLessThan(65_536);
  expect(host.comments[0]?.body).toContain('"slipway diff" shows all');
});

test('a tree that was not rendered fails, and so does a manifest that breaks a rule; the other steps have run', async () => {
  pipeline.change(release('v0.4.0'), false);

  const outcomes = await run('check');

  expect(Object.fromEntries(outcomes)).toMatchObject({
    'Check the manifests': 1,
    'Write the findings for code scanning': 0,
    'Render, and compare with what was committed': 1,
  });
  expect(summary()).toContain('stale-rendering');
});
