import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { load } from 'js-yaml';

import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import type { Catalog } from '../../src/model/catalog';
import { InputError } from '../../src/model/problem';
import { isRecord } from '../../src/problems/schema-at';
import { withValue } from './leaf-values';
import { shippedCatalog } from './shipped-catalog';

/** The shipped catalog with one value that is another one. */
export interface ShippedEdit {
  readonly after: Catalog;
  readonly file: string;
  /** Where in the file. */
  readonly path: readonly (string | number)[];
}

/** The shipped catalog, and valid ones that differ from it in one value of one file. */
export function shippedEdits(): { readonly before: Catalog; readonly arbitraryEdit: fc.Arbitrary<ShippedEdit> } {
  const texts = new Map(
    readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(shippedCatalog, file), 'utf8')]),
  );
  const known = loadCatalog(textsSource('catalog', texts));
  const places = [...texts].flatMap(([file, text]) => {
    const value: unknown = load(text);
    return placesIn(value).map((path) => ({ file, value, path }));
  });
  const arbitraryEdit = fc
    .record({ place: fc.constantFrom(...places), nth: fc.nat(9) })
    .map(({ place: { file, value, path }, nth }): ShippedEdit | undefined => {
      const other = otherValue(path.reduce(childOf, value), nth);
      const text = JSON.stringify(withValue(value, path, other));
      try {
        const { catalog } = loadCatalog(textsSource('catalog', new Map([...texts, [file, text]])), known.parsed);
        return { after: catalog, file, path };
      } catch (error) {
        if (error instanceof InputError) return undefined;
        throw error;
      }
    })
    .filter((edit) => edit !== undefined);
  return { before: known.catalog, arbitraryEdit };
}

/** Every place of a value that is neither a mapping nor a list. */
function placesIn(value: unknown): readonly (readonly (string | number)[])[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : isRecord(value)
      ? Object.entries(value)
      : [];
  if (entries.length === 0) return [[]];
  return entries.flatMap(([key, one]) => placesIn(one).map((path) => [key, ...path]));
}

function childOf(value: unknown, key: string | number): unknown {
  return Object.entries(value ?? {}).find(([name]) => name === String(key))?.[1];
}

function otherValue(value: unknown, nth: number): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1 + nth;
  if (typeof value !== 'string') return value;
  // The same form with another number, name or letter.
  if (/\d/.test(value)) return value.replace(/\d/, (digit) => String((Number(digit) + 1 + (nth % 8)) % 10));
  return `${value}${'abcdefghij'[nth]}`;
}
