import * as fc from 'fast-check';
import * as z from 'zod';

import type { Catalog } from '../../src/model/catalog';
import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';
import type { JsonSchema } from '../../src/problems/schema-at';
import { placesOf, richCatalogOf, textsOfManyForms, withValue } from './leaf-values';
import { richCatalogs } from './rich-catalogs';
import { leavesOf, nameOfLeaf, type Leaf } from './schema-leaves';

/** A catalog that its schemas and laws accept, and what was changed in a plain one. */
export interface CatalogAtBounds {
  readonly catalog: Catalog;
  /** `service: ports.[].name = "http"`. */
  readonly changes: readonly string[];
}

const schemas = { platform: Platform, environment: Environment, service: Service, overlay: Overlay };
type Kind = keyof typeof schemas;

/** Every leaf that a catalog has, in the document that it is in. */
export const leavesOfCatalogs = (['platform', 'environment', 'service', 'overlay'] as const).flatMap((kind) =>
  leavesOf(z.toJSONSchema(schemas[kind], { io: 'input', unrepresentable: 'any' }))
    // A patch at random fits no object, and is refused when it is applied: test/customize has those.
    .filter(({ path }) => path[0] !== 'patches')
    .map((leaf) => ({ kind, leaf })),
);

interface Change {
  readonly kind: Kind;
  readonly leaf: Leaf;
  /** Which of the places that the leaf has. */
  readonly nth: number;
  /** In the place of a name, where there is one. */
  readonly name: string;
  readonly isRenamed: boolean;
  readonly value: unknown;
}

/** Catalogs in which one to three leaves have values at the bounds of their schemas. Undefined for what is refused. */
export function arbitraryCatalogAtBounds(): fc.Arbitrary<CatalogAtBounds | undefined> {
  const change: fc.Arbitrary<Change> = fc.constantFrom(...leavesOfCatalogs).chain(({ kind, leaf }) =>
    fc.record({
      kind: fc.constant(kind),
      leaf: fc.constant(leaf),
      nth: fc.nat(3),
      name: fc.oneof(fc.constantFrom(...trickyNames), fc.stringMatching(/^[a-zA-Z0-9._/-]{1,70}$/)),
      isRenamed: fc.nat(2).map((one) => one === 0),
      value: fc.oneof(...leaf.schemas.map(valueAtBounds)),
    }),
  );
  return fc
    .record({ data: fc.constantFrom(...richCatalogs), changes: fc.array(change, { minLength: 1, maxLength: 3 }) })
    .map(({ data, changes }) => {
      const documents: Record<Kind, unknown> = { ...data };
      const said: string[] = [];
      for (const { kind, leaf, nth, name, isRenamed, value } of changes) {
        const places = placesOf(leaf.path, documents[kind]);
        const place = places[nth % places.length] ?? [];
        const renamed = place.map((key, index) => (isRenamed && leaf.path[index] === '*' ? name : key));
        documents[kind] = withValue(documents[kind], renamed, value);
        said.push(`${kind}: ${nameOfLeaf(leaf)} at ${renamed.join('.')} = ${JSON.stringify(value)}`);
      }
      const catalog = richCatalogOf({ ...data, ...documents });
      return catalog && { catalog, changes: said };
    });
}

// prettier-ignore
const trickyNames = [
  'a', 'A', '0', '_', '-a', 'a-', '.a', 'a.', 'a..b', 'a/b', 'a/b/c', '/a', 'A_B', 'a.b', 'ä', ' ', 'a b', '..', '.', 'a'.repeat(63), 'a'.repeat(64),
  'a'.repeat(253), 'a'.repeat(254), `${'a'.repeat(253)}/${'b'.repeat(63)}`, 'kubernetes.io/a', 'a=b', 'PATH', '1A',
];

// prettier-ignore
const trickyTexts = [
  '', ' ', 'a', 'A', '0', '-', '-a', 'a-', 'a_b', 'a.b', 'a..b', '.', '..', '/', '//', '/a/', '/a/../b', '/a//b', 'a/b', '*', '%', '100%', '101%', '0%',
  '\n', 'a\nb', '\t', '\u0007', '\u007f', 'é', '🙂', '$(A)', '{{ a }}', '{service}', '0', '0m', '1m', '0.0001', '1e3', '1E3', '1Ki', '1k', '1Ei', '9E',
  '99999999999', '0s', '1ms', '1h30m', '24h', '999h', '0.5s', '* * * * *', '59 23 31 12 7', '@daily', '*/5 0 * * mon-fri', '::/0', '0.0.0.0/0', '10.0.0.1/32',
  'a'.repeat(15), 'a'.repeat(16), 'a'.repeat(63), 'a'.repeat(64), 'a'.repeat(253), 'a'.repeat(254), `a.${'b'.repeat(63)}`, '*.example.com', 'https://x', 'UTC', 'Etc/UTC', 'Local',
];

/** Values of a schema, most of them as small, as large, as short or as long as it takes them. */
function valueAtBounds(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'number' || schema.type === 'integer') {
    const { minimum = -(2 ** 31), maximum = 2 ** 31 } = schema;
    const near = [minimum, minimum + 1, maximum, maximum - 1, 0, 1, 2, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 0.5];
    return fc.constantFrom(...near);
  }
  const texts = fc.constantFrom(...trickyTexts, ...textsOfManyForms);
  const anyText = fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 70 }));
  if (schema.pattern === undefined) return anyText;
  return fc.oneof(anyText, textOfPattern(schema.pattern));
}

/** Patterns of some schemas have what fast-check knows no texts for. */
function textOfPattern(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern), { size: 'medium' });
  } catch {
    return fc.constantFrom(...textsOfManyForms);
  }
}
