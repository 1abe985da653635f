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
});

let host: ReviewHost;

afterEach(async () => host.stop());

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
        CI_MERGE_REQUEST_PROJECT_URL: `${host.origin}/acme/gitops`,
        CI_MERGE_REQUEST_IID: '7',
        GITLAB_TOKEN: 'the-token',
      },
    );
  };

  for (const version of ['v0.2.0', 'v0.3.0']) {
    pipeline.change({ 'services/web/dev.yaml': `release: { version: ${version} }\n` });

    expect(await run('check')).toMatchObject({ exitCode: 0 });
    expect(await run('diff')).toMatchObject({ exitCode: 0 });
  }

  expect(host.comments).toHaveLength(1);
  expect(host.comments[0]?.body).toContain('web:v0.3.0');
});
