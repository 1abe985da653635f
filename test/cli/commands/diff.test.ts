import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { commitAll, git, makeRepository } from '../../helpers/a-git-repository';
import { runHere } from '../../helpers/run-in-process';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';

const overlay = 'catalog/services/web/dev.yaml';
const replicas = (count: number): string => `${overlayYaml}scale: { owner: fixed, replicas: ${count} }\n`;

/** A GitOps repository with the small catalog, rendered and committed: made once, and copied for each test. */
const rendered = join(mkdtempSync(join(tmpdir(), 'slipway-diff-')), 'gitops');

beforeAll(async () => {
  await renderAndCommit(join(aCatalogFolder({ 'services/web/dev.yaml': replicas(2) }), '..'), rendered);
});

afterAll(() => {
  rmSync(join(rendered, '..'), { recursive: true });
});

function aRepository(): string {
  const folder = temporaryFolder();
  cpSync(rendered, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** @param to where the repository is to lie @default - where the catalog is */
async function renderAndCommit(folder: string, to = folder): Promise<void> {
  if (to !== folder) cpSync(folder, to, { recursive: true });
  await runHere(['synth'], { workingDirectory: to });
  makeRepository(to);
}

function diff(workingDirectory: string, ...words: string[]): Promise<Run> {
  return runHere(['diff', ...words], { workingDirectory });
}

/** The same as a process of its own, for what it says on its two outputs and with its exit code when it fails. */
function diffAlone(workingDirectory: string, ...words: string[]): Run {
  return runSlipway(['diff', ...words], { workingDirectory });
}

test('R1-10: a change of the catalog is shown before it is rendered, and the stale tree is mentioned', () => {
  const workingDirectory = aRepository();
  writeFileSync(join(workingDirectory, overlay), replicas(5));

  const { exitCode, stdout, stderr } = diffAlone(workingDirectory);

  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout.replace(/[0-9a-f]{7}\)/, '1a2b3c4)')).toBe(`1 object changes, against main (merge base 1a2b3c4)
1 rendered file is not what the catalog renders; run "slipway synth"

scale
  Deployment web in dev
    · 5 pods instead of 2
    spec.replicas: 2 → 5
`);
});

test('a branch is compared with the place where it left main, rendered or not, committed or not', async () => {
  const workingDirectory = aRepository();
  git(workingDirectory, 'checkout', '--quiet', '-b', 'feature');
  writeFileSync(join(workingDirectory, overlay), replicas(5));
  await runHere(['synth'], { workingDirectory });
  commitAll(workingDirectory);
  git(workingDirectory, 'checkout', '--quiet', 'main');
  writeFileSync(join(workingDirectory, 'catalog/services/web/prod.yaml'), replicas(9));
  await runHere(['synth'], { workingDirectory });
  commitAll(workingDirectory);
  git(workingDirectory, 'checkout', '--quiet', 'feature');

  expect((await diff(workingDirectory)).stdout).toContain('spec.replicas: 2 → 5');
  expect((await diff(workingDirectory)).stdout).not.toContain('slipway synth');
  expect((await diff(workingDirectory)).stdout).not.toContain('prod');
  expect((await diff(workingDirectory, '--against', 'main')).stdout).toContain('Deployment web in prod');
});

test('three dots after a branch mean the place where this one left it', async () => {
  const workingDirectory = aRepository();
  git(workingDirectory, 'checkout', '--quiet', '-b', 'trunk');
  git(workingDirectory, 'checkout', '--quiet', '-b', 'feature');
  writeFileSync(join(workingDirectory, overlay), replicas(5));
  commitAll(workingDirectory);
  git(workingDirectory, 'checkout', '--quiet', 'trunk');
  writeFileSync(join(workingDirectory, 'catalog/services/web/prod.yaml'), replicas(9));
  await runHere(['synth'], { workingDirectory });
  commitAll(workingDirectory);
  git(workingDirectory, 'checkout', '--quiet', 'feature');

  const { stdout } = await diff(workingDirectory, '--against', 'trunk...');

  expect(stdout).toMatch(/^1 object changes, against trunk \(merge base [0-9a-f]{7}\)\n/);
  expect((await diff(workingDirectory, '--against', 'trunk')).stdout).toContain('in prod');
});

test('nothing changes: one line; with --exit-code that is 0, else 1', async () => {
  const workingDirectory = aRepository();

  expect(await diff(workingDirectory, '--exit-code')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^no object changes, against main \(merge base [0-9a-f]{7}\)\n$/),
  });
  writeFileSync(join(workingDirectory, overlay), replicas(5));
  expect((await diff(workingDirectory, '--exit-code')).exitCode).toBe(1);
  expect((await diff(workingDirectory)).exitCode).toBe(0);
});

