import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { mapChildren, type Schema } from '../../src/manifest-schemas/schema';
import type { Schemas } from '../../src/manifest-schemas/read-schemas';
import type { ManifestObject } from '../../src/manifests/manifest';

/**
 * Writes schemas as files of kubeconform's own kind: its usual ones would be downloaded.
 *
 * @param kinds those of the objects that it will be asked about
 * @returns what its option `-schema-location` takes
 */
export function writeKubeconformSchemas(
  schemas: Schemas,
  kinds: Iterable<Pick<ManifestObject, 'apiVersion' | 'kind'>>,
  folder: string,
): string {
  for (const { apiVersion, kind } of kinds) {
    const found = schemas.find(apiVersion, kind);
    if (found === undefined) continue;
    const [group = '', version = group] = apiVersion.split('/');
    const text = JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#', ...closed(found.schema, []) });
    writeFileSync(join(folder, `${group}_${version}_${kind.toLowerCase()}.json`), text);
  }
  return join(folder, '{{ .Group }}_{{ .ResourceAPIVersion }}_{{ .ResourceKind }}.json');
}

/**
 * JSON Schema takes unknown fields unless it says otherwise; an API server does not.
 *
 * @param above schemas around this one: one that contains itself is closed once, and takes anything further down
 */
function closed(schema: Schema, above: readonly Schema[]): object {
  if (above.includes(schema)) return {};
  const isOpen =
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema['x-kubernetes-preserve-unknown-fields'] === true;
  const below = [...above, schema];
  return {
    ...mapChildren(schema, (child) => closed(child, below)),
    ...(isOpen ? {} : { additionalProperties: false }),
  };
}
