import type { Breach } from '../model/catalog';
import { secretIn, secretsInWords } from './find-secrets';

/** A text of a document that no catalog may have, and where. */
export type RefusedText = Omit<Breach, 'document'>;

/**
 * What YAML has no place for, however it is escaped: objects reach an API server as JSON, which leaves these as they are, and it
 * reads that as YAML ("control characters are not allowed"). Halves of pairs are no characters at all.
 */
// oxlint-disable-next-line no-control-regex -- These are what is looked for.
const unreadable = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff\p{Cs}]/u;

/** Whether an API server reads a text as it is. */
export function isReadable(text: string): boolean {
  return !unreadable.test(text);
}

/** Finds the texts that a document may not have: secrets, and what no API server reads. All are found in one walk. */
export function findRefusedTexts(value: unknown): readonly RefusedText[] {
  const found: RefusedText[] = [];
  collect(value, [], found);
  return found;
}

/** @param path to the value; one list for all of them, as every text of a catalog is looked at and few are refused */
function collect(value: unknown, path: (string | number)[], found: RefusedText[]): void {
  if (typeof value === 'string') {
    const refused = secretIn(value, path) ?? unreadableIn(value, path);
    if (refused !== undefined) found.push(refused);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  if (!isList && ('command' in value || 'args' in value)) found.push(...secretsInWords(value, path));
  for (const [key, one] of Object.entries(value)) {
    path.push(isList ? Number(key) : key);
    const refused = isList ? undefined : unreadableIn(key, path);
    if (refused !== undefined) found.push(refused);
    collect(one, path, found);
    path.pop();
  }
}

function unreadableIn(text: string, path: readonly (string | number)[]): RefusedText | undefined {
  const [character] = unreadable.exec(text) ?? [];
  if (character === undefined) return undefined;
  const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    path: [...path],
    message: `the character ${name} is in this text, and no API server reads it: the object would be refused`,
    hint: 'take it out; where bytes are meant, write them in base64',
  };
}
