import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { pipelineFiles } from '../../../src/cli/init/pipeline-files';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';

const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.unknown(),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});

const workflows = pipelineFiles('github', '1.0.0')
  .filter(({ path }) => path.startsWith('.github/'))
  .map(({ path, text }) => ({ path, workflow: Workflow.parse(load(text)) }));

test('what runs with the rights of the main branch is one workflow, which only reads', () => {
  const trusted = workflows.filter(({ workflow }) => 'pull_request_target' in workflow.on);

  expect(trusted.map(({ path }) => path)).toEqual(['.github/workflows/slipway-gate.yaml']);
  for (const { workflow } of trusted) {
    expect(workflow.permissions).toEqual({});
    const jobs = Object.values(workflow.jobs).filter((job) => job.if !== "github.event_name == 'schedule'");
    expect(jobs.map(({ permissions }) => permissions)).toEqual([{ contents: 'read', 'pull-requests': 'read' }]);
  }
});

test('in it a pull request is checked out after everything is installed, and nothing of it is run', () => {
  const gate = workflows.find(({ path }) => path.endsWith('slipway-gate.yaml'))?.workflow.jobs['gate'];
  const steps = gate?.steps ?? [];
  const at = steps.findIndex(({ uses = '' }) => uses.startsWith('actions/checkout@'));

  expect(at).toBeGreaterThan(0);
  expect(steps[at]?.with).toMatchObject({ 'persist-credentials': false });
  expect(steps.slice(at + 1).filter(({ uses }) => uses !== undefined)).toEqual([]);
  // All that is started there: the shell's own, gh, jq, and Slipway from outside of the checkout.
  const script = steps
    .slice(at + 1)
    .map(({ run = '' }) => run)
    .join('\n');
  expect(script).not.toMatch(/\b(?:npm|npx|corepack|make|sh|bash|source|python3?)\b|(?:^|[\s;|&])\.{1,2}\//m);
  expect([...script.matchAll(/\bnode (\S+)/g)].map(([, file]) => file)).toEqual([
    '"$RUNNER_TEMP/slipway/bin/slipway.js"',
  ]);
  expect(JSON.stringify(steps)).not.toContain('secrets.');
});

test('nothing keeps a cache that a pull request could fill for the main branch', () => {
  const steps = workflows
    .filter(({ workflow }) => 'pull_request_target' in workflow.on)
    .flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap((job) => job.steps));

  const nodes = steps.filter(({ uses = '' }) => uses.startsWith('actions/setup-node@'));
  expect(nodes.length).toBeGreaterThan(0);
  for (const { with: settings } of nodes) expect(settings).toMatchObject({ 'package-manager-cache': false });
  expect(steps.filter(({ uses = '' }) => uses.startsWith('actions/cache'))).toEqual([]);
});

test('no script of a workflow has an expression of GitHub in it: what a stranger writes would become a part of it', () => {
  const scripts = workflows.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap((job) => job.steps.map(({ run = '' }) => run)),
  );

  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});

test('in Jenkins a pull request is judged before anything that it wrote is run, and a fork has no other token', () => {
  const [{ text }] = pipelineFiles('jenkins', '1.0.0');
  const stages = text.split(/^ {4}stage\(/m).slice(1);
  const withToken = stages.flatMap((stage, index) => (stage.includes('withCredentials') ? [{ stage, index }] : []));
  const firstRun = stages.findIndex((stage) => /slipway\.js" synth|cdk8s synth/.test(stage));

  expect(firstRun).toBeGreaterThan(0);
  expect(withToken.length).toBeGreaterThan(1);
  for (const { stage, index } of withToken)
    expect(index < firstRun || stage.includes('env.CHANGE_FORK == null')).toBe(true);
  expect(text).toMatch(/test -z "\$CHANGE_FORK" \|\| exit 0\n\s+SLIPWAY=.*cdk8s synth/);
});

test('no job with a secret of the platform runs for a fork, in any CI system', () => {
  const jobs = workflows.flatMap(({ workflow }) => Object.values(workflow.jobs));
  const previews = jobs.filter((job) => JSON.stringify(job).includes('pulumi preview'));
  const platform = (ci: 'gitlab' | 'jenkins') =>
    pipelineFiles(ci, '1.0.0').find(({ text }) => text.includes('pulumi preview'))?.text;

  expect(previews.map((job) => job.if)).toEqual([
    "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
  ]);
  expect(platform('gitlab')).toContain(
    '- if: $CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID\n',
  );
  const stages = platform('jenkins')?.split(/^ {4}stage\(/m) ?? [];
  const previewing = stages.filter((stage) => stage.includes('pulumi preview'));
  expect(previewing.length).toBeGreaterThan(0);
  for (const stage of previewing)
    expect(stage).toContain('when { allOf { changeRequest(); expression { env.CHANGE_FORK == null } } }');
});

test.each([['preview'], ['up-dev']])('what Pulumi says of a catalog is no command of the runner in "%s"', (name) => {
  const root = temporaryFolder();
  const hostile = String.raw`\033]0;PWN\a\n::add-mask::oops\n \302\240::stop-commands::pwn\n##[error]forged\r::x\n`;
  write(
    root,
    'bin/pulumi',
    `#!/bin/sh\nprintf '${hostile}'; printf '${hostile}' >&2\ncase $1 in preview | up) exit 3 ;; esac\n`,
  );
  chmodSync(join(root, 'bin/pulumi'), 0o755);
  mkdirSync(join(root, 'slipway'));
  const job = workflows.find(({ path }) => path.endsWith('slipway-platform.yaml'))?.workflow.jobs[name];
  const script = job?.steps.map(({ run = '' }) => run).find((run) => run.includes('pulumi stack select')) ?? '';

  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    encoding: 'utf8',
    env: {
      PATH: [join(root, 'bin'), process.env['PATH']].join(delimiter),
      KUBECONFIG_TEXT: 'x',
      RUNNER_TEMP: root,
      STACK: 'dev',
      GITHUB_WORKSPACE: root,
      GITHUB_STEP_SUMMARY: join(root, 'summary'),
    },
  });

  expect(status).toBe(3);
  const log = `${stdout}${stderr}`;
  expect(log).toContain('add-mask::oops');
  expect(log).not.toMatch(/[^\P{Cc}\n]/u);
  expect(log.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  expect(log).not.toContain('##[');
});
