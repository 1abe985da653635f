import { isAccount, looksLikeAnAccount } from './accounts';
import { formatOfSecret } from './formats';
import { hiddenSecret } from './hidden';
import { withoutKnownForms } from './known-forms';
import { isPlaceholder, looksRandom, namesASecret } from './looks';
import { namedValues, valuesOfSecrets } from './named-values';
import { scriptWithoutPasswords, wordsWithoutPasswords } from './words';

/** Whether a value is a secret, by its form, or by the name of what it is the value of. */
export function isSecret(name: string, text: string): boolean {
  if (formatOfSecret(text) !== undefined || isAccount(name, text)) return true;
  return namesASecret(name) && text !== '' && !isPlaceholder(text);
}

/** A line that says a value: `password: x`, `--token=x`, `export API_KEY=x`. */
const saying =
  /^[ \t]{0,64}(?:- )?(?:export )?(?:--?)?["']?([\w.-]{1,128})["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([^\s"'][^\n"']*)/;

/** Whether a text has a secret in it, in any of its lines. */
export function hasSecret(name: string, text: string): boolean {
  if (isSecret(name, text) || scriptWithoutPasswords(text) !== text) return true;
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
  if (!/\s/.test(text) && (isSecret(name, text) || looksRandom(name, text) || looksLikeAnAccount(name, text)))
    return hiddenSecret;
  if (namesASecret(name) && !isPlaceholder(text)) return hiddenSecret;
  return scriptWithoutPasswords(fieldsWithoutSecrets(jsonWithoutSecrets(text)))
    .split(hiddenSecret)
    .map(linesWithoutSecrets)
    .join(hiddenSecret);
}

function linesWithoutSecrets(text: string): string {
  return (
    withoutKnownForms(text)
      .split('\n')
      // What was just hidden says a word of secrets and a colon, too.
      .map((line) => line.split(hiddenSecret).map(pairsWithoutSecrets).join(hiddenSecret))
      .join('\n')
  );
}

function pairsWithoutSecrets(text: string): string {
  return text.replaceAll(pair, (whole, key: string, between: string, value: string) =>
    isSecret(key, value.replaceAll(/^["']|["']$/g, '')) ? `${key}${between}${hiddenSecret}` : whole,
  );
}

/** A text that is an object of JSON, as kubectl leaves one in an annotation, is hidden like the object. */
function jsonWithoutSecrets(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const shown = valueWithoutSecrets(value);
  if (JSON.stringify(shown) === JSON.stringify(value)) return text;
  return text.trim().includes('\n') ? JSON.stringify(shown, null, 2) : JSON.stringify(shown);
}

/** What a text of YAML says as fields of its own, a name and its value, and what Secrets in it have. */
function fieldsWithoutSecrets(text: string): string {
  const found = [
    ...[...namedValues(text)].filter(({ name, value }) => isSecret(name, value)),
    ...[...valuesOfSecrets(text)].filter(({ value }) => value !== hiddenSecret),
  ];
  if (found.length === 0) return text;
  let [shown, shownTo] = ['', 0];
  for (const { start, value } of found.sort((a, b) => a.start - b.start)) {
    if (start < shownTo) continue;
    shown += text.slice(shownTo, start) + hiddenSecret;
    shownTo = start + value.length;
  }
  return shown + text.slice(shownTo);
}

/** Whether a line of YAML shows a secret: the value of a key, or that of a variable that is named in the same line. */
export function showsSecret(line: string): boolean {
  if (withoutSecrets(line.trim()) !== line.trim()) return true;
  return /\bvalue["']? ?:/.test(line) && (line.match(/[\w.-]{3,128}/g) ?? []).some(namesASecret);
}

/** A value of YAML without the secrets in it: a variable is `{ name, value }`, a flag is followed by its value. */
export function valueWithoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return withoutSecrets(value, name);
  if (Array.isArray(value)) return listWithoutSecrets(value, name);
  if (typeof value !== 'object' || value === null) return value;
  const own = ownName(value);
  const entries = Object.entries(processWithoutPasswords(value)).map(([key, one]: [string, unknown]) => {
    if (isDataOfSecret(value, key)) return [key, hideAll(one)];
    return [key, valueWithoutSecrets(one, key === 'value' && own !== undefined ? own : key)];
  });
  return Object.fromEntries(entries);
}

/** Of a Secret, every value. */
export function hideAll(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return hiddenSecret;
  return Object.fromEntries(Object.keys(value).map((key) => [key, hiddenSecret]));
}

function listWithoutSecrets(list: readonly unknown[], name: string): readonly unknown[] {
  const words = list.every((one) => typeof one === 'string') ? wordsWithoutPasswords(list) : list;
  return words.map((one: unknown, index) => valueWithoutSecrets(one, flagIn(list[index - 1]) ?? name));
}

/** A container says its program in one list, and a flag of it in another. */
function processWithoutPasswords(value: object): object {
  if (!('command' in value && 'args' in value)) return value;
  const { command, args } = value;
  if (!isWords(command) || !isWords(args)) return value;
  const words = wordsWithoutPasswords([...command, ...args]);
  return { ...value, command: words.slice(0, command.length), args: words.slice(command.length) };
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** What a value is called beside it: the name of a variable or of a parameter, the end of a path of a JSON patch. */
function ownName(value: object): string | undefined {
  if ('name' in value && typeof value.name === 'string') return value.name;
  return 'path' in value && typeof value.path === 'string'
    ? value.path.slice(value.path.lastIndexOf('/') + 1)
    : undefined;
}

function isDataOfSecret(value: object, key: string): boolean {
  return 'kind' in value && value.kind === 'Secret' && (key === 'data' || key === 'stringData');
}

/** The name of a flag whose value is the next word. */
export function flagIn(word: unknown): string | undefined {
  return typeof word === 'string' ? /^--?([\w.-]+)$/.exec(word)?.[1] : undefined;
}
