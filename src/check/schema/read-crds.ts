import * as z from 'zod';

import { mapChildren, type KindSchema, type Schema } from '../../manifest-schemas/schema';
import { kindName } from '../../manifest-schemas/stored-schemas';
import { PublishedSchema } from './published-schema';

const Version = z.object({
  name: z.string(),
  served: z.boolean(),
  deprecated: z.boolean().default(false),
  deprecationWarning: z.string().exactOptional(),
  schema: z.object({ openAPIV3Schema: PublishedSchema.exactOptional() }).exactOptional(),
});

/** What is read of a CustomResourceDefinition, apiextensions.k8s.io/v1. */
export const Crd = z.object({
  spec: z.object({
    group: z.string(),
    scope: z.enum(['Namespaced', 'Cluster']),
    names: z.object({ kind: z.string(), plural: z.string() }),
    /** Only true in definitions that were stored by servers before 1.22. */
    preserveUnknownFields: z.boolean().default(false),
    versions: z.array(Version),
  }),
});
export type Crd = z.output<typeof Crd>;

/**
 * Reads the served versions of a CRD, by name. The CRD is what a server checks custom resources by; its OpenAPI document
 * leaves out what kubectl would not understand.
 *
 * @param objectMeta the schema of `metadata`, which a CRD only narrows
 */
export function readCrd({ spec }: Crd, objectMeta: Schema): ReadonlyMap<string, KindSchema> {
  const kinds = new Map<string, KindSchema>();
  for (const version of spec.versions.filter(({ served }) => served)) {
    const apiVersion = `${spec.group}/${version.name}`;
    const name = kindName(apiVersion, spec.names.kind);
    const schema = convert(version.schema?.openAPIV3Schema ?? {}, objectMeta);
    kinds.set(name, {
      plural: spec.names.plural,
      scope: spec.scope,
      isCustom: true,
      ...(version.deprecated && { deprecationWarning: version.deprecationWarning ?? `${name} is deprecated` }),
      schema: asManifest(spec.preserveUnknownFields ? preservingAll(schema) : schema, objectMeta),
    });
  }
  return kinds;
}

/** Adds what every object has: `apiVersion`, `kind` and `metadata`. A CRD may narrow `metadata.name`. */
export function asManifest(schema: Schema, objectMeta: Schema): Schema {
  const narrowed = schema.properties?.['metadata']?.properties;
  const metadata =
    narrowed === undefined ? objectMeta : { ...objectMeta, properties: { ...objectMeta.properties, ...narrowed } };
  const header = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata };
  return { ...schema, type: 'object', properties: { ...schema.properties, ...header } };
}

/** A CRD has no $ref: a server refuses it. */
function convert(published: PublishedSchema, objectMeta: Schema): Schema {
  const schema: Schema = mapChildren(published, (child) => convert(child, objectMeta));
  if (schema['x-kubernetes-embedded-resource'] !== true) return schema;
  const required = new Set([...(schema.required ?? []), 'apiVersion', 'kind']);
  return { ...asManifest(schema, objectMeta), required: [...required] };
}

/** A server drops no field of such a resource, at any depth. */
function preservingAll(schema: Schema): Schema {
  return { ...mapChildren(schema, preservingAll), 'x-kubernetes-preserve-unknown-fields': true };
}
