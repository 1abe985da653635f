import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { git } from '../../helpers/a-repository';
import { runHere } from '../../helpers/run-in-process';
import { temporaryFolder } from '../../helpers/temporary-folder';

const services = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [`services/${name}/service.yaml`, serviceYaml],
      [`services/${name}/dev.yaml`, overlayYaml],
      [`services/${name}/prod.yaml`, overlayYaml],
    ]),
  );

describe('a tree in a folder of its repository', () => {
  const inFolder = platformYaml.replace('gitops.git }', 'gitops.git, path: teams/shop }');

  /** A repository with a catalog in `teams/shop`. */
  function aLargerRepository(): { readonly repository: string; readonly workingDirectory: string } {
    const repository = temporaryFolder();
    git(repository, ['init', '--quiet']);
    const workingDirectory = join(repository, 'teams/shop');
    mkdirSync(workingDirectory, { recursive: true });
    cpSync(aCatalogFolder({ 'platform.yaml': `${inFolder}owners: [web-team]\n` }), join(workingDirectory, 'catalog'), {
      recursive: true,
    });
    return { repository, workingDirectory };
  }

  test('Applications and owners go by paths from the root, CODEOWNERS lies there, and check agrees', async () => {
    const { repository, workingDirectory } = aLargerRepository();
    writeFileSync(join(repository, 'CODEOWNERS'), '/docs/ @your-org/writers\n');

    const synth = await runHere(['synth'], { workingDirectory });
    const again = await runHere(['synth'], { workingDirectory });
    const check = await runHere(['check', '--json'], { workingDirectory });
    const text = (file: string): string => readFileSync(join(repository, file), 'utf8');

    expect(synth).toMatchObject({ exitCode: 0, stderr: '' });
    expect(text('teams/shop/argocd/dev/apps/web.yaml')).toContain('path: teams/shop/services/web/overlays/dev\n');
    expect(text('teams/shop/argocd/dev/bootstrap/application.yaml')).toContain('path: teams/shop/argocd/dev/apps\n');
    expect(text('CODEOWNERS')).toMatch(
      /^\/docs\/ @your-org\/writers\n\n# slipway: begin teams\/shop\n[^]*\n\/teams\/shop\/services\/web\/ @your-org\/web-team\n[^]*# slipway: end teams\/shop\n$/,
    );
    expect(existsSync(join(workingDirectory, 'CODEOWNERS'))).toBe(false);
    expect(again.stdout).toContain('  0 files written, ');
    expect(
      JSON.parse(check.stdout).findings.filter(({ rule }: { rule: string }) => rule === 'stale-rendering'),
    ).toEqual([]);

    writeFileSync(join(repository, 'CODEOWNERS'), text('CODEOWNERS').replace('/teams/shop/services/web/', '/nowhere/'));

    expect((await runHere(['check'], { workingDirectory })).stdout).toContain('CODEOWNERS');
    expect(readdirSync(repository).sort()).toEqual(['.git', 'CODEOWNERS', 'teams']);
  });

  test('rendered elsewhere, nothing is written beside the tree', async () => {
    const { workingDirectory } = aLargerRepository();
    const elsewhere = temporaryFolder();

    await runHere(['synth', '--out', join(elsewhere, 'tree')], { workingDirectory });

    expect(readdirSync(elsewhere)).toEqual(['tree']);
    expect(existsSync(join(elsewhere, 'tree', 'CODEOWNERS'))).toBe(true);
  });

  test('init in a folder of a repository says which one it is', async () => {
    const repository = temporaryFolder();
    git(repository, ['init', '--quiet']);

    const { stdout } = await runHere(['init', 'infra'], { workingDirectory: repository });

    expect(stdout).toContain('It is the folder "infra" of a repository.');
    expect(stdout).not.toContain('git init');
    expect(readFileSync(join(repository, 'infra/catalog/platform.yaml'), 'utf8')).toContain('\n  path: "infra"');
    expect(readFileSync(join(repository, 'CODEOWNERS'), 'utf8')).toContain('/infra/services/hello/ ');
    expect(existsSync(join(repository, 'infra', 'CODEOWNERS'))).toBe(false);
    expect(await runHere(['synth'], { workingDirectory: join(repository, 'infra') })).toMatchObject({
      stderr: '',
      stdout: expect.stringContaining('  0 files written, '),
    });
  });
});

