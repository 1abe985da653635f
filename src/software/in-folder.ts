import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { SoftwareFiles } from './unpack';

/** Writes files into a folder that is there as long as somebody works with it. */
export function inFolder<Result>(files: SoftwareFiles, work: (folder: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'slipway-software-'));
  try {
    const folder = join(root, 'files');
    mkdirSync(folder);
    for (const [path, content] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return work(folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
