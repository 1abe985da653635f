import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';
import * as z from 'zod';

import { git } from '../helpers/a-git-repository';
import { pipelines, textsOf } from '../helpers/a-service-repository';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';
import type { Checkout } from './a-checkout';
import { aCheckout, Platform } from './a-platform';
import type { PlatformProps } from './a-platform';

/** A layout of the page, with what its map makes of branches, and what the environments of the GitOps repository follow. */
interface Layout {
  readonly name: string;
  readonly gitops: Omit<PlatformProps, 'services'>;
  readonly environmentByBranch: Readonly<Record<string, string>>;
  readonly followed: Readonly<Record<string, string>>;
}

const layouts: readonly Layout[] = [
  {
    name: 'one branch',
    gitops: {},
    environmentByBranch: { main: 'dev', 'feature/letters': '' },
    followed: { dev: 'main' },
  },
  {
    name: 'GitFlow',
    gitops: { branch: 'develop', hasGates: false, branchByEnvironment: { staging: 'staging', prod: 'main' } },
    environmentByBranch: {
      develop: 'dev',
      staging: 'staging',
      main: 'prod',
      'feature/letters': '',
      'hotfix/stamp': '',
    },
    followed: { dev: 'develop', staging: 'staging', prod: 'main' },
  },
  {
    name: 'a branch for each environment',
    gitops: { hasGates: false, branchByEnvironment: { dev: 'env/dev', staging: 'env/staging', prod: 'env/prod' } },
    environmentByBranch: { 'env/dev': 'dev', 'env/staging': 'staging', 'env/prod': 'prod', main: '' },
    followed: { dev: 'env/dev', staging: 'env/staging', prod: 'env/prod' },
  },
];

/** The map of a layout, as the page has it. */
function mapOf(layout: string): string {
  const page = readFileSync(join(packageRoot, 'docs/how-to/choose-a-layout.md'), 'utf8');
  const [, lines] = new RegExp(`^# ci/environments: ${layout}\\n([^\`]*)^\`\`\``, 'm').exec(page) ?? [];
  if (lines === undefined) throw new Error(`the page has no map for ${layout}`);
  return lines;
}

const Workflow = z.object({
  on: z.object({ push: z.object({ branches: z.array(z.string()) }) }),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string().optional(),
      steps: z.array(z.object({ id: z.string().optional(), run: z.string().optional() })),
    }),
  ),
});

/** What the workflow of GitHub finds on the branch of a checkout, by the step that decides. */
async function foundBy(checkout: Checkout, branch: string): Promise<string> {
  const { jobs } = Workflow.parse(load(readFileSync(join(checkout.root, '.github/workflows/ci-cd.yaml'), 'utf8')));
  const [step] = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ id }) => id === 'where'));
  const output = join(temporaryFolder(), 'output');
  await checkout.run(['bash', '-e', '-c', step?.run ?? 'false'], { BRANCH: branch, GITHUB_OUTPUT: output });
  return readFileSync(output, 'utf8');
}

describe.each(layouts)('R1-03, R2-06: $name', ({ name, gitops, environmentByBranch, followed }) => {
  test('a push to a branch releases into the environment that the map says, and the environment follows its branch', async () => {
    const platform = new Platform({ services: ['mail'], ...gitops });
    const checkout = aCheckout();
    write(checkout.root, 'ci/environments', mapOf(name));
    checkout.commit('src/letters.js');

    for (const [branch, environment] of Object.entries(environmentByBranch)) {
      git(checkout.root, 'checkout', '--quiet', '-B', branch);
      checkout.commit(`src/${branch.replaceAll('/', '-')}.js`);
      const current = git(checkout.root, 'branch', '--show-current').trim();
      const commits = platform.log('%s').length;
      const variables = { ...platform.variables, BRANCH: current };

      expect(await foundBy(checkout, current)).toBe(`environment=${environment}\n`);
      if (environment !== '') await checkout.run(['ci/image.sh'], variables);
      const bump = await checkout.run(['ci/bump.sh'], variables);

      expect([branch, bump.exitCode, bump.stderr]).toEqual([branch, 0, expect.anything()]);
      expect(platform.log('%s').length - commits).toBe(environment === '' ? 0 : 1);
      if (environment === '') continue;
      const version = `${current.replaceAll('/', '-')}-${checkout.head().slice(0, 7)}`;
      expect(platform.fileAt(`catalog/services/mail/${environment}.yaml`)).toContain(version);
      expect(platform.fileAt(`services/mail/overlays/${environment}/deployment.yaml`)).toContain(`:${version}@sha256:`);
      expect(platform.fileAt(`argocd/${environment}/apps/mail.yaml`)).toContain(
        `targetRevision: ${followed[environment]}\n`,
      );
    }
  }, 600_000);
});

