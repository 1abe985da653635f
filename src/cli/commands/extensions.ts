import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { withExtensions } from '../../extensions/editor-schema';
import { extensionFiles } from '../../extensions/own-files';
import { runExtensions } from '../../extensions/run-extensions';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';

/** What `slipway extensions` was asked. */
export interface ExtensionsOptions {
  readonly place: CatalogPlace;
  readonly isJson: boolean;
}

/** Lists extensions, and writes the JSON Schemas that editors read. */
export function extensions({ place, isJson }: ExtensionsOptions, context: Context): ExitCode {
  const { stdout, packageRoot } = context;
  const files = extensionFiles(place.catalog);
  const described = files === undefined ? [] : runExtensions(files, join(packageRoot, 'package.json')).described;
  const folder = join(place.catalog, '.schemas');
  mkdirSync(folder, { recursive: true });
  const written = ['service', 'overlay'].map((name) => {
    const file = `${name}.schema.json`;
    const schema: unknown = JSON.parse(readFileSync(join(packageRoot, 'schemas', file), 'utf8'));
    writeFileSync(join(folder, file), `${JSON.stringify(withExtensions(schema, described), null, 2)}\n`);
    return shownPath(join(folder, file), context);
  });
  if (isJson) stdout.write(`${JSON.stringify({ extensions: described, written }, null, 2)}\n`);
  else {
    if (described.length === 0)
      stdout.write('there are no extensions: slipway.extensions.js beside the catalog has them\n');
    for (const { name, description = '' } of described) stdout.write(`${`${name}  ${description}`.trimEnd()}\n`);
    for (const file of written) stdout.write(`  written ${file}\n`);
  }
  return 0;
}
