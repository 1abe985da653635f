import type { Breach } from '../model/catalog';
import { isDocumentation } from '../secrets/documentation';
import { formatOfSecret } from '../secrets/formats';
import { hasSecret } from '../secrets/find';
import { isLiteral } from '../secrets/literal';
import { namesAPassword } from '../secrets/looks';
import { flagIn } from '../secrets/value';
import { wordsWithoutPasswords } from '../secrets/words';

/** A secret that somebody wrote into a document, and where. The text is never repeated. */
type FoundSecret = Omit<Breach, 'document'>;

/** Mappings whose keys are names of what people choose: a name says that its value is a secret. */
const named: ReadonlySet<string> = new Set(['env', 'values', 'annotations', 'labels']);

/** Says of a text of a document whether it is a secret: no field of a catalog takes one, and Git forgets nothing. */
export function secretIn(text: string, path: readonly (string | number)[]): FoundSecret | undefined {
  if (isDocumentation(path)) return undefined;
  const what = secretLike(text, nameOfText(path));
  return what === undefined ? undefined : found(what, path);
}

/** What a text of a document is called, where people choose the name; else nothing. */
export function nameOfText(path: readonly (string | number)[]): string {
  return named.has(String(path.at(-2))) ? String(path.at(-1)) : '';
}

/**
 * Says what kind of secret a text looks like, or has in it: `a token of GitHub`.
 *
 * @param name what the text is called @default - nothing is known of it
 */
export function secretLike(text: string, name = ''): string | undefined {
  return hasSecret(name, text) ? (formatOfSecret(text) ?? 'a text that looks like a secret') : undefined;
}

/** The same of words whose program or flag says that the next one is a password. @param value a mapping of a document */
export function secretsInWords(value: object, path: readonly (string | number)[]): readonly FoundSecret[] {
  const words = ['command', 'args'].flatMap((key) => wordsAt(value, key));
  if (words.length < 2) return [];
  const shown = wordsWithoutPasswords(words.map(({ word }) => word));
  return words.flatMap(({ word, at }, index) => {
    // A word that says all of it is found as a text.
    if (hasSecret('', word)) return [];
    const flag = flagIn(words[index - 1]?.word);
    const isFlagged = flag !== undefined && !word.startsWith('-') && namesAPassword(flag) && isLiteral(word);
    return isFlagged || shown[index] !== word ? [found('a password in the words of a command', [...path, ...at])] : [];
  });
}

function wordsAt(
  value: object,
  key: string,
): readonly { readonly word: string; readonly at: readonly (string | number)[] }[] {
  const list: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  if (!Array.isArray(list)) return [];
  return list.flatMap((word: unknown, index) => (typeof word === 'string' ? [{ word, at: [key, index] }] : []));
}

function found(what: string, path: readonly (string | number)[]): FoundSecret {
  return {
    path: [...path],
    message: `${what} is written here, and no field of a catalog takes one`,
    hint: 'put it into the secret store, name its key in secrets.keys, and replace it: it has been seen',
  };
}
