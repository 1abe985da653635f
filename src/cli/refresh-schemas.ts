import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { documents } from '../model/catalog';
import { contentAt } from '../tree/content-at';
import { schemaNames } from './init/skeleton';

/** Folder of the JSON Schemas in a catalog. */
const schemaFolder = '.schemas';

/**
 * Makes the JSON Schemas of a catalog those of this version, so that editors complete what the program reads. A catalog has them
 * when the first line of its `platform.yaml` points there.
 *
 * @returns paths of files that were written, from the catalog
 */
export function refreshSchemas(catalog: string, packageRoot: string): readonly string[] {
  const folder = join(catalog, schemaFolder);
  if (!existsSync(folder) && !pointsThere(catalog)) return [];
  const written: string[] = [];
  for (const name of schemaNames) {
    const file = `${name}.schema.json`;
    const wanted = readFileSync(join(packageRoot, 'schemas', file));
    if (contentAt(join(folder, file))?.equals(wanted) === true) continue;
    mkdirSync(folder, { recursive: true });
    // An editor that reads it meanwhile has the old one or the new one.
    const draft = join(folder, `.${file}.${process.pid}`);
    writeFileSync(draft, wanted);
    renameSync(draft, join(folder, file));
    written.push(`${schemaFolder}/${file}`);
  }
  return written;
}

function pointsThere(catalog: string): boolean {
  const text = contentAt(join(catalog, documents.platform))?.toString('utf8') ?? '';
  return /^# yaml-language-server: \$schema=(?:\.\/)?\.schemas\//.test(text);
}