describe('the first line of a rendered file names the catalog from the root of the repository', () => {
  const line = (catalog: string): string =>
    `# Rendered by Slipway from the catalog. Do not edit: change ${catalog} and run "slipway synth".\n`;
  const inFolder = { 'platform.yaml': platformYaml.replace('gitops.git }', 'gitops.git, path: teams/shop }') };

  test.each([
    ['called otherwise', 'clusters/eu', '.', 'clusters/eu/', {}],
    ['in a folder of the repository', 'teams/shop/catalog', 'teams/shop', 'teams/shop/catalog/', inFolder],
    ['beside its tree, of which the platform says where it lies', 'conf/shop', 'teams/shop', 'conf/shop/', inFolder],
    ['outside of its tree, and called as usual', 'catalog', 'dist', 'catalog/', {}],
    ['outside of its tree: its folder may be called otherwise in the next clone', 'conf', 'dist', 'the catalog', {}],
    ['in a folder whose name is not shown as it is', 'a\u202Eb', '.', 'the catalog', {}],
  ])('one %s', async (_, catalog, out, named, files) => {
    const workingDirectory = temporaryFolder();
    cpSync(aCatalogFolder(files), join(workingDirectory, catalog), { recursive: true });
    const words = ['--catalog', catalog, '--out', out];

    const { exitCode } = await runHere(['synth', ...words], { workingDirectory });
    const again = await runHere(['synth', ...words, '--json'], { workingDirectory });

    expect(exitCode).toBe(0);
    const rendered = ['services/web/overlays/dev/deployment.yaml', 'argocd/dev/apps/web.yaml'].map((path) =>
      readFileSync(join(workingDirectory, out, path), 'utf8'),
    );
    for (const text of rendered) expect(text.startsWith(line(named))).toBe(true);
    expect(JSON.parse(again.stdout)).toMatchObject({ written: [], removed: [] });
  });

  test('a catalog that moves takes its tree along: no file of it is foreign, and the owners are those of its folder', async () => {
    const root = temporaryFolder();
    cpSync(aCatalogFolder({ 'platform.yaml': `${platformYaml}owners: [web-team]\n` }), join(root, 'catalog'), {
      recursive: true,
    });
    await runHere(['synth'], { workingDirectory: root });
    renameSync(join(root, 'catalog'), join(root, 'conf'));
    rmSync(join(root, 'conf/services/web/dev.yaml'));

    const words = ['--catalog', 'conf', '--out', '.'];
    const { exitCode } = await runHere(['synth', ...words, '--leave-running'], { workingDirectory: root });

    expect(exitCode).toBe(0);
    expect(existsSync(join(root, 'services/web/overlays/dev'))).toBe(false);
    expect(readFileSync(join(root, 'services/web/overlays/prod/service.yaml'), 'utf8')).toContain(line('conf/'));
    expect(readFileSync(join(root, 'CODEOWNERS'), 'utf8')).toContain('\n/conf/services/web/ @your-org/web-team\n');
  });

  test('a catalog beside its tree has owners where it lies', async () => {
    const root = temporaryFolder();
    cpSync(
      aCatalogFolder({ 'platform.yaml': `${inFolder['platform.yaml']}owners: [web-team]\n` }),
      join(root, 'conf'),
      {
        recursive: true,
      },
    );

    await runHere(['synth', '--catalog', 'conf', '--out', 'teams/shop'], { workingDirectory: root });

    const owners = readFileSync(join(root, 'CODEOWNERS'), 'utf8');
    expect(owners).toContain('\n/conf/ @your-org/web-team\n');
    expect(owners).toContain('\n/conf/services/web/ @your-org/web-team\n');
    expect(owners).not.toContain('/teams/shop/catalog/');
  });
});

test('one root has the tree of one catalog: another one is refused with the name of the first', async () => {
  const root = temporaryFolder();
  cpSync(aCatalogFolder(), join(root, 'catalog'), { recursive: true });
  cpSync(aCatalogFolder(), join(root, 'other', 'catalog'), { recursive: true });
  await runHere(['synth'], { workingDirectory: root });
  const words = ['synth', '--catalog', 'other/catalog', '--out', '.'];

  const refused = await runHere(words, { workingDirectory: root });
  const scoped = await runHere([...words, '-s', 'web'], { workingDirectory: root });

  expect([refused.exitCode, scoped.exitCode]).toEqual([2, 2]);
  expect(refused.stderr).toContain('has the tree of the catalog "catalog"');
  expect(refused.stderr).toContain('"--out"');

  rmSync(join(root, 'catalog'), { recursive: true });

  expect((await runHere(words, { workingDirectory: root })).exitCode).toBe(0);
});

