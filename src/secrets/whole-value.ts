import { isAccount, looksLikeAnAccount } from './accounts';
import { formatOfSecret } from './formats';
import { isPlaceholder, looksMade, looksRandom, namesAKey, namesASecret } from './looks';
import type { Sign } from './place';

/** Whether a value is a secret, by its form, or by the name of what it is the value of. */
export function isSecret(name: string, text: string): boolean {
  return formatOfSecret(text) !== undefined || isSecretByName(name, text);
}

/** Says why a value as a whole is a secret; undefined for one that is none, though there may be one in it. */
export function signOfWhole(name: string, text: string): Sign | undefined {
  if (isSecretByName(name, text)) return 'name';
  const word = text.trim();
  if (word === '' || /\s/.test(word)) return undefined;
  if (isSecretByName(name, word)) return 'name';
  if (formatOfSecret(word) !== undefined) return 'form';
  if (looksLikeAnAccount(name, word)) return 'account';
  return looksRandom(name, word) ? 'chance' : undefined;
}

function isSecretByName(name: string, text: string): boolean {
  if (text === '') return false;
  if (isAccount(name, text)) return true;
  if (namesASecret(name)) return !isPlaceholder(text);
  return namesAKey(name) && looksMade(text) && !isPlaceholder(text);
}
