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