describe('a run that would remove more than a third of the tree', () => {
  /** A repository of which most services are gone. */
  async function halfACheckout(): Promise<string> {
    const root = join(aCatalogFolder(services('a', 'b', 'c')), '..');
    await runHere(['synth'], { workingDirectory: root });
    for (const name of ['a', 'b', 'c']) rmSync(join(root, 'catalog', 'services', name), { recursive: true });
    return root;
  }

  test('is refused, with what to do, and does it with --prune', async () => {
    const workingDirectory = await halfACheckout();

    const refused = await runHere(['synth', '--leave-running'], { workingDirectory });

    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/^error: \d+ of \d+ files would be removed, .*"--prune"/s);
    expect(existsSync(join(workingDirectory, 'services/a/overlays/dev/deployment.yaml'))).toBe(true);

    expect((await runHere(['synth', '--leave-running', '--prune'], { workingDirectory })).exitCode).toBe(0);
    expect(existsSync(join(workingDirectory, 'services/a'))).toBe(false);
  });

  test('is shown by a dry run, which asks nobody and says what the run will need', async () => {
    const workingDirectory = await halfACheckout();
    const ask = (): string => {
      throw new Error('nobody is to be asked');
    };

    const dry = await runHere(['synth', '--leave-running', '--dry-run'], { workingDirectory, ask });

    expect(dry).toMatchObject({ exitCode: 0, stderr: '' });
    expect(dry.stdout).toContain('  remove services/a/overlays/dev/deployment.yaml\n');
    expect(dry.stdout).toContain(
      'that removes more than a third of the tree, which is asked for, or needs "--prune"\n',
    );
    expect(existsSync(join(workingDirectory, 'services/a/overlays/dev/deployment.yaml'))).toBe(true);

    const pruning = await runHere(['synth', '--leave-running', '--dry-run', '--prune'], { workingDirectory });

    expect(pruning.stdout).not.toContain('"--prune"');
  });

  test.each([
    ['y', 0],
    ['yes', 0],
    ['', 1],
    ['no', 1],
  ])('on a terminal the answer %j decides', async (answer, exitCode) => {
    const workingDirectory = await halfACheckout();
    const asked: string[] = [];
    const ask = (question: string): string => {
      asked.push(question);
      return answer;
    };

    const run = await runHere(['synth', '--leave-running'], { workingDirectory, ask });

    expect(run.exitCode).toBe(exitCode);
    expect(asked).toEqual([
      expect.stringMatching(/^\d+ of \d+ rendered files would be removed\. Remove them\? \[y\/N\] $/),
    ]);
    expect(existsSync(join(workingDirectory, 'services/a'))).toBe(exitCode === 1);
  });
});

test('a dry run says what would be written and removed, and writes nothing', async () => {
  const workingDirectory = join(aCatalogFolder(), '..');

  const { exitCode, stdout } = await runHere(['synth', '--dry-run'], { workingDirectory });

  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+ files would be written into \., 0 unchanged, 0 removed; nothing was written\n/);
  expect(stdout).toContain('  write services/web/overlays/dev/deployment.yaml\n');
  expect(readdirSync(workingDirectory)).toEqual(['catalog']);
});

test('JSON Schemas of a catalog become those of this version, where it has some', async () => {
  const plain = join(aCatalogFolder(), '..');
  await runHere(['synth'], { workingDirectory: plain });
  const workingDirectory = temporaryFolder();
  await runHere(['init', '.'], { workingDirectory });
  const schema = join(workingDirectory, 'catalog/.schemas/service.schema.json');
  const wanted = readFileSync(schema, 'utf8');
  writeFileSync(schema, '{}');
  rmSync(join(workingDirectory, 'catalog/.schemas/overlay.schema.json'));

  const { stdout } = await runHere(['synth'], { workingDirectory });

  expect(stdout).toContain('2 JSON Schemas of the catalog refreshed');
  expect(readFileSync(schema, 'utf8')).toBe(wanted);
  expect(existsSync(join(plain, 'catalog/.schemas'))).toBe(false);

  rmSync(join(workingDirectory, 'catalog/.schemas'), { recursive: true });

  expect((await runHere(['synth'], { workingDirectory })).stdout).toContain('5 JSON Schemas of the catalog refreshed');
});
