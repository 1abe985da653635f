import type { Finding } from '../finding';

/** What is wrong and what to do, for places that have room for one text only. */
export function explained({ message, hint }: Pick<Finding, 'message' | 'hint'>): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}

/**
 * Replaces what cannot be shown: control characters but for tabs and ends of lines, halves of surrogate pairs, and the two
 * code points that are none. They are the characters that XML 1.0 cannot hold (2.2, "Char"), and those of its "discouraged"
 * ones that steer terminals.
 */
export function showable(text: string): string {
  // Nearly every text: properties of Unicode are slow to ask.
  if (/^[\t\n\r -~]*$/.test(text)) return text;
  // \p{Cc} has tab, line feed and carriage return.
  return text.replaceAll(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '\ufffd');
}
