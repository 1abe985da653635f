import type { Definitions, Schema } from './schema';

/** Writes an interface for each definition: manifests first, parts by name. What is missing comes from kubernetes.ts. */
export function writeTypes(definitions: Definitions, kubernetes: Definitions): readonly string[] {
  const interfaces = [...definitions]
    .sort(([a, schemaA], [b, schemaB]) => Number(isManifest(schemaB)) - Number(isManifest(schemaA)) || compare(a, b))
    .map(([name, schema]) => writeInterface(name, schema));
  const missing = new Set([...definitions.values()].flatMap(referencesOf).filter((name) => !definitions.has(name)));
  for (const name of missing) {
    if (!kubernetes.has(name)) {
      throw new Error(`"${name}" is referred to, but neither defined nor a type of kubernetes.ts`);
    }
  }
  const imports = `import type { ${[...missing].sort().join(', ')} } from './kubernetes';`;
  return missing.size > 0 ? [imports, ...interfaces] : interfaces;
}

function isManifest(schema: Schema): boolean {
  return schema.properties?.['metadata']?.$ref === 'ObjectMeta' && schema.properties['apiVersion']?.enum !== undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function writeInterface(name: string, schema: Schema): string {
  const required = new Set(schema.required);
  const properties = Object.entries(schema.properties ?? {}).map(([property, child]) => {
    const deprecated = /^Deprecated|\bDeprecated[:.]/.test(child.description ?? '') ? '/** @deprecated */\n' : '';
    return `${deprecated}readonly ${JSON.stringify(property)}${required.has(property) ? '' : '?'}: ${typeOf(child)};`;
  });
  if (schema['x-kubernetes-preserve-unknown-fields']) {
    properties.push('readonly [key: string]: unknown;');
  }
  return `${summary(schema.description)}export interface ${name} {\n${properties.join('\n')}\n}`;
}

/** The first sentence of a description, when it is one line. */
function summary(description = ''): string {
  const sentence = /^[^\n]*?[^.\n]{3}\.(?=\s|$)/.exec(description)?.[0] ?? '';
  return sentence === '' || sentence.length > 110 ? '' : `/** ${sentence} */\n`;
}

function typeOf(schema: Schema): string {
  return schema.nullable ? `${plainTypeOf(schema)} | null` : plainTypeOf(schema);
}

function plainTypeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    return schema.$ref;
  }
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  }
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') {
    return 'number | string';
  }
  switch (schema.type ?? '') {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return `Readonly<Record<string, ${valueTypeOf(schema)}>>`;
    default:
      return 'unknown';
  }
}

/** Type of a map's values. The API server drops all fields of an object that lists none, unless the schema says otherwise. */
function valueTypeOf({ additionalProperties, ...schema }: Schema): string {
  if (typeof additionalProperties === 'object') {
    return typeOf(additionalProperties);
  }
  return additionalProperties || schema['x-kubernetes-preserve-unknown-fields'] ? 'unknown' : 'never';
}

function referencesOf(schema: Schema): readonly string[] {
  const children = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  const inside = children.flatMap((child) => (typeof child === 'object' ? referencesOf(child) : []));
  return schema.$ref === undefined ? inside : [schema.$ref, ...inside];
}
