import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { load } from 'js-yaml';
import * as z from 'zod';

import { ReviewHost } from '../review/review-host';
import { PipelineRun, type ScriptRun } from './pipeline-run';

const lines = z.array(z.string());
const Pipeline = z.object({
  variables: z.object({ SLIPWAY_VERSION: z.string() }),
  default: z.object({ before_script: lines }),
  check: z.object({ script: lines }),
  diff: z.object({ script: lines }),
  gate: z.object({ script: lines }),
  tick: z.object({ script: lines }),
});

let host: ReviewHost | undefined;

afterEach(async () => host?.stop());

test('a change is checked and rendered, and two pipelines leave one comment', async () => {
  host = await ReviewHost.start('ci-user');
  const pipeline = new PipelineRun('gitlab');
  const jobs = Pipeline.parse(load(pipeline.textOf('.gitlab-ci.yml')));
  // A runner gives each job a machine of its own, with a /tmp that nobody else has.
  let machine = 0;
  const run = async (job: 'check' | 'diff'): Promise<ScriptRun> => {
    const script = [...jobs.default.before_script, ...jobs[job].script].join('\n');
    machine += 1;
    return pipeline.script(
      script.replaceAll('/tmp/', `${pipeline.temporary}/${machine}-`),
      ['bash', '-eo', 'pipefail'],
      {
        SLIPWAY_VERSION: jobs.variables.SLIPWAY_VERSION,
        CI_MERGE_REQUEST_DIFF_BASE_SHA: 'origin/main',
        CI_MERGE_REQUEST_PROJECT_URL: `${host?.origin}/acme/gitops`,
        CI_MERGE_REQUEST_IID: '7',
        CI_SERVER_URL: host?.origin ?? '',
        GITLAB_TOKEN: 'the-token',
      },
    );
  };

  for (const version of ['v0.2.0', 'v0.3.0']) {
    pipeline.change({ 'services/web/dev.yaml': `release: { version: ${version} }\n` });

    expect(await run('check')).toMatchObject({ exitCode: 0 });
    expect(await run('diff')).toMatchObject({ exitCode: 0 });
  }

  expect(host?.comments).toHaveLength(1);
  expect(host.comments[0]?.body).toContain('web:v0.3.0');
});

test('the gate judges with the approvals of the merge request', async () => {
  const pipeline = new PipelineRun('gitlab');
  const jobs = Pipeline.parse(load(pipeline.textOf('.gitlab-ci.yml')));
  pipeline.change({ 'services/web/dev.yaml': 'release: { version: v0.2.0 }\n' });
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push(url, String(headers['private-token']));
    response.end(
      JSON.stringify({ approved_by: [{ user: { username: 'sre-one' }, approved_at: '2026-11-28T11:00:00Z' }] }),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const script = [...jobs.default.before_script, ...jobs.gate.script]
    .join('\n')
    .replaceAll('/tmp/', `${pipeline.temporary}/`);
  const run = await pipeline.script(script, ['bash', '-eo', 'pipefail'], {
    SLIPWAY_VERSION: jobs.variables.SLIPWAY_VERSION,
    CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
    CI_PROJECT_ID: '5',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: 'origin/main',
    CI_PROJECT_URL: pipeline.projectUrl,
    GITLAB_TOKEN: 'the-token',
    CI_JOB_TOKEN: 'job-token',
  });
  server.close();

  expect(run).toMatchObject({ exitCode: 0, log: expect.stringContaining('release of web in dev') });
  expect(asked).toEqual(['/api/v4/projects/5/merge_requests/7/approvals', 'the-token']);
  expect(JSON.parse(readFileSync(`${pipeline.temporary}/reviews.json`, 'utf8'))).toEqual({
    reviews: [{ by: 'sre-one', answer: 'approve', commit: pipeline.head(), at: '2026-11-28T11:00:00Z' }],
  });
}, 60_000);
