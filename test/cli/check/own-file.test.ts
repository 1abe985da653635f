import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { runHere } from '../../helpers/run-in-process';
import { temporaryFolder } from '../../helpers/temporary-folder';

const token = 'AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0';

/** A repository, and a file of somebody else beside it. */
function aRepository(): string {
  const root = temporaryFolder();
  const repository = join(root, 'repository');
  mkdirSync(join(repository, '.git'), { recursive: true });
  writeFileSync(join(repository, '.git', 'config'), `[http "x"]\n\textraheader = ${token}\n`);
  writeFileSync(join(root, 'outside.json'), `{ ${token}`);
  return repository;
}

/** A folder with a manifest, beside the repository: what is checked does not matter. */
function aManifest(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n');
  return folder;
}

const places = [
  ['what Git keeps', '.git/config'],
  ['a file outside', '../outside.json'],
  ['the environment', '/proc/self/environ'],
  ['a device without an end', '/dev/zero'],
] as const;

describe.each(places)('%s', (_, target) => {
  test('is not read for slipway.yaml', async () => {
    const workingDirectory = aRepository();
    symlinkSync(target, join(workingDirectory, 'slipway.yaml'));

    await expectRefused(workingDirectory);
  });

  test.each(['accepted: %', 'schemas: [%]'])('is not read because slipway.yaml says "%s"', async (setting) => {
    const workingDirectory = aRepository();
    writeFileSync(
      join(workingDirectory, 'slipway.yaml'),
      `${setting.replace('%', resolve(workingDirectory, target))}\n`,
    );

    await expectRefused(workingDirectory);
  });

  test('is not read behind a link that slipway.yaml names', async () => {
    const workingDirectory = aRepository();
    writeFileSync(join(workingDirectory, 'slipway.yaml'), 'accepted: accepted.json\n');
    symlinkSync(target, join(workingDirectory, 'accepted.json'));

    await expectRefused(workingDirectory);
  });
});

async function expectRefused(workingDirectory: string): Promise<void> {
  const { exitCode, stdout, stderr } = await runHere(['check', aManifest()], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stdout).toContain('it is no file of this repository');
  expect(`${stdout}${stderr}`).not.toMatch(/extraheader|eC1hY2|PATH=/);
}

test.each(['../outside.json', '../new.json', '.git/config'])(
  'findings are not accepted into what a link leads to: %s',
  async (target) => {
    const workingDirectory = aRepository();
    const file = join(workingDirectory, target);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    symlinkSync(target, join(workingDirectory, 'slipway-accepted.json'));

    const { stderr } = await runHere(['check', aManifest(), '--accept'], { workingDirectory });

    expect(stderr).toContain('it is no file of this repository');
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(before);
  },
);

test.each(['../new.json', '.git/new.json', 'link/new.json', 'link/new/new.json'])(
  'findings are not accepted into what slipway.yaml names outside of the repository: %s',
  async (accepted) => {
    const workingDirectory = aRepository();
    symlinkSync('..', join(workingDirectory, 'link'));
    writeFileSync(join(workingDirectory, 'slipway.yaml'), `accepted: ${accepted}\n`);

    const { stderr } = await runHere(['check', aManifest(), '--accept'], { workingDirectory });

    expect(stderr).toContain('it is no file of this repository');
    expect(existsSync(join(workingDirectory, accepted))).toBe(false);
  },
);

test('a link to another file of the repository is followed', async () => {
  const workingDirectory = aRepository();
  writeFileSync(join(workingDirectory, 'common.yaml'), 'severities: { not-a-rule: error }\n');
  symlinkSync('common.yaml', join(workingDirectory, 'slipway.yaml'));

  const { stdout } = await runHere(['check', aManifest()], { workingDirectory });

  expect(stdout).toContain('not-a-rule');
});