test('gates are asked whatever a map says: bytes that were in no environment before do not get into staging', async () => {
  const platform = new Platform({ services: ['mail'] });
  const checkout = aCheckout();
  write(checkout.root, 'ci/environments', mapOf('GitFlow'));
  checkout.commit('src/letters.js');
  const variables = { ...platform.variables, BRANCH: 'staging' };
  await checkout.run(['ci/image.sh'], variables);

  const { exitCode, stdout, stderr } = await checkout.run(['ci/bump.sh'], variables);

  expect(exitCode).toBe(1);
  expect(stdout + stderr).toContain('has not been in dev');
  expect(platform.log('%s')).toEqual(['x']);
}, 120_000);

describe.each(['web', 'rust-workspace'] as const)('the pipeline of %s', (template) => {
  const text = (pipeline: (typeof pipelines)[number], path: string) => textsOf({ template, pipeline }).get(path) ?? '';

  test('of GitHub is started by each branch, and releases what leads somewhere', () => {
    const { on, jobs } = Workflow.parse(load(text('github', '.github/workflows/ci-cd.yaml')));

    expect(on.push.branches).toEqual(['**']);
    expect(jobs['release']?.if).toMatch(/^github.event_name == 'push' && needs\.\w+\.outputs\.environment != ''$/);
  });

  test.each([
    ['main', 'push', 'goes on'],
    ['feature/x', 'push', 'feature/x leads to no environment'],
    ['feature/x', 'merge_request_event', 'goes on'],
  ])('of GitLab, on %s by %s: %s', async (branch, source, expected) => {
    const checkout = aCheckout({ template, pipeline: 'gitlab' });
    const Pipeline = z.object({ default: z.object({ before_script: z.array(z.string()) }) });
    const { default: all } = Pipeline.parse(load(text('gitlab', '.gitlab-ci.yml')));
    const lines = all.before_script.filter((line) => /^export BRANCH|ci\/environment\.sh/.test(line));

    const { stdout } = await checkout.run(['sh', '-e', '-c', [...lines, 'echo goes on'].join('\n')], {
      CI_COMMIT_BRANCH: branch,
      CI_COMMIT_REF_NAME: branch,
      CI_PIPELINE_SOURCE: source,
    });

    expect(lines).toHaveLength(2);
    expect(stdout.trim()).toBe(expected);
  });

  test('of Jenkins releases what leads somewhere', () => {
    expect(text('jenkins', 'Jenkinsfile')).toContain(
      "expression { sh(script: 'ci/environment.sh', returnStdout: true).trim() != '' }",
    );
  });

  test.each(pipelines)('of %s names no branch', (pipeline) => {
    const [text] = [...textsOf({ template, pipeline })].flatMap(([path, content]) =>
      /^(?:\.github\/workflows\/ci-cd\.yaml|\.gitlab-ci\.yml|Jenkinsfile)$/.test(path) ? [content] : [],
    );

    expect(text).not.toMatch(/\b(?:main|master|develop)\b/);
  });
});
