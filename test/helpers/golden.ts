import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Compares texts with the files of a folder, which reviewers read like code. What differs is shown as `git diff` shows it.
 *
 * With `UPDATE_GOLDEN=1` (`npm run golden`) the folder becomes what the texts say.
 */
export function expectGolden(folder: string, textByPath: ReadonlyMap<string, string>): void {
  if (process.env['UPDATE_GOLDEN'] !== undefined) replace(folder, textByPath);
  const golden = readAll(folder);
  const isSame = golden.size === textByPath.size && [...textByPath].every(([path, text]) => golden.get(path) === text);
  if (isSame) return;
  throw new Error(
    `rendered files differ from ${folder}; read this, then run "npm run golden":\n${diff(folder, textByPath)}`,
  );
}

function replace(folder: string, textByPath: ReadonlyMap<string, string>): void {
  for (const path of readAll(folder).keys()) if (!textByPath.has(path)) rmSync(join(folder, path));
  writeAll(folder, textByPath);
}

function readAll(folder: string): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

function writeAll(folder: string, textByPath: ReadonlyMap<string, string>): void {
  for (const [path, text] of textByPath) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function diff(folder: string, textByPath: ReadonlyMap<string, string>): string {
  const rendered = mkdtempSync(join(tmpdir(), 'slipway-rendered-'));
  try {
    writeAll(rendered, textByPath);
    const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '--no-ext-diff', folder, rendered], {
      encoding: 'utf8',
    });
    return stdout;
  } finally {
    rmSync(rendered, { recursive: true, force: true });
  }
}
