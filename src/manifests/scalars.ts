import type { ScalarValue } from '../yaml/scalars';

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
/** `0o17`, `017`, `0x1F` and `0b1`; the prefix may be in capitals. */
const prefixed = /^([-+]?)0(?:[oO]?([0-7]+)|[xX]([0-9a-fA-F]+)|[bB]([01]+))$/;
const fraction = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** What starts with a dot goes to `strconv.ParseFloat` as it is, which takes underscores between digits only. */
const dotFraction = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;

/** The longest words of `words` have five characters. */
const longestWord = 5;

/** The words of go-yaml v2, `resolve.go`: all the spellings of YAML 1.1, `y` and `n` too. */
const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(true, ['y', 'yes', 'true', 'on']),
  ...spellings(false, ['n', 'no', 'false', 'off']),
  ...spellings(null, ['~', 'null']),
  ...spellings(Number.POSITIVE_INFINITY, ['.inf', '+.inf']),
  ...spellings(Number.NEGATIVE_INFINITY, ['-.inf']),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, ScalarValue] => [word, Number.NaN]),
]);

/** First characters of what may be something else than a string. */
const firstOfOthers: ReadonlySet<number> = new Set(
  Array.from('+-.0123456789yYnNtTfFoO~', (character) => character.charCodeAt(0)),
);

/**
 * Resolves a plain (unquoted) scalar as Kubernetes does: sigs.k8s.io/yaml, which is go-yaml v2. That is YAML 1.1 with
 * exceptions: `12:30` and dates are strings, and so are numbers that are too large.
 *
 * @param source the scalar without the white space around it; empty is null
 */
export function resolveKubernetesScalar(source: string): ScalarValue {
  if (!firstOfOthers.has(source.charCodeAt(0))) return source === '' ? null : source;
  if (source.length <= longestWord) {
    const word = words.get(source);
    if (word !== undefined) return word;
  }
  const first = source.charCodeAt(0);
  return first <= 0x39 ? resolveNumber(source) : source;
}

function resolveNumber(source: string): ScalarValue {
  if (source.startsWith('.')) return dotFraction.test(source) ? finite(source.replaceAll('_', ''), source) : source;

  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  // Adding 0 makes the 0 of "-0", which is an integer for Go.
  if (decimal.test(plain)) return Number(plain) + 0;
  const found = prefixed.exec(plain);
  if (found !== null) {
    const [, sign = '', octal, hexadecimal, binary = ''] = found;
    const size = Number.parseInt(octal ?? hexadecimal ?? binary, octal ? 8 : hexadecimal ? 16 : 2);
    // Go's integers have 64 bits.
    if (size < (sign === '' ? 2 ** 64 : 2 ** 63)) return sign === '-' ? 0 - size : size;
  }
  return fraction.test(plain) ? finite(plain, source) : source;
}

/** What overflows stays the string that it was. */
function finite(number: string, source: string): number | string {
  const value = Number.parseFloat(number);
  return Number.isFinite(value) ? value : source;
}

function spellings(value: ScalarValue, names: readonly string[]): readonly [string, ScalarValue][] {
  return names.flatMap((name): [string, ScalarValue][] => [
    [name, value],
    [name.toUpperCase(), value],
    [name.replace(/[a-z]/, (letter) => letter.toUpperCase()), value],
  ]);
}
