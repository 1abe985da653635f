import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

import { mapChildren, Schema } from '../../../scripts/imports/schema';
import type { CustomResourceDefinition } from './kubernetes-object';

const file = join(__dirname, '../../../scripts/imports/linkerd.schema.json');

const GroupVersionKind = z.object({ group: z.string(), version: z.string(), kind: z.string() });
type GroupVersionKind = z.infer<typeof GroupVersionKind>;

const Kinds = z.object({
  definitions: z.record(
    z.string(),
    z.object({ 'x-kubernetes-group-version-kind': z.array(GroupVersionKind).default([]) }),
  ),
});
const Definitions = z.object({ definitions: z.record(z.string(), Schema) });

/** How often a match may be inside a match of its kind; a CustomResourceDefinition cannot say "without end". */
const deepestNesting = 3;

/**
 * The CustomResourceDefinitions of Linkerd, made from the schema that our types are made from, as no Go module has the
 * real ones. They know less than those: only the fields that Slipway writes, and only the version that it renders, while
 * Linkerd serves a Server as v1beta1 and v1beta2, too. No level allows unknown fields, so a server that validates
 * strictly refuses what our types do not have.
 */
export function linkerdCrds(): readonly CustomResourceDefinition[] {
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const definitions = new Map(Object.entries(Definitions.parse(json).definitions));
  return Object.entries(Kinds.parse(json).definitions).flatMap(([name, { 'x-kubernetes-group-version-kind': kinds }]) =>
    kinds.map((kind) => crdOf(kind, structural({ $ref: name }, definitions))),
  );
}

/**
 * What Linkerd's policy controller looks for besides, of which Slipway renders nothing: it is not ready until they are served. Objects of
 * them may hold anything, as nobody makes one.
 */
export function linkerdOwnCrds(): readonly CustomResourceDefinition[] {
  return [
    { group: 'policy.linkerd.io', version: 'v1alpha1', kind: 'EgressNetwork' },
    { group: 'policy.linkerd.io', version: 'v1alpha1', kind: 'HTTPLocalRateLimitPolicy' },
    { group: 'policy.linkerd.io', version: 'v1beta1', kind: 'ServerAuthorization' },
    { group: 'policy.linkerd.io', version: 'v1beta3', kind: 'HTTPRoute' },
    { group: 'workload.linkerd.io', version: 'v1beta1', kind: 'ExternalWorkload' },
  ].map((kind) => crdOf(kind, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }));
}

function crdOf({ group, version, kind }: GroupVersionKind, openAPIV3Schema: Schema): CustomResourceDefinition {
  const singular = kind.toLowerCase();
  const plural = singular.replace(/y$/, 'ie').concat('s');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, listKind: `${kind}List`, plural, singular },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

/** Returns `schema` as Kubernetes wants it: every level has a type, and what it refers to is part of it. */
function structural(schema: Schema, definitions: ReadonlyMap<string, Schema>, above: readonly string[] = []): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  if (name !== undefined) {
    const definition = name === 'LabelSelector' ? labelSelector : definitions.get(name);
    if (definition === undefined) throw new Error(`linkerd.schema.json refers to "${name}", which is not there`);
    const isDeepest = above.filter((other) => other === name).length === deepestNesting - 1;
    return structural(isDeepest ? withoutItself(definition, name) : definition, definitions, [...above, name]);
  }
  const typed = schema.enum !== undefined ? { ...schema, type: 'string' } : schema;
  return mapChildren(typed, (child) => structural(child, definitions, above));
}

function withoutItself(schema: Schema, name: string): Schema {
  const properties = Object.entries(schema.properties ?? {});
  const others = properties.filter(([, { items }]) => items?.$ref !== `#/definitions/${name}`);
  return { ...schema, properties: Object.fromEntries(others) };
}

/** That of Kubernetes, which linkerd.schema.json takes from imports/kubernetes.ts. */
const labelSelector: Schema = {
  type: 'object',
  properties: {
    matchExpressions: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          key: { type: 'string' },
          operator: { type: 'string' },
          values: { type: 'array', items: { type: 'string' } },
        },
        required: ['key', 'operator'],
      },
    },
    matchLabels: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
