import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runHere } from '../../helpers/run-in-process';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { write } from '../../helpers/tree';

/** A folder with a Pod in which there is something to find. It is no part of the folder with the settings. */
function aPod(): string {
  const folder = temporaryFolder();
  const container = '{ name: web, image: "registry.example.com/web" }';
  write(
    folder,
    'pod.yaml',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [${container}] }\n`,
  );
  return join(folder, 'pod.yaml');
}

/** What may stand where a file is looked for. */
const things: Readonly<Record<string, (path: string) => void>> = {
  'no YAML': (path) => writeFileSync(path, 'a: [\n'),
  'an unknown key': (path) => writeFileSync(path, '{ "unknown": 1 }\n'),
  'bytes that are no text': (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 1])),
  'a folder': (path) => mkdirSync(path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
};

const settings = ['slipway.yaml', 'accepted: extra', 'schemas: [extra]'] as const;

describe.each(settings)('%s', (setting) => {
  const isFile = setting === 'slipway.yaml';
  const file = isFile ? setting : 'extra';

  test.each(Object.entries(things))('is %s: a finding, and everything else is checked', async (_, make) => {
    const workingDirectory = temporaryFolder();
    if (!isFile) writeFileSync(join(workingDirectory, 'slipway.yaml'), `${setting}\n`);
    make(join(workingDirectory, file));

    const { exitCode, stdout, stderr } = await runHere(['check', aPod(), '--format', 'json'], { workingDirectory });

    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    const { findings }: { findings: readonly { readonly rule: string; readonly file: string }[] } = JSON.parse(stdout);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'unusable-settings', severity: 'error', file }));
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'floating-image-tag' }));
  });
});

test('schemas that are not there are a finding', async () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'slipway.yaml'), 'schemas: [missing.json.br]\n');

  const { exitCode, stdout } = await runHere(['check', aPod()], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stdout).toContain('missing.json.br\n  whole file  error  unusable-settings\n');
  expect(stdout).toContain('there is no such file or folder');
});

test.each([
  ['text', 'slipway.yaml'],
  ['sarif', '"ruleId": "unusable-settings"'],
  ['github', '::error file=slipway.yaml'],
  ['gitlab', '"check_name": "unusable-settings"'],
  ['junit', 'unusable-settings'],
])('the report is there as "%s"', async (format, text) => {
  const workingDirectory = temporaryFolder();
  // Who silences findings there, does not silence that nothing of it counts.
  writeFileSync(join(workingDirectory, 'slipway.yaml'), 'severities: { unusable-settings: off }\nunknown: 1\n');

  const { exitCode, stdout } = await runHere(['check', aPod(), '--format', format], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stdout).toContain(text);
  expect(stdout).toContain('floating-image-tag');
});

test('by settings that cannot be used nothing is accepted', async () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'slipway.yaml'), 'unknown: 1\n');

  const { exitCode, stderr } = await runHere(['check', aPod(), '--accept'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('unknown');
  expect(existsSync(join(workingDirectory, 'slipway-accepted.json'))).toBe(false);
});
