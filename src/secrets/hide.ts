import { formatOfSecret } from './formats';
import { isPlaceholder, looksRandom, namesASecret } from './looks';

/** Stands for a value that nobody should read in a report. */
export const hiddenSecret = '(a secret: not shown)';

/** Whether a value is a secret, by its form, or by the name of what it is the value of. */
export function isSecret(name: string, text: string): boolean {
  return formatOfSecret(text) !== undefined || (namesASecret(name) && text !== '' && !isPlaceholder(text));
}

/** A line that says a value: `password: x`, `--token=x`, `export API_KEY=x`. */
const saying =
  /^[ \t]{0,64}(?:- )?(?:export )?(?:--?)?["']?([\w.-]{1,128})["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\s"'][^\n"']*)/;

/** Whether a text has a secret in it, in any of its lines. */
export function hasSecret(name: string, text: string): boolean {
  if (isSecret(name, text)) return true;
  // Nearly every text of a catalog: nothing in it says a value.
  if (!text.includes(':') && !text.includes('=')) return false;
  return text.split('\n').some((line) => {
    const [, key = '', value = ''] = saying.exec(line) ?? [];
    return isSecret(key, value);
  });
}

/** A name with its value, wherever it stands in a line. */
const pair = /(?<![\w.-])([\w.-]{1,128})(["']?[ \t]{0,8}[:=][ \t]{0,8})("[^"\n]*"|'[^'\n]*'|[^\s,;&"'{}[\]]+)/g;

/** A text without the secrets in it: what is around them stays, so that people see where to look. */
export function withoutSecrets(text: string, name = ''): string {
  if (text === '') return text;
  // What was hidden before stays as it is: its own words name a secret.
  if (text.includes(hiddenSecret)) {
    return text
      .split(hiddenSecret)
      .map((part) => withoutSecrets(part, name))
      .join(hiddenSecret);
  }
  if (/PRIVATE KEY/.test(text) && isSecret('', text)) return hiddenSecret;
  if (!/\s/.test(text) && (isSecret(name, text) || looksRandom(name, text))) return hiddenSecret;
  if (namesASecret(name) && !isPlaceholder(text)) return hiddenSecret;
  return text
    .split('\n')
    .map((line) => (formatOfSecret(line) === undefined ? line : withoutForms(line)))
    .map((line) =>
      line.replaceAll(pair, (whole, key: string, between: string, value: string) =>
        isSecret(key, value.replaceAll(/^["']|["']$/g, '')) ? `${key}${between}${hiddenSecret}` : whole,
      ),
    )
    .join('\n');
}

/** Whether a line of YAML shows a secret: the value of a key, or that of a variable that is named in the same line. */
export function showsSecret(line: string): boolean {
  if (withoutSecrets(line.trim()) !== line.trim()) return true;
  return /\bvalue["']? ?:/.test(line) && (line.match(/[\w.-]{3,128}/g) ?? []).some(namesASecret);
}

/** The words of a known form go; where only the line as a whole has one, all of it does. */
function withoutForms(line: string): string {
  const shown = line.replaceAll(/[^\s,;"']+/g, (word) => (formatOfSecret(word) === undefined ? word : hiddenSecret));
  return formatOfSecret(shown) === undefined ? shown : hiddenSecret;
}

/** A value of YAML without the secrets in it: a variable is `{ name, value }`, a flag is followed by its value. */
export function valueWithoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return withoutSecrets(value, name);
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => valueWithoutSecrets(one, flagIn(value[index - 1]) ?? name));
  }
  if (typeof value !== 'object' || value === null) return value;
  const own = 'name' in value && typeof value.name === 'string' ? value.name : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      valueWithoutSecrets(one, key === 'value' && own !== undefined ? own : key),
    ]),
  );
}

/** The name of a flag whose value is the next word. */
export function flagIn(word: unknown): string | undefined {
  return typeof word === 'string' ? /^--?([\w.-]+)$/.exec(word)?.[1] : undefined;
}
