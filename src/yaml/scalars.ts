/** What one scalar can stand for under the core schema. */
export type ScalarValue = null | boolean | number | string;

const decimalInteger = /^[-+]?[0-9]+$/;
const prefixedInteger = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const decimalFraction = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/**
 * Resolves a plain (unquoted) scalar as YAML 1.2.2, section 10.3.2 (core schema) says. `on`, `no` and `12:30` are strings;
 * `0123` is the number 123.
 *
 * @param source the scalar without the white space around it; empty is null
 */
export function resolvePlainScalar(source: string): ScalarValue {
  switch (source.charCodeAt(0)) {
    case 0x2b: // +
    case 0x2d: // -
    case 0x2e: // .
    case 0x30: // 0 to 9
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return resolveNumber(source);
    case 0x46: // F
    case 0x4e: // N
    case 0x54: // T
    case 0x66: // f
    case 0x6e: // n
    case 0x74: // t
      return resolveWord(source);
    case 0x7e: // ~
      return source.length === 1 ? null : source;
    default:
      return source === '' ? null : source;
  }
}

function resolveNumber(source: string): ScalarValue {
  if (decimalInteger.test(source)) return Number.parseInt(source, 10);
  if (decimalFraction.test(source)) return Number.parseFloat(source);
  if (prefixedInteger.test(source)) return Number.parseInt(source.slice(2), source[1] === 'o' ? 8 : 16);
  if (!notFinite.test(source)) return source;
  if (/n$/i.test(source)) return Number.NaN;
  return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function resolveWord(source: string): ScalarValue {
  // Most words are longer: this comparison spares them the six below.
  if (source.length > 5) return source;
  switch (source) {
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return source;
  }
}

/** YAML 1.2.2, section 5.7: the escapes of one character. Those with hexadecimal digits are in `escapeDigits`. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const escapeDigits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * Replaces the escapes of a double-quoted scalar that is on one line.
 *
 * @param source the text between the quotes
 * @returns undefined when an escape is not one of YAML's
 */
export function unescapeDoubleQuoted(source: string): string | undefined {
  let value = '';
  let start = 0;
  for (let at = source.indexOf('\\'); at !== -1; at = source.indexOf('\\', start)) {
    value += source.slice(start, at);
    const name = source.charAt(at + 1);
    const digits = escapeDigits.get(name);
    const character = digits === undefined ? escapes.get(name) : fromHexadecimal(source.substr(at + 2, digits), digits);
    if (character === undefined) return undefined;
    value += character;
    start = at + 2 + (digits ?? 0);
  }
  return value + source.slice(start);
}

function fromHexadecimal(digits: string, length: number): string | undefined {
  if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const codePoint = Number.parseInt(digits, 16);
  return codePoint > 0x10ffff ? undefined : String.fromCodePoint(codePoint);
}
