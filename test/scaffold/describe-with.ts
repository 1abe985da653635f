import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { cacheFolder } from './cache-folder';

/** Where "npm run scaffold:tools" brings programs. */
export const tools = join(cacheFolder, 'tools');

/** Tests that ask a program of other people; they are skipped, with a word, where it is not. */
export function describeWith(name: string, tests: (path: string) => void): void {
  const folders = [tools, ...(process.env['PATH'] ?? '').split(delimiter)];
  const path = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined)
    process.stderr.write(`SKIPPED: ${name} is not installed; "npm run scaffold:tools" brings it\n`);
  const describeIfInstalled = path === undefined ? describe.skip : describe;
  describeIfInstalled(name, () => tests(path ?? name));
}

/** What a program says when it is not content; nothing when it is. It finds the others that are brought, too. */
export function complaintsOf(
  program: string,
  words: readonly string[],
  folder: string,
  variables: NodeJS.ProcessEnv = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: [tools, process.env['PATH']].join(delimiter), ...variables },
  });
  if (error !== undefined) throw error;
  return status === 0 ? '' : `${stdout}${stderr}`;
}
