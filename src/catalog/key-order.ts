import * as z from 'zod';

import type { SettingsDocumentKind } from '../model/catalog';
import { Environment } from '../model/environment';
import { Overlay } from '../model/overlay';
import { People } from '../model/people';
import { Platform } from '../model/platform';
import { Service } from '../model/service';
import type { NodePath } from '../yaml/operation';

const schemas = {
  platform: Platform,
  people: People,
  environment: Environment,
  service: Service,
  overlay: Overlay,
} satisfies Record<SettingsDocumentKind, z.ZodType>;

/** The keys that a mapping of a document may have, in the order of its schema; none where people choose the names. */
export function keyOrder(kind: SettingsDocumentKind, path: NodePath): readonly string[] {
  let found: readonly unknown[] = alternatives(schemas[kind]);
  for (const part of path) found = found.flatMap((schema) => alternatives(below(schema, part)));
  return [...new Set(found.flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : [])))];
}

function below(schema: unknown, part: string | number): unknown {
  if (schema instanceof z.ZodArray) return typeof part === 'number' ? schema.element : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodObject ? Object.entries(schema.shape).find(([key]) => key === part)?.[1] : undefined;
}

/** What a schema takes, behind what is said about it: several for a union. */
function alternatives(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  if (schema instanceof z.ZodPipe) return alternatives(schema.in);
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;
  return isWrapped ? alternatives(schema.unwrap()) : [schema];
}
