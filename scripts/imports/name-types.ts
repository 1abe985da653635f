import { type Definitions, mapChildren, type Schema } from './schema';

/**
 * Gives each object of the CRDs' deep trees a name, and makes the rest refer to it. Objects with the same schema under
 * the same property are one type, named after its shortest path: that keeps names short and takes the repetition away.
 */
export function nameTypes(
  manifests: Definitions,
  names: Readonly<Record<string, string>>,
  kubernetes: Definitions,
): Definitions {
  const result = new Map<string, Schema>();
  const nameByContent = new Map<string, string>();
  const contentByName = new Map<string, string>();
  const unusedNames = new Set(Object.keys(names));
  const queue = [...manifests].map(([kind, schema]) => ({ schema, path: kind, name: kind }));

  // The queue grows while it is walked, so that all objects of one depth get their names before deeper ones.
  for (const { schema, path, name } of queue) {
    const prefix = name.replace(/Spec$/, '');
    const properties = Object.entries(schema.properties ?? {}).map(
      ([property, child]) => [property, refer(child, `${path}.${property}`, prefix + pascalCase(property))] as const,
    );
    // Shared by several places, the type cannot keep the description of one.
    result.set(name, { ...schema, description: undefined, properties: Object.fromEntries(properties) });
  }
  if (unusedNames.size > 0) {
    throw new Error(`no object is at ${[...unusedNames].join(', ')}; correct scripts/imports/sources.ts`);
  }
  return result;

  function refer(schema: Schema, path: string, pathName: string): Schema {
    if (!schema.properties) {
      return mapChildren(schema, (child) => refer(child, path, singular(pathName)));
    }
    const content = contentOf(schema);
    const property = path.slice(path.lastIndexOf('.') + 1);
    const ending = longestEnding(path, Object.keys(names));
    unusedNames.delete(ending);
    const name = names[ending] ?? nameByContent.get(`${property} ${content}`) ?? pathName;
    const sameName = contentByName.get(name);
    if (kubernetes.has(name)) {
      expectKnown(schema, path, name, kubernetes.get(name));
    } else if (sameName === undefined) {
      nameByContent.set(`${property} ${content}`, name);
      contentByName.set(name, content);
      queue.push({ schema, path, name });
    } else if (sameName !== content) {
      throw new Error(`"${path}" differs from another type "${name}"; name it in scripts/imports/sources.ts`);
    }
    return { $ref: name, nullable: schema.nullable, description: schema.description };
  }
}

function longestEnding(path: string, endings: readonly string[]): string {
  const fitting = endings.filter((ending) => `.${path}`.endsWith(`.${ending}`));
  return fitting.reduce((longest, ending) => (ending.length > longest.length ? ending : longest), '');
}

function expectKnown(schema: Schema, path: string, name: string, known: Schema | undefined): void {
  const unknown = Object.keys(schema.properties ?? {}).filter((property) => !known?.properties?.[property]);
  if (unknown.length > 0) {
    throw new Error(`"${path}" is not a "${name}" of Kubernetes: it also has ${unknown.join(', ')}`);
  }
}

/** The schema as text, without what makes no difference to its type. */
function contentOf(schema: Schema): string {
  return JSON.stringify(schema, (key, value: unknown) =>
    typeof value === 'string' && (key === 'description' || key === 'format') ? undefined : value,
  );
}

function pascalCase(property: string): string {
  return property
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function singular(name: string): string {
  return name
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^s])s$/, '$1');
}
