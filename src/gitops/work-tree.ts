import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { GitError } from './run-git';
import { safeSettings, safeSettingsForPaths } from './safe-settings';

/**
 * Finds the work tree of Git around a folder: the nearest one with `.git`, which no commit can have. Git itself is not asked:
 * it takes a folder with the files `HEAD`, `config`, `objects` and `refs` for a repository, and these may be of a pull request,
 * with settings that name programs to run and servers to ask.
 *
 * @returns its real path; undefined where there is none, and where the folder is not there
 */
export function workTreeAround(folder: string): string | undefined {
  return existsSync(folder) ? rootAround(realpathSync(folder)) : undefined;
}

/** A folder in its work tree. @param root real path @param folder one that exists @returns from there, with `/`, empty for the root */
export function pathInWorkTree(root: string, folder: string): string {
  return relative(root, realpathSync(folder)).split(sep).join('/');
}

/**
 * Finds where a folder is in the work tree of Git around it. No process is started for that: it is asked at each rendering.
 *
 * @param besides root of a work tree that is none of the users'
 * @returns its path from there, with `/`, empty for the root; undefined where there is no work tree
 */
export function folderInWorkTree(folder: string, besides: string): string | undefined {
  const root = workTreeAround(folder);
  return root === undefined || root === realpathSync(besides) ? undefined : pathInWorkTree(root, folder);
}

/** Whether Git leaves a folder out, as a place for what is built; what it cannot say is no. */
export function isIgnored(folder: string): boolean {
  const root = workTreeAround(folder);
  if (root === undefined) return false;
  // This command takes no literal paths; one that begins so has no other meaning.
  const words = [...safeSettings, 'check-ignore', '--quiet', '--', `./${pathInWorkTree(root, folder)}`];
  return spawnSync('git', words, { cwd: root, stdio: 'ignore' }).status === 0;
}

/**
 * Files and links that Git keeps below some paths of a work tree.
 *
 * @param root of the work tree
 * @param paths files and folders from there, with `/`
 * @returns their paths from the root
 * @throws GitError when Git does not say it
 */
export function keptByGit(root: string, paths: readonly string[]): readonly string[] {
  const words = [...safeSettingsForPaths, 'ls-files', '-z', '--', ...paths];
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: largestAnswer });
  if (status !== 0) throw new GitError(`git ls-files failed in "${root}": nobody can tell what commits bring`);
  return stdout.split('\0').filter((path) => path !== '');
}

/** Most bytes of an answer: a million paths. */
const largestAnswer = 2 ** 28;

function rootAround(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootAround(parent);
}
