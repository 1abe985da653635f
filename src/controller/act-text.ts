import { printableLine } from '../model/printable';
import { withoutKnownForms } from '../secrets/known-forms';

/**
 * What Argo CD says of an act, as it is kept for ever and shown in chats: one line, nothing in it is more than text, and no key or
 * token. Whoever may write events in its namespace chooses the words.
 *
 * @param most characters
 */
export function actText(text: string, most: number): string {
  // A text is cut afterwards: half a secret is found by nobody.
  return printableLine(withoutKnownForms(text))
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
}
