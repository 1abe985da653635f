/**
 * How one scalar is written so that YAML 1.1 and YAML 1.2 readers see the same value.
 *
 * Sources: the YAML 1.1 type repository (https://yaml.org/type/: bool, int, float, merge, null, timestamp, value), the core
 * schema of YAML 1.2.2 (https://yaml.org/spec/1.2.2/#103-core-schema) and, where libraries are wider than both, what
 * libyaml, PyYAML, go-yaml 2 and 3 (Kubernetes, Argo CD), Psych and SnakeYAML do.
 */

/** Writes a finite number; the exponent form gets the dot that makes it a number in YAML 1.1 too. */
export function numberText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0';
  const text = String(value);
  const exponent = text.indexOf('e');
  return exponent === -1 || text.includes('.') ? text : `${text.slice(0, exponent)}.0${text.slice(exponent)}`;
}

/** Writes a string on one line: plain where no reader can take it for something else, double-quoted otherwise. */
export function stringText(value: string): string {
  if (value.length > LONGEST_REMEMBERED) return isPlain(value) ? value : quoted(value);
  const known = textByString.get(value);
  if (known !== undefined) return known;
  const text = isPlain(value) ? value : quoted(value);
  if (textByString.size >= MOST_REMEMBERED) textByString.clear();
  textByString.set(value, text);
  return text;
}

/** Writes a string inside of a flow collection, where a comma ends a plain one. */
export function flowStringText(value: string): string {
  return value.includes(',') ? quoted(value) : stringText(value);
}

/**
 * Writes a string in double quotes. JSON's escapes are YAML's too, in both versions (JSON.stringify does not write the `\/`
 * that YAML 1.1 lacks).
 */
export function quoted(value: string): string {
  return JSON.stringify(value).replace(ESCAPED_BEYOND_JSON, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Writes a string in single quotes; undefined when it has characters that only double quotes can carry. */
export function singleQuoted(value: string): string | undefined {
  const isPrintable = !NOT_PRINTABLE.test(value) && !hasLoneSurrogate(value);
  return isPrintable ? `'${value.replaceAll("'", "''")}'` : undefined;
}

/**
 * Says whether a text may be a literal block: several lines, all printable, nothing at a line's end that people would not
 * see, and a first line that shows the indentation (libyaml refuses a tab there, a space would need an indicator).
 */
export function isBlockText(value: string): boolean {
  return value.includes('\n') && !NOT_LITERAL.test(value) && !hasLoneSurrogate(value);
}

/** Whether a string is no Unicode text, because half of a surrogate pair is missing. */
export function hasLoneSurrogate(value: string): boolean {
  return LONE_SURROGATE.test(value);
}

/**
 * Writes a literal block with its header, each line after `indent`, ended by a line break. Trailing line breaks are kept by
 * the header: `|-` none, `|` one, `|+` several.
 */
export function blockText(value: string, indent: string): string {
  const body = value.replace(LINE_WITH_TEXT, indent);
  if (!value.endsWith('\n')) return `|-\n${body}\n`;
  return value.endsWith('\n\n') ? `|+\n${body}` : `|\n${body}`;
}

/** Strings repeat a lot (`name`, `Deployment`, labels): deciding once is worth a bounded map, the long tail is not. */
const LONGEST_REMEMBERED = 80;
const MOST_REMEMBERED = 20_000;
const textByString = new Map<string, string>();

/**
 * Strings that need no quotes, a subset of what YAML allows, in block context (we write no flow collections with content):
 * - a word starts with a letter, `/` or a flag's dashes: no number, date, sexagesimal, merge key, indicator or marker does;
 * - words go on with characters that mean nothing inside a scalar; no `#`, quotes, brackets, `&`, `*`, `!`, `|`, `>`;
 * - a colon stands inside a word only, so that it cannot end a key; words are parted by single spaces.
 */
const PLAIN_WORDS =
  /^(?:-{0,2}[A-Za-z]|\/)[\w./@=+,~%()-]*(?::[\w/][\w./@=+,~%()-]*)*(?: [\w./@=+,~%()-]+(?::[\w/][\w./@=+,~%()-]*)*)*$/;

/** Quantities, durations and percentages (`100m`, `128Mi`, `30s`, `25%`): digits, then a unit that no number has. */
const PLAIN_QUANTITY = /^[0-9]{1,15}(?:m|ms|s|h|d|[KMGTP]i|%)$/;

/** Words that some reader takes for a boolean, null or a float: older go-yaml `-inf`, the `yaml` package in 1.1 mode `e1`. */
const RESERVED = /^-{0,2}(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity|e[-+]?[0-9]+)$/i;

function isPlain(value: string): boolean {
  return PLAIN_WORDS.test(value) ? !RESERVED.test(value) : PLAIN_QUANTITY.test(value);
}

/** Valid in JSON, but not printable in YAML, a line break in YAML 1.1, or invisible to a reviewer (bidirectional marks). */
const ESCAPED_BEYOND_JSON = /[\u007f-\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g;

/** Control characters, and the invisible ones above. */
const NOT_PRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/;

/** First line blank or indented; a blank before a line's end or the end; not printable or invisible (as above). */
const NOT_LITERAL =
  // eslint-disable-next-line no-control-regex
  /^[ \t\n]|[ \t](?:\n|$)|[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/;

/** The start of each line that is not empty: an empty line must stay empty, or it would end in blanks. */
const LINE_WITH_TEXT = /^(?=[^\n])/gm;

/** In Unicode mode a surrogate matches only where it is not half of a pair. */
const LONE_SURROGATE = /\p{Surrogate}/u;
