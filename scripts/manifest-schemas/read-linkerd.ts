import * as z from 'zod';

import type { KindSchema, Schema } from '../../src/manifest-schemas/schema';
import { kindName } from '../../src/manifest-schemas/stored-schemas';
import { PublishedSchema } from '../../src/check/schema/published-schema';
import { asManifest } from '../../src/check/schema/read-crds';
import { definitionsOf } from './read-openapi';

const Definitions = z.object({ definitions: z.record(z.string(), PublishedSchema) });

const Names = z.object({
  definitions: z.record(
    z.string(),
    z.object({
      'x-kubernetes-group-version-kind': z
        .array(z.object({ group: z.string(), version: z.string(), kind: z.string() }))
        .default([]),
    }),
  ),
});

/**
 * Reads the kinds of scripts/imports/linkerd.schema.json: no registry has Linkerd's CRDs, and this file has the fields that
 * Slipway writes. All of its kinds live in a namespace.
 *
 * @param objectMeta the schema of `metadata`
 * @param kubernetes finds a type of Kubernetes by its short name
 */
export function readLinkerd(
  content: unknown,
  objectMeta: Schema,
  kubernetes: (name: string) => Schema,
): ReadonlyMap<string, KindSchema> {
  const define = definitionsOf(Definitions.parse(content).definitions, new Map(), kubernetes);
  const kinds = new Map<string, KindSchema>();
  for (const [definition, { 'x-kubernetes-group-version-kind': names }] of Object.entries(
    Names.parse(content).definitions,
  )) {
    for (const { group, version, kind } of names) {
      kinds.set(kindName(`${group}/${version}`, kind), {
        plural: pluralOf(kind),
        scope: 'Namespaced',
        isCustom: true,
        isPartial: true,
        schema: asManifest(define(definition), objectMeta),
      });
    }
  }
  return kinds;
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');
}
