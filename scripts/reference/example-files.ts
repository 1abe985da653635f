import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { ManifestUnit } from '../../src/manifests/manifest';
import type { Programs } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { readManifestText } from '../../src/manifests/read-text';

/** What a rule looks at in its example. */
export type Example = Pick<ManifestUnit, 'objects' | 'kustomizations' | 'unreadable'>;

/** No program at all: what a kustomization makes is not there. */
export const nothingInstalled: Programs = { kustomize: () => 'not installed', helm: () => 'not installed' };

/** Reads the example of a rule for as long as `use` takes. Documents that begin with `# <path>` are written as files. */
export function withExample<Result>(text: string, use: (example: Example) => Result): Result {
  const textByPath = filesOf(text);
  if (textByPath.size === 0) return use(readManifestText(text, 'example.yaml'));
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  try {
    writeFiles(folder, textByPath);
    const [unit] = readManifests([folder], nothingInstalled);
    return use(unit ?? { objects: [], kustomizations: [], unreadable: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes files below a folder: path to text. */
export function writeFiles(folder: string, textByPath: ReadonlyMap<string, string>): void {
  for (const [path, text] of textByPath) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** None when the example is one text of any name. */
function filesOf(text: string): ReadonlyMap<string, string> {
  const textByPath = new Map<string, string>();
  for (const document of text.trim().split(/^---\n/m)) {
    const [, path, rest = ''] = /^# (\S+\.\w+)\n([^]*)$/.exec(document) ?? [];
    if (path !== undefined) textByPath.set(path, rest);
  }
  return textByPath;
}
