import { printableLine } from '../model/printable';
import { hiddenSecret } from '../secrets/hidden';
import { withoutSecrets } from '../secrets/hide';

/** What an event is told with. What is undefined is left out. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Says one event, in one line. */
export type Log = (event: string, fields?: LogFields) => void;

/** How much of a text a line has. */
const longest = 500;

/**
 * Lines of JSON. Texts come from anywhere: nothing in them is more than text, and no secret is shown, neither one that looks
 * like one nor one that is ours.
 *
 * @param write takes a whole line
 * @param secrets texts that are ours, as they are now
 */
export function jsonLog(write: (line: string) => void, secrets: () => readonly string[], now: () => number): Log {
  return (event, fields = {}) => {
    // The longest first: one may be the beginning of another.
    const ours = [...secrets()].sort((one, other) => other.length - one.length);
    const shown = Object.entries(fields).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === 'string' ? safe(value, ours) : value]];
    });
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...Object.fromEntries(shown) })}\n`);
  };
}

function safe(text: string, secrets: readonly string[]): string {
  // A text is cut afterwards: half a secret is found by nobody.
  const hidden = secrets.reduce((shown, secret) => shown.replaceAll(secret, hiddenSecret), text);
  return printableLine(withoutSecrets(hidden.slice(0, 4 * longest))).slice(0, longest);
}
