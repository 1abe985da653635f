import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { documents } from '../model/catalog';

/** Texts of a catalog on a disk by their paths; none where there is no catalog. Hidden files are none of it. */
export function catalogTexts(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(join(folder, documents.platform))) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => !name.split('/').some((part) => part.startsWith('.')) && statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** Writes texts into a catalog, each so that a crash leaves the old one or the new one. */
export function writeCatalogTexts(folder: string, texts: ReadonlyMap<string, string>): void {
  for (const [name, text] of texts) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    const draft = join(dirname(file), `.${process.pid}.new`);
    writeFileSync(draft, text);
    renameSync(draft, file);
  }
}