test('what is remembered changes nothing in the answer', async () => {
  const workingDirectory = aRepository();
  const variables = { SLIPWAY_CACHE_DIR: temporaryFolder() };
  const run = async (): Promise<string> => (await runHere(['diff'], { workingDirectory, variables })).stdout;
  writeFileSync(join(workingDirectory, overlay), replicas(5));

  const first = await run();

  expect(await run()).toBe(first);
  writeFileSync(join(workingDirectory, overlay), replicas(6));
  expect(await run()).toContain('spec.replicas: 2 → 6');
  writeFileSync(join(workingDirectory, overlay), replicas(2));
  expect(await run()).toMatch(/^no object changes/);
});

test('a new service, and one that is gone, come and go as a whole; files of others do not count', async () => {
  const workingDirectory = aRepository();
  write(
    workingDirectory,
    'services/web/overlays/dev/by-hand.yaml',
    '{ apiVersion: v1, kind: Secret, metadata: { name: s } }\n',
  );
  commitAll(workingDirectory);
  cpSync(join(workingDirectory, 'catalog/services/web'), join(workingDirectory, 'catalog/services/shop'), {
    recursive: true,
  });
  rmSync(join(workingDirectory, 'catalog/services/web'), { recursive: true });

  const { stdout } = await diff(workingDirectory, '--json');
  const report: unknown = JSON.parse(stdout);

  expect(report).toMatchObject({ counts: { changed: expect.any(Number), added: expect.any(Number) } });
  expect(stdout).not.toContain('"Secret"');
  expect(stdout).toContain('Argo CD prunes it at once; what it runs stays, and nobody manages it');
  expect(stdout).toContain('stays, with nobody to manage it: its Application goes, too');
  expect((await diff(workingDirectory, '--service', 'web')).stdout).toContain('gone');
  expect((await diff(workingDirectory, '--service', 'web')).stdout).not.toContain('shop');
});

test('--against takes a folder, --env and --service narrow', async () => {
  const workingDirectory = aRepository();
  const other = temporaryFolder();
  await runHere(['synth', '--out', other], { workingDirectory });
  writeFileSync(join(workingDirectory, 'catalog/services/web/service.yaml'), serviceYaml.replaceAll('8080', '9090'));

  expect((await diff(workingDirectory, '--against', other)).stdout).toContain(`against ${other}`);
  expect((await diff(workingDirectory, '--against', other, '--env', 'dev')).stdout).not.toContain('prod');
  expect((await diff(workingDirectory, '--against', other, '--service', 'web')).stdout).toContain(
    'Service web in dev, prod',
  );
});

test('a repository in a folder of another one, and one that names contents by SHA-256', async () => {
  const workingDirectory = aRepository();
  rmSync(join(workingDirectory, '.git'), { recursive: true });
  const outer = temporaryFolder();
  cpSync(workingDirectory, join(outer, 'deep/gitops'), { recursive: true });
  git(outer, 'init', '--quiet', '--initial-branch=main', '--object-format=sha256');
  commitAll(outer);
  const inner = join(outer, 'deep/gitops');

  expect((await diff(inner)).stdout).toMatch(/^no object changes/);
  writeFileSync(join(inner, overlay), replicas(5));
  expect((await diff(inner)).stdout).toContain('spec.replicas: 2 → 5');
  expect((await diff(inner)).stdout).toContain('1 rendered file is not');
});

test('--markdown is a comment that its workflow finds again', async () => {
  const workingDirectory = aRepository();
  writeFileSync(join(workingDirectory, overlay), replicas(5));

  expect((await diff(workingDirectory, '--markdown')).stdout).toMatch(
    /^<!-- slipway diff -->\n\*\*1 object changes\*\*/,
  );
});

