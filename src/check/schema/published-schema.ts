import * as z from 'zod';

import type { SchemaOf } from '../../manifest-schemas/schema';

const CelRule = z.object({
  rule: z.string(),
  message: z.string().exactOptional(),
  messageExpression: z.string().exactOptional(),
  fieldPath: z.string().exactOptional(),
  optionalOldSelf: z.boolean().exactOptional(),
});

/** A schema as OpenAPI documents and CRDs publish it. */
export interface PublishedSchema extends SchemaOf<PublishedSchema> {
  /** `#/components/schemas/io.k8s.api.apps.v1.Deployment`. */
  readonly $ref?: string;
}

/** Children, read when they are there: a schema contains schemas. */
const Child: z.ZodType<PublishedSchema> = z.lazy(() => PublishedSchema);

/**
 * Only what a check needs is read: descriptions, examples and how kubectl patches are dropped, and so is
 * `x-kubernetes-list-type: atomic`, which is what a list is when nothing is said.
 */
export const PublishedSchema: z.ZodType<PublishedSchema> = z
  .object({
    $ref: z.string().exactOptional(),
    type: z.string().exactOptional(),
    format: z.string().exactOptional(),
    enum: z.array(z.unknown()).exactOptional(),
    pattern: z.string().exactOptional(),
    minimum: z.number().exactOptional(),
    maximum: z.number().exactOptional(),
    exclusiveMinimum: z.boolean().exactOptional(),
    exclusiveMaximum: z.boolean().exactOptional(),
    multipleOf: z.number().exactOptional(),
    minLength: z.number().exactOptional(),
    maxLength: z.number().exactOptional(),
    minItems: z.number().exactOptional(),
    maxItems: z.number().exactOptional(),
    uniqueItems: z.boolean().exactOptional(),
    minProperties: z.number().exactOptional(),
    maxProperties: z.number().exactOptional(),
    required: z.array(z.string()).exactOptional(),
    nullable: z.boolean().exactOptional(),
    default: z.unknown().exactOptional(),
    properties: z.record(z.string(), Child).exactOptional(),
    additionalProperties: z.union([z.boolean(), Child]).exactOptional(),
    items: Child.exactOptional(),
    allOf: z.array(Child).exactOptional(),
    anyOf: z.array(Child).exactOptional(),
    oneOf: z.array(Child).exactOptional(),
    not: Child.exactOptional(),
    'x-kubernetes-preserve-unknown-fields': z.boolean().exactOptional(),
    'x-kubernetes-embedded-resource': z.boolean().exactOptional(),
    'x-kubernetes-int-or-string': z.boolean().exactOptional(),
    'x-kubernetes-list-type': z.enum(['atomic', 'set', 'map']).exactOptional(),
    'x-kubernetes-list-map-keys': z.array(z.string()).exactOptional(),
    'x-kubernetes-validations': z.array(CelRule).exactOptional(),
  })
  .transform(({ 'x-kubernetes-list-type': listType, ...schema }) => ({
    ...schema,
    ...(listType !== undefined && listType !== 'atomic' && { 'x-kubernetes-list-type': listType }),
  }));
