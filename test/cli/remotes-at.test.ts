import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { remotesAt } from '../../src/cli/check/remotes-at';
import { temporaryFolder } from '../helpers/temporary-folder';

const git = (folder: string, ...args: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
};

test('remotes are those of the repository around a folder, also of a work tree of it', () => {
  const folder = temporaryFolder();
  git(folder, 'init', 'own');
  const own = join(folder, 'own');
  git(own, 'remote', 'add', 'origin', 'https://git.example.com/team/gitops.git');
  git(own, 'remote', 'add', 'upstream', '/srv/fleet');
  git(own, 'config', 'url.https://proxy.example.com/.insteadOf', 'https://git.example.com/');
  git(own, 'commit', '--allow-empty', '-m', 'first');
  git(own, 'worktree', 'add', join(folder, 'other'));
  mkdirSync(join(own, 'a', 'b'), { recursive: true });

  const remotes = ['https://git.example.com/team/gitops.git', '/srv/fleet'];
  expect(remotesAt(join(own, 'a', 'b'))).toEqual(remotes);
  expect(remotesAt(join(folder, 'other'))).toEqual(remotes);
});

test.each([
  ['no remote', '[core]\n\tbare = false\n'],
  ['an address of something else', '[submodule "a"]\n\turl = https://git.example.com/a.git\n'],
  ['no configuration', ''],
])('a repository with %s says nothing', (_, config) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git', 'config'), config);

  expect(remotesAt(folder)).toBeUndefined();
});

test('a file ".git" that leads nowhere says nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.git'), 'gitdir: nowhere\n');

  expect(remotesAt(folder)).toBeUndefined();
});
