import type { Schema } from '../manifest-schemas/schema';
import { isMapping } from '../manifests/value-at';

/** The grammar of `k8s.io/apimachinery/pkg/api/resource.Quantity`. */
const grammar = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?$/;

/** Powers of ten, or of two. */
const decimals: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaries: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/**
 * The number that a quantity stands for: `1000m` and `1` are one.
 *
 * @returns undefined for what is no quantity
 */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = grammar.exec(String(value));
  if (match === null) return undefined;
  const [, sign = '', digits = '', suffix = ''] = match;
  const binary = binaries[suffix];
  // Written with an exponent, "1000m" is read as exactly 1; multiplied by 0.001 it might not be.
  const exponent = decimals[suffix];
  const number =
    binary === undefined
      ? Number(`${digits}${exponent === undefined ? suffix : `e${exponent}`}`)
      : Number(digits) * 2 ** binary;
  return sign === '-' ? -number : number;
}

/** Names of fields that hold quantities where a schema does not say so: CRDs that leave pods open. */
const quantityFields = new Set(['requests', 'limits']);

/**
 * Whether two values are one to the server: quantities by their amount. `80` and `"80"` are two: where Kubernetes takes
 * both, the text is a name or a percentage.
 *
 * @param parent key of the mapping that holds the value
 */
export function isSameScalar(before: unknown, after: unknown, schema: Schema | undefined, parent: unknown): boolean {
  if (before === after) return true;
  const isQuantity =
    schema?.format === 'quantity' || (schema?.format === undefined && quantityFields.has(String(parent)));
  if (!isQuantity) return false;
  const amount = quantityOf(before);
  return amount !== undefined && amount === quantityOf(after);
}

/** Writes a value so that equal ones are equal texts: keys in order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMapping(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}
