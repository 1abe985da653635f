import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommitFiles } from '../../src/gitops/commit-files';
import { Git } from '../../src/gitops/git';
import type { GitVariables } from '../../src/gitops/git-variables';
import { GitError } from '../../src/gitops/run-git';
import { Refusal } from '../../src/model/refusal';
import { aBareRepository, commitFiles, git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';

const plain: GitVariables = { PATH: process.env['PATH'] };

async function filesOf(repository: string, revision: string, folder: string, variables = plain): Promise<CommitFiles> {
  return CommitFiles.open(await Git.open(repository, variables), revision, folder);
}

async function textsOf(files: CommitFiles, paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries([...(await files.read(paths))].map(([path, content]) => [path, content.toString()]));
}

test.each(['sha1', 'sha256'] as const)(
  'lists and reads the files below a folder of a bare %s repository',
  async (format) => {
    const repository = aBareRepository(format);
    const commit = commitFiles(repository, {
      'a/b/one.txt': 'one\n',
      'a/b/empty': '',
      'a/b/c/same.txt': 'one\n',
      'a/b/link': { link: 'one.txt' },
      'a/b/module': { submodule: '1'.repeat(format === 'sha1' ? 40 : 64) },
      'a/b2/other.txt': 'other\n',
      'a/file': 'x',
    });

    const files = await filesOf(repository, commit, 'a/b/');

    expect(files.commit).toBe(commit);
    expect(files.name).toBe('b');
    expect(files.list('')).toEqual([
      { name: 'c', kind: 'folder' },
      { name: 'empty', kind: 'file' },
      { name: 'link', kind: 'link' },
      { name: 'module', kind: 'other' },
      { name: 'one.txt', kind: 'file' },
    ]);
    expect(files.list('c')).toEqual([{ name: 'same.txt', kind: 'file' }]);
    expect(files.identityOf('one.txt')).toBe(files.identityOf('c/same.txt'));
    expect(await textsOf(files, ['c/same.txt', 'empty', 'one.txt'])).toEqual({
      'c/same.txt': 'one\n',
      empty: '',
      'one.txt': 'one\n',
    });
  },
);

test('a commit may be named as Git names one', async () => {
  const repository = aBareRepository();
  const commit = commitFiles(repository, { 'a/x': '1' });
  git(repository, ['tag', '--annotate', '--message=x', 'v1', commit]);

  const found = await Promise.all(['main', 'v1', commit.slice(0, 10)].map((name) => filesOf(repository, name, '')));

  expect(found.map((files) => files.commit)).toEqual([commit, commit, commit]);
  expect(found[0]?.name).toBe('');
});

test.each([
  'with space',
  'ünïcode',
  'line\nbreak',
  'tab\there',
  '-r',
  '--help',
  ':(top)x',
  ':x',
  '*',
  'HEAD:x',
  '"quoted"',
])('a folder and a file may be called %j', async (name) => {
  const repository = aBareRepository();
  commitFiles(repository, { [`${name}/${name}`]: 'inside', 'x/y': 'outside' });

  const files = await filesOf(repository, 'main', name);

  expect(files.list('')).toEqual([{ name, kind: 'file' }]);
  expect(await textsOf(files, [name])).toEqual({ [name]: 'inside' });
});

test.each(['nowhere', '-v', '--all', '', '^main', 'main..main', 'main\nmain', 'main\0', '1'.repeat(40), 'main:a'])(
  'what is no commit is refused with its name: %j',
  async (name) => {
    const repository = aBareRepository();
    commitFiles(repository, { 'a/x': '1' });

    await expect(filesOf(repository, name, 'a')).rejects.toThrow(
      new Refusal(
        `there is no commit ${JSON.stringify(name)} in the Git repository "${repository}"; is it fetched?`,
        'usage',
      ),
    );
  },
);

test.each(['nowhere', 'a/x', 'a/b', '..', '../a', 'a/../a', '/a', 'a//b', 'a\0', 'module'])(
  'what is no folder of the commit is refused with its name: %j',
  async (folder) => {
    const repository = aBareRepository();
    const commit = commitFiles(repository, { 'a/x': '1', module: { submodule: '1'.repeat(40) } });

    await expect(filesOf(repository, commit, folder)).rejects.toThrow(
      new Refusal(`commit ${commit} of "${repository}" has no folder ${JSON.stringify(folder)}`, 'usage'),
    );
  },
);

test('a folder without a repository is refused, and one that is not there is an error', async () => {
  const folder = temporaryFolder();

  await expect(Git.open(folder, plain)).rejects.toThrow(new Refusal(`"${folder}" is in no Git repository`, 'usage'));
  await expect(Git.open(join(folder, 'nowhere'), plain)).rejects.toThrow(GitError);
});

test('a folder in a work tree stands for its repository, and uncommitted changes do not count', async () => {
  const folder = temporaryFolder();
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  commitFiles(folder, { 'a/x': 'committed' });
  mkdirSync(join(folder, 'a'));
  writeFileSync(join(folder, 'a/x'), 'changed');

  const files = await filesOf(join(folder, 'a'), 'main', 'a');

  expect(await textsOf(files, ['x'])).toEqual({ x: 'committed' });
});

describe('only the repository decides what is answered', () => {
  test('variables of Git have no say', async () => {
    const [repository, other] = [aBareRepository(), aBareRepository()];
    commitFiles(repository, { 'a/x': 'right' });
    commitFiles(other, { 'a/x': 'wrong' });
    const hostile = {
      ...plain,
      GIT_DIR: other,
      GIT_COMMON_DIR: other,
      GIT_OBJECT_DIRECTORY: join(other, 'objects'),
      GIT_NAMESPACE: 'nowhere',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.repositoryFormatVersion',
      GIT_CONFIG_VALUE_0: '99',
      GIT_TRACE: '2',
      GIT_EXEC_PATH: other,
    };

    expect(await textsOf(await filesOf(repository, 'main', 'a', hostile), ['x'])).toEqual({ x: 'right' });
  });

  test('a bare repository is opened where people have told Git to find none', async () => {
    const [repository, home] = [aBareRepository(), temporaryFolder()];
    commitFiles(repository, { 'a/x': 'right' });
    writeFileSync(join(home, '.gitconfig'), '[safe]\n\tbareRepository = explicit\n');

    const files = await filesOf(repository, 'main', 'a', { ...plain, HOME: home });

    expect(await textsOf(files, ['x'])).toEqual({ x: 'right' });
  });

  test('replaced objects are read as they were committed', async () => {
    const repository = aBareRepository();
    const wrong = commitFiles(repository, { 'a/x': 'wrong' });
    const right = commitFiles(repository, { 'a/x': 'right' });
    git(repository, ['replace', right, wrong]);
    git(repository, ['replace', `${right}:a`, `${wrong}:a`]);
    git(repository, ['replace', `${right}:a/x`, `${wrong}:a/x`]);

    expect(await textsOf(await filesOf(repository, right, 'a'), ['x'])).toEqual({ x: 'right' });
  });
});

describe('a content that the repository does not have', () => {
  test('is an error that names the file', async () => {
    const repository = aBareRepository();
    commitFiles(repository, { 'a/x': 'here', 'a/y': 'gone' });
    const files = await filesOf(repository, 'main', 'a');
    const id = files.identityOf('y');
    rmSync(join(repository, 'objects', id.slice(0, 2), id.slice(2)));

    await expect(files.read(['x', 'y'])).rejects.toThrow(
      `does not have the content ${id} of "y" in commit ${files.commit}`,
    );
  });

  test('is fetched by a partial clone, and is an error when it cannot be', async () => {
    const [origin, clone] = [aBareRepository(), temporaryFolder()];
    commitFiles(origin, { 'a/x': 'first', 'a/y': 'second' });
    git(origin, ['config', 'uploadpack.allowFilter', 'true']);
    git(clone, ['clone', '--quiet', '--bare', '--filter=blob:none', `file://${origin}`, '.']);

    const files = await filesOf(clone, 'main', 'a');
    const before = await textsOf(files, ['x']);
    for (const name of readdirSync(origin)) rmSync(join(origin, name), { recursive: true });

    expect(before).toEqual({ x: 'first' });
    await expect(files.read(['x', 'y'])).rejects.toThrow(GitError);
  });
});
