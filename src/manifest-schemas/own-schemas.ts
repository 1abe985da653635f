import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { schemasByVersion, settingsByVersion } from './for-version';
import type { VersionSettings } from './for-version';
import type { Schemas } from './read-schemas';
import { shippedFolder } from './shipped-schemas';

/** What API servers of a version take, of what Slipway ships beside this very program: a part of it, as its code is. */
export function ownSchemas(version: string): Schemas {
  schemas ??= schemasByVersion(ownRoot());
  return schemas(version);
}

/** The same, with what else depends on the version. */
export function ownSettings(version: string): VersionSettings {
  settings ??= settingsByVersion(ownRoot(), []);
  return settings(version);
}

let schemas: ReturnType<typeof schemasByVersion> | undefined;
let settings: ReturnType<typeof settingsByVersion> | undefined;

/** The nearest folder above this file that has the schemas: sources and bundles are at different depths of the package. */
function ownRoot(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, shippedFolder))) return folder;
    if (dirname(folder) === folder) throw new Error(`no folder above "${__dirname}" has ${shippedFolder}`);
  }
}
