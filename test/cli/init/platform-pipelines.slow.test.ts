import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { pipelineFiles } from '../../../src/cli/init/pipeline-files';
import { PipelineRun } from './pipeline-run';

const environments = ['dev', 'staging', 'prod'];

/** Notes what it is asked, with the cluster that it would ask. */
const pulumi = (notes: string): string => `echo "$(cat "$KUBECONFIG"): $*" >> ${notes}; echo "+ a resource"`;

describe('R1-02, R2-26: GitHub', () => {
  const Workflow = z.object({
    env: z.record(z.string(), z.string()),
    jobs: z.record(
      z.string(),
      z.object({
        if: z.string(),
        needs: z.string().optional(),
        environment: z.string(),
        steps: z.array(
          z.object({
            uses: z.string().optional(),
            env: z.record(z.string(), z.string()).optional(),
            run: z.string().optional(),
          }),
        ),
      }),
    ),
  });

  type Jobs = z.infer<typeof Workflow>['jobs'];

  /** @returns what Pulumi was asked, the summary, and all jobs */
  async function runJob(
    job: string,
    kubeconfig: string,
  ): Promise<{ readonly asked: string; readonly summary: string; readonly jobs: Jobs }> {
    const pipeline = new PipelineRun('github');
    const { env, jobs } = Workflow.parse(load(pipeline.textOf('.github/workflows/slipway-platform.yaml')));
    const notes = join(pipeline.root, 'asked');
    pipeline.addProgram('pulumi', pulumi(notes));
    rmSync(pipeline.temporary, { recursive: true });
    mkdirSync(pipeline.temporary);
    for (const step of jobs[job]?.steps ?? []) {
      if (step.run === undefined) continue;
      expect(step.run).not.toContain('${{');
      const { exitCode, log } = await pipeline.script(step.run, ['bash', '--noprofile', '--norc', '-eo', 'pipefail'], {
        ...env,
        STACK: step.env?.['STACK']?.startsWith('$') === true ? 'staging' : (step.env?.['STACK'] ?? ''),
        KUBECONFIG_TEXT: kubeconfig,
        PULUMI_BACKEND_URL: '',
        RUNNER_TEMP: pipeline.temporary,
        GITHUB_WORKSPACE: pipeline.checkout,
        GITHUB_STEP_SUMMARY: join(pipeline.temporary, 'summary'),
      });
      expect({ exitCode, log }).toMatchObject({ exitCode: 0 });
    }
    const text = (file: string): string => {
      try {
        return readFileSync(file, 'utf8').replaceAll(pipeline.checkout, 'CHECKOUT');
      } catch {
        return '';
      }
    };
    return { jobs, asked: text(notes), summary: text(join(pipeline.temporary, 'summary')) };
  }

  test('a pull request is previewed on the cluster that its job names, and the answer is in the summary', async () => {
    const { asked, summary } = await runJob('preview', 'a cluster');

    expect(asked.split('\n')).toEqual([
      'a cluster: stack select staging',
      'a cluster: config set slipway:catalog CHECKOUT/catalog',
      'a cluster: preview --diff --policy-pack policies --color never',
      '',
    ]);
    expect(summary).toContain('## pulumi preview of staging\n\n    | + a resource');
  });

  test('after a merge each environment is installed, after the one before', async () => {
    const { asked, jobs } = await runJob('up-prod', 'a cluster');

    expect(asked).toContain('a cluster: stack select prod\n');
    expect(asked).toContain('a cluster: up --yes --policy-pack policies');
    const ofThisRepository =
      "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository";
    const merged = "github.event_name == 'push' && github.ref_name == github.event.repository.default_branch";
    expect(Object.entries(jobs).map(([name, job]) => [name, job.needs, job.environment, job.if])).toEqual([
      ['preview', undefined, '${{ matrix.environment }}-preview', ofThisRepository],
      ['up-dev', undefined, 'dev', merged],
      ['up-staging', 'up-dev', 'staging', merged],
      ['up-prod', 'up-staging', 'prod', merged],
    ]);
    for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps))
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  test('without a cluster nothing is done, and nothing is red', async () => {
    expect(await runJob('up-dev', '')).toMatchObject({ asked: '', summary: '' });
  });
});

test('R2-26: GitLab previews each environment, and installs one after the other, the last one by hand', () => {
  const Job = z.looseObject({ script: z.array(z.string()), needs: z.array(z.object({ job: z.string() })).optional() });
  const pipeline = new PipelineRun('gitlab');
  const { preview, ...jobs } = z
    .record(z.string(), z.unknown())
    .parse(load(pipeline.textOf('.gitlab/slipway-platform.yml')));

  expect(load(pipeline.textOf('.gitlab-ci.yml'))).toMatchObject({
    include: [{ local: '.gitlab/slipway-platform.yml' }],
  });
  expect(preview).toMatchObject({
    parallel: { matrix: [{ STACK: environments }] },
    script: ['pulumi preview --diff --policy-pack policies'],
  });
  expect(environments.map((name) => Job.parse(jobs[`up:${name}`]).needs?.map(({ job }) => job))).toEqual([
    undefined,
    ['up:dev'],
    ['up:staging'],
  ]);
  expect(jobs['up:prod']).toMatchObject({
    variables: { STACK: 'prod' },
    script: ['pulumi up --yes --policy-pack policies'],
  });
  expect(JSON.stringify(jobs['up:prod'])).toContain('"when":"manual"');
  expect(JSON.stringify(jobs['up:staging'])).not.toContain('"when":"manual"');
});

test('R2-26, R3-01: Jenkins previews each environment, and installs one after the other, the last one when somebody says so', () => {
  const text = new PipelineRun('jenkins').textOf('Jenkinsfile.platform');
  const stages = [...text.matchAll(/stage\('([^']+)'\)/g)].map(([, name]) => name);

  expect(stages).toEqual(['Install Slipway', ...environments.flatMap((name) => [`Preview ${name}`, `Up ${name}`])]);
  expect(text.match(/input \{/g)).toHaveLength(1);
  expect(text.indexOf('input {')).toBeGreaterThan(text.indexOf("stage('Up prod')"));
  expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
});

test.each(['github', 'gitlab', 'jenkins'] as const)(
  'no pipeline of %s names a branch: the default one is, whatever it is called',
  (ci) => {
    for (const { path, text } of pipelineFiles(ci, '0.1.0')) {
      const code = text.replaceAll(/^\s*(?:#|\/\/).*$/gm, '');

      expect([path, /\b(?:main|master|develop)\b(?!\.ts)/.exec(code)?.[0]]).toEqual([path, undefined]);
    }
  },
);
