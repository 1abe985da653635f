import type * as z from 'zod';

import { isRecord, type JsonSchema } from '../../src/problems/schema-at';

/** A value of a schema that is neither a mapping nor a list. */
export interface Leaf {
  /** Keys; `*` for any name of a mapping of names, `[]` for an item of a list. */
  readonly path: readonly string[];
  /** Every schema that the value may have. */
  readonly schemas: readonly JsonSchema[];
  /** Other values that say that there is such a leaf: `scale.owner` is `hpa`. */
  readonly choices: readonly { readonly path: readonly string[]; readonly value: unknown }[];
}

/** `scale.maxReplicas (scale.owner hpa)`. */
export function nameOfLeaf({ path, choices }: Leaf): string {
  const said = choices.map((choice) => `${choice.path.join('.')} ${String(choice.value)}`);
  return path.join('.') + (said.length === 0 ? '' : ` (${said.join(', ')})`);
}

/** Every leaf of a schema; what says which of several mappings it is, is none. */
export function leavesOf(json: z.core.JSONSchema.BaseSchema): readonly Leaf[] {
  const byName = new Map<string, Leaf>();
  for (const leaf of leavesAt(json, [], [])) {
    const known = byName.get(nameOfLeaf(leaf));
    byName.set(
      nameOfLeaf(leaf),
      known === undefined ? leaf : { ...leaf, schemas: [...known.schemas, ...leaf.schemas] },
    );
  }
  return [...byName.values()];
}

function leavesAt(
  schema: JsonSchema,
  path: readonly string[],
  choices: Leaf['choices'],
  as: 'only' | 'option' = 'only',
): readonly Leaf[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isRecord);
  if (options.length > 0) return options.flatMap((option) => leavesAt(option, path, choices, 'option'));
  if (isRecord(schema.items)) return leavesAt(schema.items, [...path, '[]'], choices);
  const properties = Object.entries(schema.properties ?? {}).filter((entry): entry is [string, JsonSchema] =>
    isRecord(entry[1]),
  );
  const own = properties.flatMap(([key, { const: value }]) =>
    value === undefined || as === 'only' ? [] : [{ path: [...path, key], value }],
  );
  if (properties.length > 0) {
    return properties.flatMap(([key, property]) =>
      property.const === undefined ? leavesAt(property, [...path, key], [...choices, ...own]) : [],
    );
  }
  if (isRecord(schema.additionalProperties)) return leavesAt(schema.additionalProperties, [...path, '*'], choices);
  return schema.type === 'null' ? [] : [{ path, schemas: [schema], choices }];
}
