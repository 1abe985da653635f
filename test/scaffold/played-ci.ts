import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import type { PipelineSystem } from '../../src/scaffold/wanted-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import type { Checkout } from './a-checkout';

/** What a system of CI knows of a push to main. */
export interface Push {
  /** What the branch was at before. */
  readonly before: string;
  readonly sha: string;
}

/** A system of CI: it runs the steps of the pipeline's file, and remembers how pushes ended. */
export interface PlayedCi {
  /** Runs what the pipeline runs to find the services of a push. @returns them as the pipeline has them */
  readonly servicesOf: (push: Push) => Promise<string>;
  /** The run of a push ends well. */
  readonly succeed: (push: Push) => Promise<void>;
  /** The run of a push ends red. */
  readonly fail: (push: Push) => void;
  readonly end: () => void;
}

/** Plays the system whose pipeline a checkout has. */
export const playedCi: Readonly<Record<PipelineSystem, (checkout: Checkout) => Promise<PlayedCi>>> = {
  github: playedGitHub,
  gitlab: playedGitLab,
  jenkins: async (checkout) => playedJenkins(checkout),
};

const token = 'the token of the job';

const Workflow = z.object({
  jobs: z.object({
    changes: z.object({
      permissions: z.record(z.string(), z.string()),
      steps: z.array(
        z.object({
          id: z.string().optional(),
          run: z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
        }),
      ),
    }),
  }),
});

async function playedGitHub(checkout: Checkout): Promise<PlayedCi> {
  const { changes } = Workflow.parse(load(textOf(checkout, '.github/workflows/ci-cd.yaml'))).jobs;
  const step = changes.steps.find(({ id }) => id === 'changes');
  // Another branch and a pull request have runs, too, and newer ones.
  const others = [
    { head_branch: 'feature/x', event: 'push', conclusion: 'success' },
    { head_branch: 'main', event: 'pull_request', conclusion: 'success' },
  ].map((run) => ({ ...run, head_sha: checkout.head() }));
  const runs: (typeof others)[number][] = [];
  const api = await anApi(({ method, headers }, { pathname, searchParams: asked }) => {
    const mayRead = changes.permissions['actions'] === 'read' && headers.authorization === `Bearer ${token}`;
    if (!mayRead || method !== 'GET' || pathname !== '/repos/your-org/world/actions/workflows/ci-cd.yaml/runs')
      return undefined;
    const is = (name: string, value: string) => [null, value].includes(asked.get(name));
    const found = [...others, ...runs].filter(
      (run) => is('branch', run.head_branch) && is('event', run.event) && is('status', run.conclusion),
    );
    return { total_count: found.length, workflow_runs: found.slice(0, Number(asked.get('per_page') ?? 30)) };
  });
  const end = ({ sha }: Push, conclusion: string) =>
    void runs.unshift({ head_branch: 'main', event: 'push', conclusion, head_sha: sha });
  return {
    servicesOf: async ({ before }) => {
      const values: Record<string, string> = { 'github.token': token, 'github.event.before': before };
      const env = Object.entries(step?.env ?? {}).map(([name, expression]) => {
        const [, last = ''] = /([\w.]+) \}\}$/.exec(expression) ?? [];
        return [name, values[last] ?? ''];
      });
      const output = join(temporaryFolder(), 'output');
      await succeeded(checkout, ['bash', '-e', '-o', 'pipefail', '-c', step?.run ?? 'false'], {
        ...Object.fromEntries(env),
        BRANCH: 'main',
        GITHUB_API_URL: api.url,
        GITHUB_REPOSITORY: 'your-org/world',
        GITHUB_WORKFLOW_REF: 'your-org/world/.github/workflows/ci-cd.yaml@refs/heads/main',
        GITHUB_OUTPUT: output,
      });
      return readFileSync(output, 'utf8')
        .trim()
        .replace(/^services=/, '');
    },
    succeed: async (push) => end(push, 'success'),
    fail: (push) => end(push, 'failure'),
    end: () => api.server.close(),
  };
}

const Pipeline = z.object({
  default: z.object({ before_script: z.array(z.string()) }),
  release: z.object({ script: z.array(z.string()) }),
});

async function playedGitLab(checkout: Checkout): Promise<PlayedCi> {
  const { default: all, release } = Pipeline.parse(load(textOf(checkout, '.gitlab-ci.yml')));
  const before = all.before_script.filter((line) => /^export BRANCH|SERVICES=/.test(line));
  const after = release.script.slice(release.script.findIndex((line) => line.startsWith('ci/bump.sh')) + 1);
  const deployments: Record<string, string>[] = [];
  const api = await anApi(({ method, headers }, { pathname, searchParams: asked }, body) => {
    if (headers['job-token'] !== token || pathname !== '/projects/7/deployments') return undefined;
    if (method === 'POST') return deployments.unshift(Object.fromEntries(body)) && {};
    return deployments.filter(({ environment, status }) => {
      return environment === asked.get('environment') && status === asked.get('status');
    });
  });
  const run = async (push: Push, lines: readonly string[]) =>
    succeeded(checkout, ['sh', '-e', '-c', [...before, ...lines].join('\n')], {
      CI_API_V4_URL: api.url,
      CI_PROJECT_ID: '7',
      CI_JOB_TOKEN: token,
      CI_PIPELINE_SOURCE: 'push',
      CI_COMMIT_BRANCH: 'main',
      CI_COMMIT_REF_NAME: 'main',
      CI_COMMIT_REF_SLUG: 'main',
      CI_COMMIT_SHA: push.sha,
      CI_COMMIT_BEFORE_SHA: push.before,
    });
  return {
    servicesOf: async (push) => (await run(push, ['printf %s "$SERVICES"'])).trim(),
    succeed: async (push) => void (await run(push, after)),
    fail: () => undefined,
    end: () => api.server.close(),
  };
}

function playedJenkins(checkout: Checkout): PlayedCi {
  const [, step = 'false'] = /sh '''((?:(?!''').)*changed-services.*?)'''/s.exec(textOf(checkout, 'Jenkinsfile')) ?? [];
  let successful = '';
  return {
    servicesOf: async () => {
      const folder = temporaryFolder();
      await succeeded(checkout, ['sh', '-xe', '-c', step], {
        WORKSPACE_TMP: folder,
        DOCKER_CONFIG: join(folder, 'docker'),
        ...(successful !== '' && { GIT_PREVIOUS_SUCCESSFUL_COMMIT: successful }),
      });
      return readFileSync(join(folder, 'services'), 'utf8').trim();
    },
    succeed: async ({ sha }) => {
      successful = sha;
    },
    fail: () => undefined,
    end: () => undefined,
  };
}

function textOf(checkout: Checkout, path: string): string {
  return readFileSync(join(checkout.root, path), 'utf8');
}

async function succeeded(
  checkout: Checkout,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const { exitCode, stdout, stderr } = await checkout.run(words, variables);
  if (exitCode !== 0) throw new Error(`it ended with ${exitCode}: ${stderr}`);
  return stdout;
}

/** A server that answers JSON, and 404 where there is no answer. */
async function anApi(
  answer: (request: IncomingMessage, url: URL, body: URLSearchParams) => unknown,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const said = answer(request, new URL(request.url ?? '', 'http://localhost'), new URLSearchParams(body));
      response.statusCode = said === undefined ? 404 : 200;
      response.end(JSON.stringify(said ?? { message: '404 Not Found' }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server on a port has an address');
  return { url: `http://127.0.0.1:${address.port}`, server };
}
