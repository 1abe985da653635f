import { constants, brotliCompressSync } from 'node:zlib';

import { mapChildren, type KindSchema } from '../../src/manifest-schemas/schema';
import {
  storedFormat,
  type Reference,
  type StoredKind,
  type StoredSchema,
  type StoredSchemas,
} from '../../src/manifest-schemas/stored-schemas';
import { canonicalJson } from './canonical-json';
import { shareParts } from './share-parts';

/**
 * Makes the content of a file of schemas: equal parts become one definition. The order of the input makes no difference.
 *
 * @param kinds `apps/v1 Deployment` -> its schema, which may contain itself
 */
export function storeSchemas(
  kinds: ReadonlyMap<string, KindSchema>,
  about: Pick<StoredSchemas, 'sources' | 'kubernetes'>,
): StoredSchemas {
  const sorted = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const { parts, rootNumbers } = shareParts(sorted.map(([, { schema }]) => schema));
  const definitions: StoredSchema[] = [];
  const placeByNumber = new Map<number, number>();

  const entries = sorted.map(([name, kind], index): [string, StoredKind] => {
    return [name, { ...kind, schema: write({ $ref: rootNumbers[index] ?? -1 }) }];
  });
  return { format: storedFormat, ...about, kinds: Object.fromEntries(entries), definitions };

  function write(child: StoredSchema | Reference): StoredSchema | Reference {
    const number = '$ref' in child ? child.$ref : -1;
    const part = parts[number];
    if (part === undefined) throw new Error(`there is no part ${number}`);
    if (!part.isShared) return mapChildren(part.schema, write);
    return { $ref: placeByNumber.get(number) ?? define(number, part.schema) };
  }

  /** The place is taken first: a definition may lead to itself. */
  function define(number: number, schema: StoredSchema): number {
    const place = definitions.push({}) - 1;
    placeByNumber.set(number, place);
    definitions[place] = mapChildren(schema, write);
    return place;
  }
}

/** Compresses the content of a file of schemas: the same content gives the same bytes. */
export function compress(stored: StoredSchemas): Buffer {
  const text = Buffer.from(canonicalJson(stored));
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}
