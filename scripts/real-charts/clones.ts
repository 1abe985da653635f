import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { ChartFolder } from '../../stacks/published-chart';

/** Where a folder of a repository is on this machine. */
export interface FoundFolder {
  /** Of Git: bare, or the `.git` of a clone. */
  readonly gitFolder: string;
  readonly tree: string;
}

/** How deep below the folder of clones one may be: `folder/owner/name/.git`. */
const depth = 3;

/** Folders of Git below a folder, in the order of their names. */
export function clonesIn(folder: string, levels = depth): readonly string[] {
  if (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'))) return [folder];
  if (levels === 0 || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => clonesIn(join(folder, name), levels - 1));
}

/**
 * Finds the clone that has a folder with exactly the content that is wanted, whatever the clone is called.
 *
 * @returns why there is none, in words, when no clone has it
 */
export function findFolder(
  clones: readonly string[],
  { repository, tag, path, tree }: ChartFolder,
): FoundFolder | string {
  const others: string[] = [];
  for (const gitFolder of clones) {
    const found = git(gitFolder, ['rev-parse', '--verify', '--quiet', `refs/tags/${tag}^{commit}:${path}`]).trim();
    if (found === tree) return { gitFolder, tree };
    if (found !== '') others.push(found);
  }
  const wanted = `${path} of github.com/${repository} at the tag ${tag}`;
  return others.length === 0
    ? `no clone has ${wanted}`
    : `${wanted} is ${others.join(' and ')}, and not the ${tree} that was looked at`;
}

function git(gitFolder: string, words: readonly string[]): string {
  return spawnSync('git', ['--git-dir', gitFolder, ...words], { encoding: 'utf8' }).stdout;
}
