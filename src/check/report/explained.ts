import { printable } from '../../model/printable';
import type { Finding } from '../finding';

/** What is wrong and what to do, for places that have room for one text only. Whoever reads it shows it, so it is made printable. */
export function explained({ message, hint }: Pick<Finding, 'message' | 'hint'>): string {
  return printable(hint === undefined ? message : `${message}; ${hint}`);
}
