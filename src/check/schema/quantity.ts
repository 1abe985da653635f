import { remembered } from './remembered';

/** Powers of ten of the suffixes of a Kubernetes quantity; those of two are by the number of times 1024. */
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

/** More digits than any machine has: what is above is taken for this. */
const largestExponent = 60;

/** Nobody writes so many digits, and to read a million of them takes long. */
const longestText = 1000;

/**
 * Reads a quantity as the API server does: `500m`, `1.5Gi`, `1e3`, also a number.
 *
 * @returns billionths, rounded up; undefined when it is no quantity
 */
export function readQuantity(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number' ? readText(String(value)) : undefined;
}

const readText = remembered((text) => {
  if (text.length > longestText) return undefined;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.exec(text.trim());
  const [, sign, whole = '', fraction = '', suffix = ''] = match ?? [];
  // Without digits it is nothing: "Gi" is 0. An empty text is refused.
  if (match === null || text === '') return undefined;
  const thousands = binary[suffix];
  const exponent = thousands === undefined ? (decimal[suffix] ?? Number(suffix.slice(1))) : 0;
  const scale = Math.min(9 + exponent - fraction.length, largestExponent);
  const digits = BigInt(whole + fraction || '0') * 1024n ** BigInt(thousands ?? 0);
  const amount = scale >= 0 ? digits * 10n ** BigInt(scale) : roundedUp(digits, -scale);
  return sign === '-' ? -amount : amount;
});

function roundedUp(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(Math.min(places, 1000));
  return (digits + divisor - 1n) / divisor;
}
