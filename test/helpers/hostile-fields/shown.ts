import { unsafeLines } from '../arbitrary-hostile';
import { coreOf, plantedSecrets } from './texts';

/** What a command has shown, on both of its outputs, and how it ended. */
export interface Shown {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What is wrong with what a command has shown: a line that is more than text, a secret, a bug, an exit code that nobody knows.
 *
 * @param words as they were typed
 */
export function wrongInShown({ exitCode, stdout, stderr }: Shown, words: readonly string[]): readonly string[] {
  const shown = `${stdout}\n${stderr}`;
  return [
    ...([0, 1, 2].some((code) => code === exitCode) ? [] : [`it ends with ${exitCode}`]),
    ...unsafeLines(shown, { words }).map((line) => `a line is more than text: ${JSON.stringify(line)}`),
    ...plantedSecrets.filter((secret) => shown.includes(coreOf(secret))).map((secret) => `it shows ${secret}`),
    ...(/^\s+at .+:\d+:\d+\)?$/m.test(shown) ? ['it shows a stack'] : []),
    ...(/SLIPWAY_DEBUG=1 to see|unexpected error|\[object Object\]/i.test(stderr) ? ['it ends in a bug'] : []),
    // What is wrong with the words themselves is told before anybody knows that JSON is wanted.
    ...(words[1] === '--json' && stdout !== '' && !stdout.startsWith('Usage: ') && !isJson(stdout)
      ? ['what it prints is no JSON']
      : []),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
