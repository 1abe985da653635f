import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { generateCatalog } from './generate-catalog';
import { measure } from './measure';
import { slipway } from './tree';

/** A repository of a generated catalog, with what is rendered of it. */
export interface SeedRepository {
  /** A bare one. */
  readonly remote: string;
  readonly files: number;
}

/**
 * Makes a repository of so many services.
 *
 * @param folder where it is made
 * @param edit changes the catalog before it is rendered. @default - it stays as it is
 */
export function seedRepository(folder: string, services: number, edit?: (catalog: string) => void): SeedRepository {
  const seed = join(folder, 'seed');
  mkdirSync(seed, { recursive: true });
  generateCatalog(join(seed, 'catalog'), services);
  edit?.(join(seed, 'catalog'));
  synth(seed);
  git(seed, 'init', '--quiet', '--initial-branch=main');
  git(seed, 'add', '--all');
  git(seed, 'commit', '--quiet', '--message=seed');
  const remote = join(folder, 'remote.git');
  git(folder, 'clone', '--quiet', '--bare', seed, remote);
  return { remote, files: git(seed, 'ls-files').split('\n').length - 1 };
}

/** Renders the catalog of a folder into it. */
export function synth(folder: string, ...words: readonly string[]): void {
  measure([slipway, 'synth', '--catalog', join(folder, 'catalog'), '--out', folder, '--json', ...words]);
}

/** Runs Git in a folder. @returns what it printed */
export function git(folder: string, ...words: readonly string[]): string {
  const person = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...person, ...words], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
}
