import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

const originals = new Map<string, string>();

afterAll(() => {
  for (const folder of originals.values()) rmSync(folder, { recursive: true, force: true });
  originals.clear();
});

/**
 * A repository that costs many processes to make: it is made once in a file of tests, and each test has a copy of its own.
 *
 * @param name what the repository is made of: who asks with the same name gets a copy of the same
 */
export async function aCopiedRepository(name: string, make: () => string | Promise<string>): Promise<string> {
  const original = originals.get(name) ?? keep(name, await make());
  return copyOf(original);
}

/** The same of one that is made at once. */
export function aCopiedRepositoryNow(name: string, make: () => string): string {
  return copyOf(originals.get(name) ?? keep(name, make()));
}

function keep(name: string, made: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'original-'));
  originals.set(name, folder);
  cpSync(made, folder, { recursive: true });
  return folder;
}

function copyOf(original: string): string {
  const copy = join(temporaryFolder(), 'remote.git');
  cpSync(original, copy, { recursive: true });
  return copy;
}