test('it writes nothing into the tree', async () => {
  const workingDirectory = aRepository();
  const file = join(workingDirectory, 'services/web/overlays/dev/deployment.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(join(workingDirectory, overlay), replicas(5));

  await diff(workingDirectory);

  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(existsSync(join(workingDirectory, '.slipway'))).toBe(false);
});

describe('what cannot be compared is said with what to do, exit code 2', () => {
  test('no Git repository', () => {
    const run = diffAlone(join(aCatalogFolder(), '..'));

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(
      /^error: "[^"]+" is in no Git repository; name a folder with rendered files with --against/,
    );
  });

  test('a repository without a commit, and one without main', () => {
    const folder = join(aCatalogFolder(), '..');
    git(folder, 'init', '--quiet', '--initial-branch=trunk');
    expect(diffAlone(folder)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('has no commit yet') });
    commitAll(folder);

    expect(diffAlone(folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('there is no branch main, origin/main'),
    });
  });

  test('a branch that is not there, an option in its place, and a folder without rendered files', () => {
    const workingDirectory = aRepository();

    expect(diffAlone(workingDirectory, '--against', 'v9').stderr).toBe(
      'error: "v9" is neither a commit of this repository nor a folder; is it fetched? --against takes a branch, a tag, a commit or a folder\n',
    );
    expect(diffAlone(workingDirectory, '--against=--all').exitCode).toBe(2);
    expect(diffAlone(workingDirectory, '--against', 'catalog').stderr).toContain('"catalog" has no rendered files');
  });

  test('a bad catalog, and names that it does not have', () => {
    const workingDirectory = aRepository();

    expect(diffAlone(workingDirectory, '--env', 'prdo')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('did you mean "prod"?'),
    });
    writeFileSync(join(workingDirectory, overlay), 'release: 1\n');
    expect(diffAlone(workingDirectory)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('a service that changes its parent', () => {
  const systems = 'systems: { shop: { delivery: app-of-apps }, bazaar: { delivery: application-set } }\n';
  const inSystem = (system: string): string => `${serviceYaml}system: ${system}\n`;
  const mates = {
    'platform.yaml': platformYaml + systems,
    'services/a/service.yaml': inSystem('shop'),
    'services/a/dev.yaml': overlayYaml,
    'services/b/service.yaml': inSystem('bazaar'),
    'services/b/dev.yaml': overlayYaml,
  };

  test.each([
    [
      'into an app of apps',
      serviceYaml,
      inSystem('shop'),
      'its parent changes: that of argocd/dev/systems/shop makes it from now on, and no longer that of argocd/dev/apps; what it runs stays',
    ],
    [
      'out of an app of apps',
      inSystem('shop'),
      serviceYaml,
      'its parent changes: that of argocd/dev/apps makes it from now on, and no longer that of argocd/dev/systems/shop; what it runs stays',
    ],
    [
      'into an ApplicationSet',
      serviceYaml,
      inSystem('bazaar'),
      'ApplicationSet bazaar-dev makes it from now on; what it runs stays',
    ],
    [
      'out of an ApplicationSet',
      inSystem('bazaar'),
      serviceYaml,
      'Application web-dev is made by the parent of argocd/dev/apps from now on; what it runs stays',
    ],
  ])('%s: what it runs stays', async (_, before, after, sentence) => {
    const folder = join(aCatalogFolder({ ...mates, 'services/web/service.yaml': before }), '..');
    await renderAndCommit(folder);
    writeFileSync(join(folder, 'catalog/services/web/service.yaml'), after);

    const { stdout } = await diff(folder, '--env', 'dev');

    expect(stdout).toContain(sentence);
    expect(stdout).not.toMatch(/is deleted|nobody manages/);
  });
});

test('what is retired says who removes it, and by which command', async () => {
  const folder = join(
    aCatalogFolder({ 'environments/prod.yaml': environmentYaml.replace('automatic', 'manual') }),
    '..',
  );
  await renderAndCommit(folder);
  writeFileSync(join(folder, 'catalog/services/web/service.yaml'), `${serviceYaml}retired: true\n`);

  expect((await diff(folder, '--env', 'dev')).stdout).toContain('it is retired: Argo CD deletes all that it runs');
  expect((await diff(folder, '--env', 'dev')).stdout).toContain('Argo CD prunes it at once');
  expect((await diff(folder, '--env', 'prod')).stdout).toContain(
    'it is retired: what it runs stays until a person syncs with pruning: argocd app sync web-prod --prune',
  );
  expect((await diff(folder, '--env', 'prod')).stdout).toContain('stays until a person prunes it');
});

test('an environment that is gone promises no pruning: nobody is left who would', async () => {
  const workingDirectory = aRepository();
  for (const file of ['environments/prod.yaml', 'services/web/prod.yaml'])
    rmSync(join(workingDirectory, 'catalog', file));

  const { stdout } = await diff(workingDirectory);

  expect(stdout).toContain('stays until somebody deletes it: nobody applies it any more');
  expect(stdout).toContain('stays, with nobody to manage it: its Application goes, too');
  expect(stdout).not.toMatch(/prune/);
});
