import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as z from 'zod';

import { pipelineFiles } from '../../src/cli/init/pipeline-files';
import { writtenRepository } from '../helpers/a-service-repository';
import { packageRoot, runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

/** A clone of Slipway, as far as npm looks at it before it installs. */
function aClone(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(packageRoot, file), join(folder, file));
  }
  return folder;
}

const manifests = ['package.json', 'package-lock.json', 'stacks/package.json'] as const;

/** Packages that `npm ci` would install, by npm itself, which asks nobody when it has a lock file. */
function installed(folder: string, ...words: readonly string[]): readonly string[] {
  const options = ['--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stdout, stderr } = spawnSync('npm', ['ci', ...words, ...options], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return [...stdout.matchAll(/^add (\S+) /gm)].map(([, name = '']) => name);
}

/** Options of each `npm ci` in a text that installs the clone of Slipway, without those that say where it is and how much is told. */
function optionsOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/npm ci (.*slipway.*)$/gm)].map(([, words = '']) =>
    words.split(' ').filter((word, at, all) => !/^--(?:prefix|silent)$/.test(word) && all[at - 1] !== '--prefix'),
  );
}

const isOfPulumi = (name: string): boolean => name.startsWith('@pulumi/');

test('a whole "npm ci" of a clone brings what stacks/ needs, and its tests', () => {
  const names = installed(aClone(...manifests));

  expect(names).toEqual(expect.arrayContaining(['@pulumi/pulumi', '@pulumi/kubernetes', '@pulumi/policy', 'jest']));
});

const pipelines = (['github', 'gitlab', 'jenkins'] as const).flatMap((system) => pipelineFiles(system, '0.1.0'));

test.each(pipelines.map(({ path, text }) => ({ path, text, isPlatform: path.includes('platform') })))(
  '$path of a GitOps repository installs packages of Pulumi: $isPlatform',
  ({ text, isPlatform }) => {
    const clone = aClone(...manifests);

    const brought = optionsOf(text).map((words) => installed(clone, ...words));

    expect(brought).not.toEqual([]);
    // What a pipeline builds Slipway with, and what it runs of it.
    for (const names of brought) expect(names).toEqual(expect.arrayContaining(['esbuild', 'cdk8s-cli', 'yaml']));
    expect(brought.map((names) => names.some(isOfPulumi))).toEqual(brought.map(() => isPlatform));
  },
);

test('the pipeline of a service tells the catalog without packages of Pulumi', () => {
  const bump = readFileSync(join(writtenRepository({ template: 'web' }), 'ci/bump.sh'), 'utf8');

  const [names = []] = optionsOf(bump).map((words) => installed(aClone(...manifests), ...words));

  expect(names).toContain('yaml');
  expect(names.filter(isOfPulumi)).toEqual([]);
});

test('the image of the controller is built without packages of Pulumi, and without the folder that asks for them', () => {
  const text = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');
  const options = [...text.matchAll(/^RUN npm ci (.*)$/gm)].map(([, words = '']) => words.split(' '));

  const brought = options.map((words) => installed(aClone('package.json', 'package-lock.json'), ...words));

  expect(brought.map((names) => names.includes('fastify') && !names.some(isOfPulumi))).toEqual([true]);
});

describe('a package of Slipway, as "npm pack" makes it', () => {
  const Packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })), filename: z.string() })]);

  test('has the program, the shipped catalog, schemas and templates, and renders without a clone around it', () => {
    const folder = temporaryFolder();
    const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = spawnSync('npm', words, { cwd: packageRoot, encoding: 'utf8' });
    const [{ files, filename }] = Packed.parse(JSON.parse(stdout));
    spawnSync('tar', ['-xzf', filename], { cwd: folder });
    const names = installed(aClone(...manifests), '--workspaces=false', '--omit=dev');
    for (const name of names) linkPackage(name, join(folder, 'package'));
    const slipway = join(folder, 'package', 'bin', 'slipway.js');
    const run = (workingDirectory: string, ...typed: readonly string[]) => {
      const options = { cwd: workingDirectory, encoding: 'utf8' } as const;
      const { status, stdout: said, stderr } = spawnSync(process.execPath, [slipway, ...typed], options);
      return status === 0 ? said : `exit code ${status}: ${said}${stderr}`;
    };
    const gitops = join(folder, 'my-gitops');

    expect(names.filter(isOfPulumi)).toEqual([]);
    expect(new Set(files.map(({ path }) => path.split('/')[0]))).toEqual(
      new Set([
        'LICENSE',
        'README.md',
        'bin',
        'build',
        'catalog',
        'package.json',
        'schemas',
        'slipway.yaml',
        'templates',
      ]),
    );
    expect(run(folder, '--version')).toBe(runSlipway(['--version']).stdout);
    expect(run(folder, 'init', 'my-gitops')).toContain('made my-gitops');
    expect(run(gitops, 'synth', '--no-cache')).toContain('0 files written, 71 unchanged');
    expect(run(gitops, 'check')).toContain('3 info: 60 objects in 60 files');
    expect(run(folder, 'demo')).toContain('rendered into slipway-demo');
  });

  /** Installs a package of this machine for another one: no name of it leads back here. */
  function linkPackage(name: string, folder: string): void {
    const from = join(packageRoot, 'node_modules', name);
    const to = join(folder, 'node_modules', name);
    if (!existsSync(from) || existsSync(to)) return;
    mkdirSync(dirname(to), { recursive: true });
    const { status, stderr } = spawnSync('cp', ['-al', from, to], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
});
