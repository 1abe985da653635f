import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import * as z from 'zod';
import { nameTypes } from './name-types';
import { type Definitions, manifestSchema, Schema, withoutOmitted } from './schema';
import type { Source } from './sources';

const Crd = z.object({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        served: z.boolean(),
        storage: z.boolean(),
        schema: z.object({ openAPIV3Schema: Schema }),
      }),
    ),
  }),
});

/** Reads the kinds of `source` from CustomResourceDefinitions, in the version that is stored. */
export function readCrds(source: Source, folder: string, kubernetes: Definitions): Definitions {
  const manifests = new Map<string, Schema>();
  for (const [file, kinds] of Object.entries(source.kinds)) {
    const documents = loadAll(readFileSync(join(folder, file), 'utf8'));
    const crds = documents.filter((document) => document !== null).map((document) => Crd.parse(document).spec);
    for (const kind of kinds) {
      const crd = crds.find(({ names }) => names.kind === kind);
      const version = crd?.versions.find(({ served, storage }) => served && storage);
      if (!crd || !version) {
        throw new Error(`${file} has no served and stored version of "${kind}"; correct scripts/imports/sources.ts`);
      }
      const manifest = manifestSchema(version.schema.openAPIV3Schema, `${crd.group}/${version.name}`, kind);
      manifests.set(kind, withoutOmitted(kind, manifest, source.omit));
    }
  }
  return nameTypes(manifests, source.names ?? {}, kubernetes);
}
