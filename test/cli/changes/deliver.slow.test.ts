import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../../helpers/a-git-repository';
import { aKey } from '../../helpers/a-key';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let root: string;
let repository: string;

/** A repository of `slipway init`, at a remote, and somebody's clone of it. */
beforeEach(() => {
  root = temporaryFolder();
  runSlipway(['init', 'gitops', '--name', 'web'], { workingDirectory: root });
  makeRepository(join(root, 'gitops'));
  git(root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
  git(root, 'clone', '--quiet', 'remote.git', 'clone');
  repository = join(root, 'clone');
  git(repository, 'config', 'user.email', 'dev@example.com');
});

function run(...words: readonly string[]): Run {
  return runSlipway(words, { workingDirectory: repository });
}

test('a change is pushed, put on a branch, or written into the work tree, as its flags say', () => {
  const pushed = run('bump', 'web', '--version', 'v0.2.0');
  const branched = run('bump', 'web', '--version', 'v0.3.0', '--run-id', 'to-3', '--branch');
  const named = run('bump', 'web', '--version', 'v0.4.0', '--branch', 'team/web');
  const looked = run('bump', 'web', '--version', 'v0.5.0', '--dry-run', '--branch');
  git(repository, 'pull', '--quiet');
  const planned = run('bump', 'web', '--version', 'v0.5.0', '--edit', '--dry-run');
  const clean = git(repository, 'status', '--short');
  const written = run('bump', 'web', '--version', 'v0.5.0', '--edit', '--json');
  const both = run('bump', 'web', '--version', 'v0.5.0', '--edit', '--branch');

  expect([pushed, branched, named, looked, planned, written, both].map(({ exitCode }) => exitCode)).toEqual([
    0, 0, 0, 0, 0, 0, 2,
  ]);
  // Nobody has signed: what is said of who asks is a claim.
  expect(pushed.stdout).toContain('asked for by dev@example.com (claimed)');
  expect(branched.stdout).toContain('waits on the branch changes/to-3 as to-3');
  expect(branched.stdout).toContain('next: nothing is missing: merge a pull request of this branch');
  expect(looked.stdout).toContain('would wait on the branch changes/cli-');
  expect(planned.stdout).toContain('would be written into the work tree');
  expect(clean).toBe('');
  expect(JSON.parse(written.stdout)).toMatchObject({
    state: 'by hand',
    files: expect.arrayContaining(['catalog/services/web/dev.yaml', 'services/web/overlays/dev/deployment.yaml']),
  });
  expect(readFileSync(join(repository, 'catalog/services/web/dev.yaml'), 'utf8')).toContain('v0.5.0');
  expect(both.stderr).toContain('give one of them');
  expect(git(join(root, 'remote.git'), 'for-each-ref', '--format=%(refname)', 'refs/heads')).toBe(
    'refs/heads/changes/to-3\nrefs/heads/main\nrefs/heads/team/web\n',
  );
});

test('evidence with a key that nobody has listed for it is refused, and says what to add', () => {
  const key = aKey();
  const words = ['evidence', 'web', '--version', 'v0.1.0', '--name', 'integration', '--passed'];

  const unsigned = run(...words);
  const unlisted = run(...words, '--key', key.path);
  const file = join(repository, 'catalog/platform.yaml');
  const listed = (of: string): Run => {
    const line = key.publicLine.split(' ').slice(0, 2).join(' ');
    const text = readFileSync(file, 'utf8').replace(/\nattesters:[^]*$/, '\n');
    writeFileSync(file, `${text}attesters:\n  ci: { keys: ["${line}"], of: [${of}] }\n`);
    git(repository, 'commit', '--quiet', '--all', '--message=x');
    git(repository, 'push', '--quiet');
    return run(...words, '--key', key.path);
  };
  const ofHealth = listed('health');
  const ofTests = listed('tests');

  expect([unsigned, unlisted, ofHealth, ofTests].map(({ exitCode }) => exitCode)).toEqual([2, 1, 1, 0]);
  expect(unlisted.stderr).toContain('no attester of platform.yaml has the key that signs');
  expect(unlisted.stderr).toContain(
    `ci: { keys: ["${key.publicLine.split(' ').slice(0, 2).join(' ')}"], of: [tests] }`,
  );
  expect(ofHealth.stderr).toContain('the attester "ci" has the key that signs, and may not speak of tests');
  expect(ofHealth.stderr).toContain('of: [health, tests]');
  expect(git(join(root, 'remote.git'), 'for-each-ref', '--format=%(refname)', 'refs/slipway')).toBe(
    'refs/slipway/evidence\n',
  );
});

/** Commits what is in the clone, and pushes it. */
function commitAll(message: string): void {
  git(repository, 'add', '--all');
  git(repository, 'commit', '--quiet', `--message=${message}`);
  git(repository, 'push', '--quiet');
}

const remoteRefs = (what: string): string =>
  git(join(root, 'remote.git'), 'for-each-ref', '--format=%(refname:short)', what).trim();

test('what a forge has merged gets its tag by a tick, and what is withdrawn takes its branch along', () => {
  appendFileSync(join(repository, 'catalog/environments/dev.yaml'), 'releaseTags: true\n');
  commitAll('tags, please');
  run('bump', 'web', '--version', 'v0.3.0', '--run-id', 'to-3', '--branch');
  run('bump', 'web', '--version', 'v0.4.0', '--run-id', 'to-4', '--branch');
  git(repository, 'fetch', '--quiet');
  git(repository, 'merge', '--quiet', '--no-ff', '--message=Merge 7', 'origin/changes/to-3');
  git(repository, 'push', '--quiet');

  const withdrawn = run('withdraw', 'to-4');
  const ticked = run('tick');

  expect(withdrawn).toMatchObject({
    exitCode: 0,
    stdout: 'to-4 is withdrawn, and its branch changes/to-4 is deleted\n',
  });
  expect(ticked).toMatchObject({ exitCode: 0, stderr: '' });
  expect(remoteRefs('refs/heads')).toBe('changes/to-3\nmain');
  expect(remoteRefs('refs/tags')).toBe('web/v0.3.0');
});

test('a change is rendered with the extensions that the branch has, and with no other code', () => {
  const code = join(repository, 'slipway.extensions.js');
  const making = (word: string): string => `module.exports = ({ z }) => ({ more: { schema: z.strictObject({}),
    extend: ({ objects, placement }) => [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' },
      data: { word: '${word}', version: placement.version } }] } });\n`;
  writeFileSync(code, making('one'));
  appendFileSync(join(repository, 'catalog/services/web/service.yaml'), 'extensions: { more: {} }\n');
  run('synth');
  commitAll('an extension');

  const bumped = run('bump', 'web', '--version', 'v0.2.0');
  git(repository, 'pull', '--quiet');
  const checked = run('synth');
  const gated = run('gate', 'HEAD~1..HEAD');
  writeFileSync(code, making('other'));
  const refused = run('bump', 'web', '--version', 'v0.3.0');
  const unjudged = run('gate', 'HEAD~1..HEAD');

  expect(bumped).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(join(repository, 'services/web/overlays/dev/config-map-more.yaml'), 'utf8')).toContain('v0.2.0');
  expect(checked.stdout).toContain(' 0 files written');
  expect(gated).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('allowed') });
  for (const { exitCode, stdout, stderr } of [refused, unjudged]) {
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain(
      'the extension "more" is not run: "slipway.extensions.js" here is not what the branch has',
    );
  }
});
