import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Git } from '../../src/gitops/git';
import { LocalRepository } from '../../src/gitops/local-repository';
import { ownRepository } from '../../src/gitops/own-repository';
import { Repository } from '../../src/gitops/repository';
import { isIgnored, workTreeAround } from '../../src/gitops/work-tree';
import { anEmbeddedRepository, type EmbeddedRepository } from '../helpers/an-embedded-repository';
import { git } from '../helpers/a-repository';
import { runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

const variables = { PATH: process.env['PATH'] };

/** A clone with a tree and a catalog in a folder, and in each of the two folders what looks like a repository. */
interface Trap extends EmbeddedRepository {
  readonly root: string;
  /** Root of the tree. */
  readonly tree: string;
  readonly catalog: string;
  readonly all: readonly EmbeddedRepository[];
}

function aTrap(): Trap {
  const root = temporaryFolder();
  const tree = join(root, 'platform');
  const catalog = join(tree, 'catalog');
  git(root, ['init', '--quiet', '--initial-branch=main']);
  git(root, ['remote', 'add', 'origin', 'https://git.example.com/gitops.git']);
  mkdirSync(join(tree, 'services'), { recursive: true });
  mkdirSync(catalog);
  writeFileSync(join(root, '.gitignore'), 'platform/dist/\n');
  mkdirSync(join(tree, 'dist'));
  writeFileSync(join(tree, 'services', 'a.yaml'), 'a: 1\n');
  writeFileSync(join(catalog, 'platform.yaml'), '');
  git(root, ['add', '--all', '--force']);
  git(root, ['commit', '--quiet', '--message=a']);
  writeFileSync(join(tree, 'services', 'a.yaml'), 'a: 2\n');
  const commit = git(root, ['rev-parse', 'HEAD']).trim();
  const all = [tree, catalog].map((folder) => anEmbeddedRepository(root, folder, commit));
  const [first] = all;
  if (first === undefined) throw new Error('there are two');
  return { ...first, root, tree, catalog, all };
}

test('Git itself would start the programs of what lies there as files, so that this test is of something', () => {
  const { tree, touched, remote } = aTrap();

  git(tree, ['diff', '--name-only', 'HEAD', '--', 'services']);

  expect(existsSync(touched)).toBe(true);
  expect(git(tree, ['config', 'remote.origin.url']).trim()).toBe(remote);
});

describe('files that look like a repository are none', () => {
  const doors: Readonly<Record<string, (trap: Trap) => unknown>> = {
    'what has changed': ({ tree }) => {
      const repository = Repository.open(join(tree, 'services'), '');
      const revision = repository?.revision('main');
      if (revision === undefined) throw new Error('the real repository has this branch');
      expect([...(Repository.open(tree, '')?.changed(revision, ['services']) ?? [])]).toEqual(['services/a.yaml']);
    },
    'what a commit has': ({ tree }) => {
      const repository = Repository.open(tree, '');
      const listed = repository?.list(repository.mergeBase(), ['services']) ?? new Map<string, string>();
      expect([...listed.keys()]).toEqual(['services/a.yaml']);
      expect([...(repository?.read([...listed.values()]).values() ?? [])].map(String)).toEqual(['a: 1\n']);
    },
    'where a folder is left out': ({ tree, catalog }) => {
      expect([tree, join(tree, 'dist'), catalog].map(isIgnored)).toEqual([false, true, false]);
    },
    'whose repository it is': async ({ catalog, root }) => {
      expect(await ownRepository(catalog, variables)).toEqual({
        root: workTreeAround(root),
        prefix: 'platform/catalog',
        remote: 'https://git.example.com/gitops.git',
        email: undefined,
        signingKey: undefined,
        gpgKey: undefined,
      });
    },
    'commits of a clone': async ({ catalog, root }) => {
      const commits = await LocalRepository.open(catalog, variables);
      const head = await commits.commitId('HEAD');
      expect(await commits.commitId(git(root, ['rev-parse', 'HEAD']).trim())).toBe(head);
      expect(await commits.changingCommits(head, ['platform'])).toMatchObject([{ id: head, subject: 'a' }]);
    },
  };

  test.each(Object.entries(doors))('to whoever asks %s', async (_, ask) => {
    const trap = aTrap();

    await ask(trap);

    expect(trap.all.filter(({ touched }) => existsSync(touched))).toEqual([]);
  });

  test.each([['check'], ['diff'], ['synth', '--dry-run'], ['status'], ['audit'], ['gate', 'main..main']])(
    'to slipway %s',
    (...words) => {
      const trap = aTrap();

      const { stderr } = runSlipway(words, { workingDirectory: trap.tree });

      expect(stderr).not.toContain('stranger.example.com');
      expect(trap.all.filter(({ touched }) => existsSync(touched))).toEqual([]);
    },
  );
});

test('a bare repository is asked where somebody names it, also inside of a work tree', async () => {
  const root = temporaryFolder();
  git(root, ['init', '--quiet', '--initial-branch=main']);
  git(root, ['commit', '--quiet', '--allow-empty', '--message=outer']);
  const bare = join(root, 'served.git');
  git(root, ['clone', '--quiet', '--bare', root, bare]);
  git(root, ['commit', '--quiet', '--allow-empty', '--message=later']);

  const [named, around] = await Promise.all([Git.openBare(bare, variables), Git.open(bare, variables)]);

  expect(await named.commitId('main')).not.toBe(await around.commitId('main'));
});
