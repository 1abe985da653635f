import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { git } from '../helpers/a-git-repository';
import { aKey } from '../helpers/a-key';
import { write } from '../helpers/tree';
import { aCheckout, Platform } from './a-platform';

test('R1-06, R4-04: version, digest, commit and its time are in the catalog, by a commit of the bot', async () => {
  const platform = new Platform({ services: ['mail'] });
  const checkout = aCheckout();
  await checkout.run(['ci/image.sh'], platform.variables);

  const first = await checkout.run(['ci/bump.sh'], platform.variables);
  const again = await checkout.run(['ci/bump.sh'], platform.variables);

  const short = checkout.head().slice(0, 7);
  const overlay = platform.fileAt('catalog/services/mail/dev.yaml');
  const digest = checkout.digestOf(`ghcr.io/your-org/mail:main-${short}`) ?? '';
  const at = git(checkout.root, 'show', '--no-patch', '--format=%cI').trim();
  expect([first.exitCode, again.exitCode, again.stdout]).toEqual([0, 0, expect.stringContaining('nothing to commit')]);
  expect(platform.log('%an <%ae> %s')).toEqual([
    `github-actions[bot] <bot@example.com> chore: update image tags to ${short}`,
    'a <a@example.com> x',
  ]);
  // Digits alone, or with an "e" among them, are a number to YAML: such a commit is quoted.
  for (const text of [`version: main-${short}`, `digest: ${digest}`, `commit: ${checkout.head()}`, at])
    expect(overlay.replaceAll('"', '')).toContain(text);
  expect(platform.fileAt('services/mail/overlays/dev/deployment.yaml')).toContain(`:main-${short}@${digest}`);
}, 120_000);

test('a branch that leads nowhere changes nothing', async () => {
  const platform = new Platform({ services: ['mail'] });

  const { exitCode, stdout } = await aCheckout().run(['ci/bump.sh'], { ...platform.variables, BRANCH: 'feature/x' });

  expect([exitCode, stdout, platform.log('%s')]).toEqual([
    0,
    expect.stringContaining('leads to no environment'),
    ['x'],
  ]);
}, 120_000);

test('R1-08: services of a workspace are one commit, signed where there is a key; one that pushed before is planned upon', async () => {
  const platform = new Platform({ services: ['auth', 'chat'] });
  const checkout = aCheckout({ template: 'rust-workspace', name: 'auth' });
  checkout.commit('services/chat/Cargo.toml');
  for (const service of ['auth', 'chat'])
    await checkout.run(['ci/image.sh'], { ...platform.variables, SERVICE_NAME: service });
  // Somebody pushes after the bot has cloned: the first push of the bot is refused.
  const other = join(platform.root, 'other');
  git(platform.root, 'clone', '--quiet', platform.remote, other);
  write(other, 'NOTES', 'x\n');
  git(other, 'add', '--all');
  git(other, 'commit', '--quiet', '--message=notes');
  const hook = join(platform.remote, 'hooks', 'update');
  write(
    platform.remote,
    'hooks/update',
    `#!/bin/sh\nrm '${hook}'\nunset GIT_DIR GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\ngit -C '${other}' push --quiet\nexit 1\n`,
  );
  execFileSync('chmod', ['755', hook]);
  const key = aKey();

  const { exitCode, stdout, stderr } = await checkout.run(['ci/bump.sh', 'auth', 'chat'], {
    ...platform.variables,
    SLIPWAY_KEY: key.path,
  });

  expect([exitCode, stderr.includes('FAIL')]).toEqual([0, false]);
  expect(stdout).toContain('somebody has pushed before (try 1)');
  expect(platform.log('%s')).toEqual([`chore: update image tags to ${checkout.head().slice(0, 7)}`, 'notes', 'x']);
  expect(git(platform.remote, 'cat-file', 'commit', 'main')).toContain('-----BEGIN SSH SIGNATURE-----');
  for (const service of ['auth', 'chat'])
    expect(platform.fileAt(`catalog/services/${service}/dev.yaml`)).toContain('version: main-');
}, 120_000);
