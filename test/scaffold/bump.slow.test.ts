import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../helpers/a-git-repository';
import { aKey } from '../helpers/a-key';
import { runSlipway, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';
import { Checkout } from './a-checkout';

/** A GitOps repository with services, at a remote, and a Slipway to clone. */
class Platform {
  readonly root = temporaryFolder();
  readonly remote = join(this.root, 'remote.git');
  readonly variables: Readonly<Record<string, string>>;

  constructor(...services: readonly string[]) {
    const [first = '', ...others] = services;
    runSlipway(['init', 'gitops', '--name', first], { workingDirectory: this.root });
    const gitops = join(this.root, 'gitops');
    const own = readFileSync(join(gitops, `catalog/services/${first}/service.yaml`), 'utf8');
    for (const name of others) write(gitops, `catalog/services/${name}/service.yaml`, own);
    makeRepository(gitops);
    git(this.root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
    const slipway = join(this.root, 'slipway');
    write(slipway, 'bin/slipway.js', `require(${JSON.stringify(slipwayFile)});\n`);
    makeRepository(slipway);
    const version = runSlipway(['--version']).stdout.trim();
    git(slipway, 'tag', `v${version}`);
    this.variables = {
      BRANCH: 'main',
      GITOPS_REPOSITORY: `file://${this.remote}`,
      SLIPWAY_REPOSITORY: `file://${slipway}`,
      SLIPWAY_CACHE_DIR: join(this.root, 'cache'),
      BOT_NAME: 'github-actions[bot]',
      BOT_EMAIL: 'bot@example.com',
    };
  }

  log(format: string): readonly string[] {
    return git(this.remote, 'log', `--format=${format}`, 'main').trim().split('\n');
  }

  fileAt(path: string): string {
    return git(this.remote, 'show', `main:${path}`);
  }
}

function aCheckout(props: ConstructorParameters<typeof Checkout>[0] = {}): Checkout {
  const checkout = new Checkout(props);
  checkout.addProgram('npm', 'true');
  return checkout;
}

test('R1-06, R4-04: version, digest, commit and its time are in the catalog, by a commit of the bot', async () => {
  const platform = new Platform('mail');
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
  const platform = new Platform('mail');

  const { exitCode, stdout } = await aCheckout().run(['ci/bump.sh'], { ...platform.variables, BRANCH: 'feature/x' });

  expect([exitCode, stdout, platform.log('%s')]).toEqual([
    0,
    expect.stringContaining('leads to no environment'),
    ['x'],
  ]);
}, 120_000);

test('R1-08: services of a workspace are one commit, signed where there is a key; one that pushed before is planned upon', async () => {
  const platform = new Platform('auth', 'chat');
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
