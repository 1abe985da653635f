import { printableLine } from '../model/printable';
import { withoutPassword } from './remote-address';

/** Most characters of what is passed on of a remote. */
const mostCharacters = 1000;

/**
 * Makes what a remote said fit to be shown: one line, nothing that steers a terminal, no password of an address, at most
 * 1,000 characters. It is for people; nothing is decided by it.
 */
export function remoteWords(text: string): string {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => printableLine(withoutPassword(line.replace(/^remote: ?/, ''))).trim())
    .filter((line) => line !== '');
  const whole = [...new Set(lines)].join('; ');
  return whole.length <= mostCharacters
    ? whole
    : `${whole.slice(0, mostCharacters - 3)}...`.replace(/[\ud800-\udbff]\.\.\.$/, '...');
}
