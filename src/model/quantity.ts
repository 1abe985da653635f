import * as z from 'zod';

/**
 * Kubernetes quantities: `100m`, `1.5`, `512Mi`, `2G`, `1e3`.
 * The grammar is that of `k8s.io/apimachinery/pkg/api/resource.Quantity`.
 */
const grammar = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?$/;

const multipliers: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Reads a quantity as a number in its base unit: cores for CPU, bytes for memory and storage.
 * Doubles are exact enough to compare quantities that people write.
 *
 * @returns undefined when the text is no quantity
 */
export function quantityValue(text: string): number | undefined {
  const known = valueByText.get(text);
  if (known !== undefined) return known;
  const value = readQuantity(text);
  // Not what nobody would write: a catalog repeats a few dozen quantities thousands of times.
  if (value !== undefined && valueByText.size < 10_000) valueByText.set(text, value);
  return value;
}

const valueByText = new Map<string, number>();

function readQuantity(text: string): number | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, digits = '', suffix = ''] = match;
  const number = Number(digits);
  if (suffix === '') return number;
  const multiplier = multipliers[suffix];
  return multiplier === undefined ? Number(`${digits}${suffix}`) : number * multiplier;
}

function quantity(unit: string, example: string, isAllowed: (text: string) => boolean) {
  return z.string().refine((text) => (quantityValue(text) ?? 0) > 0 && isAllowed(text), {
    message: `must be a quantity of ${unit} above 0 such as ${example}`,
  });
}

/** An amount of CPU: cores or thousandths of a core. Finer than 1m is refused by Kubernetes. */
export const Cpu = quantity('CPU', '"250m" or "2"', isThousandths);

function isThousandths(text: string): boolean {
  const thousandths = (quantityValue(text) ?? 0) * 1000;
  return Math.abs(thousandths - Math.round(thousandths)) < 1e-6;
}

function isCpu(text: string): boolean {
  return (quantityValue(text) ?? 0) > 0 && isThousandths(text);
}

/** What is said instead of a limit of CPU where there is none. */
export const noLimit = 'none';

/** A limit of CPU, or `none`: a container may use what its node has to spare. */
export const CpuLimit = z
  .string()
  .refine(
    (text) => text === noLimit || isCpu(text),
    'must be "none" or a quantity of CPU above 0 such as "250m" or "2"',
  );

/** A limit in its base unit, to compare with others: without an end where it is `none`; 0 when it is no quantity. */
export function limitValue(text: string): number {
  return text === noLimit ? Number.POSITIVE_INFINITY : (quantityValue(text) ?? 0);
}

/** An amount of memory or storage in bytes. `m` is refused: 512m is half a byte, and 512M was meant. */
export const Bytes = quantity('bytes', '"512Mi" or "1Gi"', (text) => !text.endsWith('m'));

/** Writes bytes or cores back as a short quantity, for messages: 1.5 cores is `1500m`, 2147483648 bytes is `2Gi`. */
export function formatCpu(cores: number): string {
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}

/** @see formatCpu */
export function formatBytes(bytes: number): string {
  for (const unit of ['Ti', 'Gi', 'Mi', 'Ki']) {
    const size = multipliers[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return bytes >= 2 ** 20 ? `${Math.ceil(bytes / 2 ** 20)}Mi` : String(bytes);
}
