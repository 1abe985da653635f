import { join } from 'node:path';

import { extensionFiles } from '../../extensions/own-files';
import { runExtensions } from '../../extensions/run-extensions';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { writeExtendedSchemas } from '../refresh-schemas';
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
  const running = files === undefined ? undefined : runExtensions(files, join(packageRoot, 'package.json'));
  running?.close?.();
  const described = running?.described ?? [];
  const written = writeExtendedSchemas(place.catalog, packageRoot, running?.described).map((file) =>
    shownPath(join(place.catalog, file), context),
  );
  if (isJson) stdout.write(`${JSON.stringify({ extensions: described, written }, null, 2)}\n`);
  else {
    if (described.length === 0)
      stdout.write('there are no extensions: slipway.extensions.js beside the catalog has them\n');
    for (const { name, description = '' } of described)
      stdout.write(`${printableLine(`${name}  ${description}`.trimEnd())}\n`);
    for (const file of written) stdout.write(`  written ${printableLine(file)}\n`);
  }
  return 0;
}
