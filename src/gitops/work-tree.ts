import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * Finds where a folder is in the work tree of Git around it. No process is started for that: it is asked at each rendering.
 *
 * @param besides root of a work tree that is none of the users'
 * @returns its path from there, with `/`, empty for the root; undefined where there is no work tree
 */
export function folderInWorkTree(folder: string, besides: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const real = realpathSync(folder);
  const root = rootAround(real);
  return root === undefined || root === realpathSync(besides) ? undefined : relative(root, real).split(sep).join('/');
}

/** Whether Git leaves a folder out, as a place for what is built; what it cannot say is no. */
export function isIgnored(folder: string): boolean {
  return spawnSync('git', ['check-ignore', '--quiet', '.'], { cwd: folder, stdio: 'ignore' }).status === 0;
}

function rootAround(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootAround(parent);
}
