import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { load as parse } from 'js-yaml';

import { folderSource } from '../src/catalog/folder-source';
import { loadCatalog } from '../src/catalog/load';
import { everything } from '../src/render/scope';
import { wantedTree } from '../src/render/wanted-tree';

/**
 * The limit of any renderer in JavaScript: the objects are there already; only JSON.stringify, mkdir and write are timed.
 * Arguments: the catalog, and the folder to write to, which is removed again.
 */
function main([catalog = '', out = '']: readonly string[]): void {
  const objects: (readonly [path: string, object: unknown])[] = [];
  for (const part of wantedTree(loadCatalog(folderSource(catalog)), everything).parts)
    for (const { path, text } of part.render()) objects.push([path, parse(text)]);

  const started = performance.now();
  const made = new Set<string>();
  for (const [path, object] of objects) {
    const file = join(out, path);
    const folder = dirname(file);
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    writeFileSync(file, JSON.stringify(object));
  }
  const seconds = (performance.now() - started) / 1000;
  rmSync(out, { recursive: true, force: true });
  process.stdout.write(`${JSON.stringify({ seconds, files: objects.length })}\n`);
}

main(process.argv.slice(2));
