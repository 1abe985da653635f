import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { aCatalogFolder, platformYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';

const overlay = 'services/web/overlays/dev';
const owners = 'CODEOWNERS';

/** A repository in which everything is as the catalog renders it. */
function aRepository(): string {
  const catalog = aCatalogFolder({ 'platform.yaml': `${platformYaml}owners: [web-team]\n` });
  const repository = join(catalog, '..');
  expect(runSlipway(['synth'], { workingDirectory: repository }).exitCode).toBe(0);
  return repository;
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(file, change(text));
}

/** What is said of files that are not what the catalog renders. */
function staleIn(repository: string): readonly object[] {
  const { stdout } = runSlipway(['check', '--format', 'json'], { workingDirectory: repository });
  const { findings }: { findings: { rule: string; file: string; line?: number; message: string; hint: string }[] } =
    JSON.parse(stdout);
  return findings
    .filter(({ rule }) => rule === 'stale-rendering')
    .map(({ file, line, message, hint }) => ({ at: line === undefined ? file : `${file}:${line}`, message, hint }));
}

const block = 'the block between "# slipway: begin" and "# slipway: end" is not what the catalog renders';
const putBack = 'run "slipway synth" and commit what it writes; lines of your own belong outside of the block';

test('a tree as it was rendered is what the catalog renders, whatever others put beside it', () => {
  const repository = aRepository();
  writeFileSync(join(repository, overlay, 'notes.yaml'), '# mine\n');
  mkdirSync(join(repository, 'services/theirs'));
  writeFileSync(join(repository, 'services/theirs/deployment.yaml'), 'apiVersion: v1\n');
  edit(join(repository, owners), (text) => `# ours\n/docs/ @your-org/writers\n\n${text}\n/more/ @your-org/more\n`);

  expect(staleIn(repository)).toEqual([]);
});

test.each([
  [
    'a line that was changed',
    (text: string) => text.replace('/catalog/services/web/ @your-org/web-team', '/catalog/services/web/ @evil'),
    /@evil/,
  ],
  ['a line that was added', (text: string) => text.replace('# slipway: end', '* @evil\n# slipway: end'), /@evil/],
  ['a line that was removed', (text: string) => text.replace(/^\/CODEOWNERS .*\n/m, ''), /\.gitattributes/],
])('%s in our block of CODEOWNERS is found, with its line', (_, change, at) => {
  const repository = aRepository();
  edit(join(repository, owners), (text) => `/docs/ @your-org/writers\n${change(text)}`);
  const lines = readFileSync(join(repository, owners), 'utf8').split('\n');

  const line = lines.findIndex((text) => at.test(text)) + 1;
  expect(staleIn(repository)).toEqual([{ at: `${owners}:${line}`, message: block, hint: putBack }]);
});

test('a block that is missing, or is none any more, is found in each file that has one', () => {
  const repository = aRepository();
  rmSync(join(repository, owners));
  appendFileSync(join(repository, '.gitattributes'), '# slipway: begin\n');

  expect(staleIn(repository)).toEqual([
    {
      at: '.gitattributes',
      message: 'the lines "# slipway: begin" and "# slipway: end" form no single block',
      hint: 'leave one of each, in this order, or delete them all; then run "slipway synth" and commit what it writes',
    },
    { at: owners, message: 'the block of lines that Slipway keeps in this file is missing', hint: putBack },
  ]);
});

test('a file that was rendered once, and is not any more, is found', () => {
  const repository = aRepository();
  const strays = [
    'argocd/gone/apps/web.yaml',
    'services/gone/overlays/dev/service.yaml',
    `${overlay}/left-over.yaml`,
    `${overlay}/deep/left-over.txt`,
  ];
  for (const path of strays) {
    mkdirSync(join(repository, dirname(path)), { recursive: true });
    copyFileSync(join(repository, overlay, 'service.yaml'), join(repository, path));
  }

  const found = staleIn(repository);

  expect(found).toHaveLength(strays.length);
  for (const path of strays) {
    expect(found).toContainEqual({
      at: path,
      message: 'Slipway wrote this file, and the catalog renders it no more',
      hint: 'run "slipway synth", which removes it, and commit that',
    });
  }
});

test.each([
  ['a device without an end', '/dev/zero'],
  ['the environment of the process', '/proc/self/environ'],
])('a file of the tree that is a link to %s is none, and nobody reads it', (_, target) => {
  const repository = aRepository();
  for (const file of [owners, `${overlay}/service.yaml`]) {
    rmSync(join(repository, file));
    symlinkSync(target, join(repository, file));
  }

  const stale = staleIn(repository);
  const { exitCode, stdout } = runSlipway(['diff', '--against', '.'], { workingDirectory: repository });

  expect(stale).toMatchObject([{ at: owners }, { at: `${overlay}/service.yaml`, message: 'the file is missing' }]);
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('PATH=');
});

test('what check finds is what synth mends', () => {
  const repository = aRepository();
  edit(join(repository, owners), (text) => text.replace('@your-org/web-team', '@evil'));
  edit(join(repository, '.gitattributes'), (text) => text.replace(/# slipway: begin[^]*/, ''));
  copyFileSync(join(repository, overlay, 'service.yaml'), join(repository, overlay, 'left-over.yaml'));
  rmSync(join(repository, overlay, 'deployment.yaml'));
  expect(staleIn(repository)).toHaveLength(4);

  const { exitCode } = runSlipway(['synth'], { workingDirectory: repository });

  expect([exitCode, staleIn(repository)]).toEqual([0, []]);
});

test('exceptions that nothing needs are told by a check of everything, and not of one folder of the repository', () => {
  const repository = aRepository();
  const slipwayYaml =
    'exceptions: [{ rule: single-replica, objects: ["Deployment/dev/none"], reason: it was once there }]\n';
  writeFileSync(join(repository, 'slipway.yaml'), slipwayYaml);
  const notes = (words: readonly string[]): readonly string[] =>
    runSlipway(['check', ...words], { workingDirectory: repository })
      .stdout.split('\n')
      .filter((line) => line.startsWith('nothing needs'));

  expect(notes([])).toEqual(['nothing needs the exception of "single-replica" for Deployment/dev/none']);
  expect(notes([overlay])).toEqual([]);
});
