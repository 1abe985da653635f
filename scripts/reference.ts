// Writes docs/reference/ from the sources: docstrings, schemas of the catalog, help texts of the command line.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { referencePages } from './reference/pages';

const repository = join(__dirname, '..');

async function main(): Promise<void> {
  // Help texts come from the program as people run it.
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: repository, stdio: 'inherit' });
  if (status !== 0) throw new Error('scripts/build.mjs failed');
  const folder = join(repository, 'docs', 'reference');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await referencePages()) {
    writeFileSync(join(folder, name), text);
    process.stdout.write(`docs/reference/${name}\n`);
  }
}

void main(); // A rejection ends the process with its stack: this is a chore for developers.
