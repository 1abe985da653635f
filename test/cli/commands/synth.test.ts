import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** A GitOps repository with the small catalog. */
function aRepository(files: Readonly<Record<string, string | null>> = {}): string {
  return join(aCatalogFolder(files), '..');
}

test('the catalog around the working directory is rendered into its repository', () => {
  const workingDirectory = aRepository();

  const { exitCode, stdout, stderr } = runSlipway(['synth'], { workingDirectory });

  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^✓ 1 service in 2 environments rendered into \. \([\d.]+ m?s\)\n {2}\d+ files written, 0 unchanged, 0 removed\n/,
  );
  expect(stdout).toContain('\nlook at\n  services/web/overlays/dev/\n  argocd/dev/apps/');
  expect(existsSync(join(workingDirectory, 'services/web/overlays/prod/deployment.yaml'))).toBe(true);
  expect(readFileSync(join(workingDirectory, 'CODEOWNERS'), 'utf8')).toContain('@your-org/web-team');
});

test('a second run writes nothing and touches no file, with its memory or without', () => {
  const workingDirectory = aRepository();
  const variables = { SLIPWAY_CACHE_DIR: temporaryFolder() };
  const file = join(workingDirectory, 'services/web/overlays/dev/deployment.yaml');
  runSlipway(['synth'], { workingDirectory, variables });
  const before = statSync(file);

  for (const words of [['synth'], ['synth'], ['synth', '--no-cache']]) {
    const { stdout } = runSlipway(words, { workingDirectory, variables });

    expect(stdout).toMatch(/\n {2}0 files written, \d+ unchanged, 0 removed\n/);
  }
  expect(statSync(file).mtimeMs).toBe(before.mtimeMs);
  expect(readdirSync(variables.SLIPWAY_CACHE_DIR)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.memory$/)]);
});

test('a small change is listed file by file', () => {
  const workingDirectory = aRepository();
  runSlipway(['synth'], { workingDirectory });
  const overlay = join(workingDirectory, 'catalog/services/web/dev.yaml');
  writeFileSync(overlay, `${overlayYaml}scale: { owner: fixed, replicas: 4 }\n`);

  const { stdout } = runSlipway(['synth'], { workingDirectory });

  expect(stdout).toContain('  written services/web/overlays/dev/deployment.yaml\n');
  expect(stdout).not.toContain('look at');
});

test('--json is one object with the report and the places', () => {
  const workingDirectory = aRepository();

  const { stdout, exitCode } = runSlipway(['synth', '--json'], { workingDirectory });
  const report: unknown = JSON.parse(stdout);

  expect(exitCode).toBe(0);
  expect(report).toMatchObject({
    services: 1,
    environments: 2,
    placements: 2,
    unchanged: 0,
    removed: [],
    durationMs: expect.any(Number),
    out: expect.stringContaining('slipway-'),
    catalog: expect.stringMatching(/catalog$/),
  });
});

test('--quiet prints nothing', () => {
  const run = runSlipway(['synth', '-q'], { workingDirectory: aRepository() });

  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test('--env and --service narrow what is written', () => {
  const workingDirectory = aRepository();

  runSlipway(['synth', '--env', 'dev', '--service', 'web'], { workingDirectory });

  expect(readdirSync(join(workingDirectory, 'services/web/overlays'))).toEqual(['dev']);
});

test('an unknown environment and an unknown service are named together, with what is known', () => {
  const workingDirectory = aRepository();

  const { exitCode, stdout, stderr } = runSlipway(['synth', '--env', 'prdo', '--service', 'wbe'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('unknown environment "prdo"\n  hint: did you mean "prod"?');
  expect(stderr).toContain('unknown service "wbe"\n  hint: did you mean "web"?');
  expect(existsSync(join(workingDirectory, 'services'))).toBe(false);
});

test('every problem of a bad catalog is shown with its line, and nothing is written', () => {
  const workingDirectory = aRepository({
    'services/web/service.yaml': serviceYaml.replace('8080', 'eighty').replace('team:', 'taem:'),
  });

  const { exitCode, stdout, stderr } = runSlipway(['synth'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(
    [
      'catalog/services/web/service.yaml:3:34: ports[0].containerPort: "eighty" is text, must be a number',
      '  3 |   - { name: http, containerPort: eighty }',
      '    |                                  ^',
    ].join('\n'),
  );
  expect(stderr).toContain('taem: unknown key "taem"');
  expect(stderr).toMatch(/\n3 problems; nothing was written\n$/);
  expect(readdirSync(workingDirectory)).toEqual(['catalog']);
});

test('with --json the problems are one object on stdout', () => {
  const workingDirectory = aRepository({ 'services/web/service.yaml': `${serviceYaml}nmae: x\n` });

  const { exitCode, stdout, stderr } = runSlipway(['synth', '--json'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{ file: 'catalog/services/web/service.yaml', line: 4, column: 1, path: ['nmae'] }],
  });
});

test('a catalog that is not there is said with its path', () => {
  const { exitCode, stderr } = runSlipway(['synth', '--catalog', 'nowhere']);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/nowhere: there is no such folder\n {2}hint: name the catalog with --catalog/);
});

test('a tree that cannot be written is one sentence, exit code 1', () => {
  const workingDirectory = aRepository();
  const inTheWay = join(workingDirectory, 'services/web/overlays/dev');
  mkdirSync(inTheWay, { recursive: true });
  writeFileSync(join(inTheWay, 'deployment.yaml'), 'kind: Deployment # written by hand\n');

  const { exitCode, stdout, stderr } = runSlipway(['synth'], { workingDirectory });

  expect(exitCode).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error: [^]*services\/web\/overlays\/dev\/deployment\.yaml/);
  expect(stderr).not.toContain('    at ');
});

test('colours are used when they are asked for, and never when they are not wanted', () => {
  const workingDirectory = aRepository();

  const painted = runSlipway(['synth'], { workingDirectory, variables: { FORCE_COLOR: '1' } });
  const plain = runSlipway(['synth'], { workingDirectory, variables: { FORCE_COLOR: '1', NO_COLOR: '1' } });

  expect(painted.stdout).toContain('\u001b[32m✓\u001b[39m');
  expect(plain.stdout).not.toContain('\u001b');
});

test('a service that leaves the catalog in one step is refused, unless somebody insists', () => {
  const workingDirectory = aRepository();
  runSlipway(['synth'], { workingDirectory });
  const rendered = join(workingDirectory, 'services/web/overlays/prod/deployment.yaml');
  rmSync(join(workingDirectory, 'catalog/services/web/prod.yaml'));

  const refused = runSlipway(['synth'], { workingDirectory });

  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('catalog/services/web/prod.yaml');
  expect(refused.stderr).toContain('put it back with "retired: true"');
  expect(existsSync(rendered)).toBe(true);

  expect(runSlipway(['synth', '--leave-running'], { workingDirectory }).exitCode).toBe(0);
  expect(existsSync(rendered)).toBe(false);
});
