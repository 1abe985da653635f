import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Enums, readEnums } from './read-enums';
import { type Definitions, manifestSchema, mapChildren, Schema, withoutOmitted } from './schema';
import type { Source } from './sources';

const Definition = Schema.extend({
  'x-kubernetes-group-version-kind': z
    .array(z.object({ group: z.string(), version: z.string(), kind: z.string() }))
    .optional(),
});
type Definition = z.infer<typeof Definition>;

const Openapi = z.object({ definitions: z.record(z.string(), Definition) });

/** Reads the kinds of `source`, and all that they refer to, from OpenAPI definitions; names lose their group. */
export function readOpenapi(source: Source, folder: string): Definitions {
  const result = new Map<string, Schema>();
  const enums: Enums = source.enums === undefined ? new Map() : readEnums(join(folder, source.enums));
  for (const [file, kinds] of Object.entries(source.kinds)) {
    const { definitions } = Openapi.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const manifests = new Map(kinds.map((kind) => [fullNameOf(kind, definitions), kind]));

    // A loop over a Set comes to what is added meanwhile: the definitions that earlier ones refer to.
    const fullNames = new Set(manifests.keys());
    for (const fullName of fullNames) {
      const name = shortName(fullName);
      if (result.has(name)) {
        throw new Error(`two definitions have the short name "${name}", one of them is "${fullName}"`);
      }
      const definition = asManifest(definitions[fullName] ?? {}, manifests.get(fullName));
      const schema = withEnums(withoutOmitted(name, definition, source.omit), enums.get(fullName));
      result.set(
        name,
        withShortReferences(schema, definitions, (reference) => fullNames.add(reference)),
      );
    }
  }
  return result;
}

function fullNameOf(kind: string, definitions: Readonly<Record<string, Definition>>): string {
  for (const [fullName, definition] of Object.entries(definitions)) {
    const [only, ...more] = definition['x-kubernetes-group-version-kind'] ?? [];
    if (only && more.length === 0 && kind === `${only.group}/${only.version} ${only.kind}`.replace(/^\//, '')) {
      return fullName;
    }
  }
  throw new Error(`the OpenAPI definitions have no "${kind}"; correct scripts/imports/sources.ts`);
}

function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

function asManifest(schema: Schema, apiVersionAndKind: string | undefined): Schema {
  const [apiVersion, kind] = apiVersionAndKind?.split(' ') ?? [];
  return apiVersion && kind ? manifestSchema(schema, apiVersion, kind) : schema;
}

function withEnums(schema: Schema, enums: ReadonlyMap<string, readonly string[]> = new Map()): Schema {
  return mapChildren(schema, (child, property) => {
    const values = enums.get(property);
    if (!values) {
      return child;
    }
    const withValues = { type: 'string', enum: [...values] };
    return child.items ? { ...child, items: withValues } : { ...child, ...withValues };
  });
}

/** Shortens references to objects; replaces those to plain values (Time, IntOrString, Quantity) by the value. */
function withShortReferences(
  schema: Schema,
  definitions: Readonly<Record<string, Definition>>,
  onReference: (fullName: string) => void,
): Schema {
  const fullName = schema.$ref?.replace('#/definitions/', '');
  const target = fullName === undefined ? undefined : definitions[fullName];
  if (fullName?.endsWith('.Quantity')) {
    return { 'x-kubernetes-int-or-string': true };
  }
  if (fullName !== undefined && target?.properties) {
    onReference(fullName);
    return { ...schema, $ref: shortName(fullName) };
  }
  return mapChildren(target ?? schema, (child) => withShortReferences(child, definitions, onReference));
}
