import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { schemasByVersion } from './for-version';
import type { Schemas } from './read-schemas';
import { shippedFolder } from './shipped-schemas';

/** What API servers of a version take, of what Slipway ships beside this very program: a part of it, as its code is. */
export function ownSchemas(version: string): Schemas {
  schemas ??= schemasByVersion(ownPackageRoot());
  return schemas(version);
}

let schemas: ReturnType<typeof schemasByVersion> | undefined;

/** Root of this package: the nearest folder above this file that has the schemas, as sources and bundles are at different depths. */
export function ownPackageRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, shippedFolder))) return folder;
    if (dirname(folder) === folder) throw new Error(`no folder above "${__dirname}" has ${shippedFolder}`);
  }
}
