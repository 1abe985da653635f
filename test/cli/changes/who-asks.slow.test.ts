import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../../helpers/a-git-repository';
import { aKey, type KeyFiles } from '../../helpers/a-key';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let keys: Readonly<Record<'dev' | 'sre' | 'ci' | 'tests' | 'stranger', KeyFiles>>;
let root: string;
let clone: string;

/** A bare repository in which dev belongs to my-team and to the pipeline ci, and staging wants an SRE; and a clone of it. */
beforeEach(() => {
  keys = { dev: aKey(), sre: aKey(), ci: aKey(), tests: aKey(), stranger: aKey() };
  root = temporaryFolder();
  runSlipway(['init', 'gitops', '--name', 'web'], { workingDirectory: root });
  const gitops = join(root, 'gitops');
  const catalog = join(gitops, 'catalog');
  const platform = readFileSync(join(catalog, 'platform.yaml'), 'utf8');
  writeFileSync(
    join(catalog, 'platform.yaml'),
    `${platform.replace('teams:\n', 'teams:\n  sre-team: { owners: ["@your-org/sre-team"] }\n')}
attesters:
  ci: { keys: ["${keys.ci.publicLine}"], of: [tests, changes] }
  tests: { keys: ["${keys.tests.publicLine}"], of: [tests] }
`,
  );
  writeFileSync(
    join(catalog, 'people.yaml'),
    `people:
  dev: { emails: [dev@example.com], keys: ["${keys.dev.publicLine}"], teams: [my-team] }
  sre: { emails: [sre@example.com], keys: ["${keys.sre.publicLine}"], teams: [sre-team] }
`,
  );
  appendFileSync(
    join(catalog, 'environments/dev.yaml'),
    `gates:
  permissions:
    - { verbs: [bump], tokens: [ci] }
    - { verbs: [scale], teams: [my-team] }
`,
  );
  const staging = join(catalog, 'environments/staging.yaml');
  const approvals = 'gates:\n  approvals: [{ count: 1, teams: [sre-team] }]';
  writeFileSync(staging, readFileSync(staging, 'utf8').replace('gates:', approvals));
  runSlipway(['synth'], { workingDirectory: gitops });
  makeRepository(gitops);
  git(root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
  git(root, 'clone', '--quiet', 'remote.git', 'clone');
  clone = join(root, 'clone');
  git(clone, 'config', 'user.email', 'ci-bot@example.com');
});

function run(...words: readonly string[]): Run {
  return runSlipway(words, { workingDirectory: clone });
}

describe('a pipeline', () => {
  const bump = ['bump', 'web', '--version', 'v0.2.0'];

  test('it asks with its own key, and audit and gate find that again from Git alone', () => {
    const base = git(clone, 'rev-parse', 'HEAD').trim();
    const others = [keys.dev, keys.tests, keys.stranger].map(({ path }) => run(...bump, '--key', path));
    const unsigned = run(...bump);
    const by = run(...bump, '--key', keys.ci.path);
    const scaled = run('scale', 'web', 'dev', '--replicas', '2', '--key', keys.ci.path);
    git(clone, 'pull', '--quiet');

    expect([...others, unsigned].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1]);
    expect(others[0]?.stdout).toContain('dev may not ask for bump here: the pipeline ci may');
    expect(by).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('ci may ask for it') });
    expect(scaled.stdout).toContain('ci may not ask for scale here: my-team may');
    expect(git(clone, 'log', '--format=%s', `${base}..origin/main`)).toBe('bump web v0.2.0 in dev\n');
    expect(run('gate', `${base}..HEAD`)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^allowed .* change/),
    });
    expect(run('audit')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('change  bump web v0.2.0 in dev'),
    });
    expect(run('gate', '--bare', join(root, 'remote.git'), `${base}..main`)).toMatchObject({ exitCode: 0 });
  });

  test('nobody else says that he is it, whatever he writes into a record', () => {
    const base = git(clone, 'rev-parse', 'HEAD').trim();
    run(...bump, '--key', keys.ci.path, '--run-id', 'by-ci');
    git(clone, 'pull', '--quiet');
    const [path = ''] = git(clone, 'ls-files', 'changes/*.json').trim().split('\n');
    const record = JSON.parse(readFileSync(join(clone, path), 'utf8'));
    delete record.predicate.request.signature;
    writeFileSync(join(clone, path), JSON.stringify(record));
    git(clone, 'commit', '--quiet', '--all', '--amend', '--no-edit');

    const judged = run('gate', `${base}..HEAD`);

    expect(judged).toMatchObject({ exitCode: 1 });
    expect(judged.stdout).toContain('nobody has proved that it is him: the pipeline ci may');
  });

  test('who runs it by himself approves nothing of it', () => {
    git(clone, 'config', 'user.email', 'sre@example.com');
    run(...bump, '--key', keys.ci.path);
    run('promote', 'web', '--to', 'staging', '--run-id', 'up', '--key', keys.ci.path);

    const approved = run('approve', 'up', '--key', keys.sre.path);

    expect(approved).toMatchObject({ exitCode: 1 });
    expect(approved.stdout).toContain('sre asked for it or had a hand in it');
  });
});
