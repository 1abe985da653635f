import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { runHere } from '../../helpers/run-in-process';
import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

test('the demo is a repository in which commands work, and is rendered again where it is', async () => {
  const workingDirectory = temporaryFolder();
  const folder = join(workingDirectory, 'slipway-demo');

  const made = await runHere(['demo'], { workingDirectory });
  const synth = await runHere(['synth'], { workingDirectory: folder });
  appendFileSync(join(folder, 'catalog/services/client/dev.yaml'), 'scale: { owner: fixed, replicas: 4 }\n');
  const again = await runHere(['demo'], { workingDirectory });

  expect(made).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^✓ 16 services in 3 environments rendered into slipway-demo /),
    stderr: '',
  });
  expect(synth.stdout).toMatch(/\n {2}0 files written, \d+ unchanged, 0 removed\n/);
  expect(again.stdout).toContain('  written services/client/overlays/dev/deployment.yaml\n');
  expect(readdirSync(workingDirectory)).toEqual(['slipway-demo']);
});

test('what needs a repository says so in a demo, also in one that lies in the clone of something else', async () => {
  const workingDirectory = temporaryFolder();
  execFileSync('git', ['init', '--quiet', workingDirectory]);
  writeFileSync(join(workingDirectory, '.gitignore'), 'slipway-demo/\n');

  const made = await runHere(['demo'], { workingDirectory });
  const status = await runHere(['status'], { workingDirectory: join(workingDirectory, 'slipway-demo') });
  const shipped = await runHere(['status', '--catalog', join(packageRoot, 'catalog')], { workingDirectory });

  expect(made.stdout).toContain('"slipway play" makes one to try them in');
  for (const { exitCode, stderr } of [status, shipped]) {
    expect(exitCode).toBe(2);
    expect(stderr).toContain('or try changes in the one that "slipway play" makes');
  }
  expect(status.stderr).toContain('slipway-demo/catalog" is left out by the Git repository around it');
  expect(shipped.stderr).toContain('comes with Slipway, which is no repository that Argo CD reads');
});

test('its files are those of the shipped catalog, and point editors to schemas that are there', async () => {
  const workingDirectory = temporaryFolder();
  await runHere(['demo', 'here'], { workingDirectory });
  const files = readdirSync(join(packageRoot, 'catalog'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join('catalog', file));

  for (const file of [...files, 'slipway.yaml']) {
    const [text, shipped] = [join(workingDirectory, 'here'), packageRoot].map((root) =>
      readFileSync(join(root, file), 'utf8'),
    );
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text ?? '')?.[1] ?? 'none';

    expect(existsSync(join(workingDirectory, 'here', dirname(file), schema))).toBe(true);
    expect(text?.split('\n').slice(1)).toEqual(shipped?.split('\n').slice(1));
  }
});

test('a folder with something else in it is refused, also one with a catalog of its own', async () => {
  const workingDirectory = temporaryFolder();
  mkdirSync(join(workingDirectory, 'catalog'));
  writeFileSync(join(workingDirectory, 'catalog', 'platform.yaml'), 'catalogVersion: 1\n');

  const { exitCode, stderr } = await runHere(['demo', '.'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"." is not empty: it has "catalog"');
  expect(readdirSync(workingDirectory)).toEqual(['catalog']);
});
