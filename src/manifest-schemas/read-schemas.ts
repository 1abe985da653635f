import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

import { mapChildren, type KindSchema, type Schema } from './schema';
import { kindName, storedFormat, type Reference, type StoredSchema, type StoredSchemas } from './stored-schemas';

/** The kinds that a server takes. */
export interface Schemas {
  /** What they were made from: `k8s.io/kubernetes v1.36.3`. */
  readonly sources: readonly string[];
  /** Minor version of the server whose built-in kinds are among them: `1.36`. */
  readonly kubernetes?: string;
  /** All kinds, sorted: `apps/v1 Deployment`. */
  readonly names: readonly string[];
  /** Finds a kind in a version. The first time costs its size, later ones nothing. */
  find(apiVersion: string, kind: string): KindSchema | undefined;
}

/** A file that is no file of schemas. */
export class SchemasError extends Error {
  override name = 'SchemasError';
}

/**
 * Reads a file of schemas: one that Slipway ships, or one that `npm run manifest-schemas` wrote.
 *
 * The built-in kinds of a version and all shipped custom resources, 40 KiB and as JSON 370, take 20 ms on a slow core; the
 * first kind takes 2 ms, all together 30.
 *
 * @throws SchemasError that names the file and says what to do, when it is no such file
 */
export function readSchemas(file: string): Schemas {
  const bytes = readFileSync(file);
  try {
    return openSchemas(JSON.parse(brotliDecompressSync(bytes).toString('utf8')));
  } catch (error) {
    throw new SchemasError(`"${file}" is no file of schemas; write it again with "npm run manifest-schemas"`, {
      cause: error,
    });
  }
}

/**
 * Makes schemas of the content of a file. Their parts are put together when they are asked for.
 *
 * @throws Error when the content has another format
 */
export function openSchemas(content: unknown): Schemas {
  if (!isStored(content)) throw new Error(`the content is not "${storedFormat}"`);
  const { sources, kubernetes, kinds, definitions } = content;
  const linked: Schema[] = [];
  const found = new Map<string, KindSchema>();

  return {
    sources,
    ...(kubernetes !== undefined && { kubernetes }),
    names: Object.keys(kinds),
    find(apiVersion, kind) {
      const name = kindName(apiVersion, kind);
      const stored = kinds[name];
      if (stored === undefined) return undefined;
      const known = found.get(name) ?? { ...stored, schema: link(stored.schema) };
      found.set(name, known);
      return known;
    },
  };

  function link(schema: StoredSchema | Reference): Schema {
    return '$ref' in schema ? definition(schema.$ref) : mapChildren(schema, link);
  }

  /** A definition may lead to itself, so it is known before its content is. */
  function definition(index: number): Schema {
    const known = linked[index];
    if (known !== undefined) return known;
    const stored = definitions[index];
    if (stored === undefined) throw new Error(`there is no definition ${index}`);
    const schema: Schema = {};
    linked[index] = schema;
    return Object.assign(schema, mapChildren(stored, link));
  }
}

/** Joins schemas of several files: built-in kinds, custom resources, those of a team. A later one is preferred. */
export function joinSchemas(all: readonly Schemas[]): Schemas {
  const preferred = [...all].reverse();
  const kubernetes = preferred.find((schemas) => schemas.kubernetes !== undefined)?.kubernetes;
  return {
    sources: all.flatMap(({ sources }) => sources),
    ...(kubernetes !== undefined && { kubernetes }),
    names: [...new Set(all.flatMap(({ names }) => names))].sort(),
    find(apiVersion, kind) {
      for (const schemas of preferred) {
        const found = schemas.find(apiVersion, kind);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** Only our writer makes such files, so its first words say enough: checking all of it would take longer than using it. */
function isStored(content: unknown): content is StoredSchemas {
  return typeof content === 'object' && content !== null && 'format' in content && content.format === storedFormat;
}
