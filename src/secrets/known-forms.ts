import { formatOfSecret } from './formats';
import { hiddenSecret } from './hidden';

/**
 * A text without the keys and tokens in it whose makers gave them a form. That something is nothing but chance is no sign here: ids
 * of accounts are that, too.
 */
export function withoutKnownForms(text: string): string {
  return text
    .split('\n')
    .map((line) => (formatOfSecret(line) === undefined ? line : withoutForms(line)))
    .join('\n');
}

/** The words of a known form go; where only the line as a whole has one, all of it does. */
function withoutForms(line: string): string {
  const shown = line.replaceAll(/[^\s,;"']+/g, (word) => (formatOfSecret(word) === undefined ? word : hiddenSecret));
  return formatOfSecret(shown) === undefined ? shown : hiddenSecret;
}
