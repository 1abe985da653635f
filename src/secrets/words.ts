import { hiddenSecret } from './hidden';
import { hiddenAt, type FoundSecret } from './place';
import { isLiteral } from './literal';
import { programHint, waysOf, type PasswordWay } from './programs';

/** A password in the words of a process: which word has it, and what it is. */
interface SaidPassword {
  readonly index: number;
  readonly password: string;
}

/** The place of a password in one of some words. */
export interface PasswordOfWords extends FoundSecret {
  readonly index: number;
}

/** The passwords that a program takes among its words: `curl -u admin:x`, `mysql -px`, `sshpass -p x`. */
export function passwordsOfWords(words: readonly string[]): readonly PasswordOfWords[] {
  if (!words.some((word) => programHint.test(word))) return [];
  return [...passwordsIn(words)].map(({ index, password }) => {
    const start = words[index]?.lastIndexOf(password) ?? 0;
    return { index, start, end: start + password.length, sign: 'program' };
  });
}

/** Words of a process without the passwords that its program takes, and without those of scripts in them. */
export function wordsWithoutPasswords(words: readonly string[]): readonly string[] {
  const byIndex = new Map<number, PasswordOfWords[]>();
  for (const one of passwordsOfWords(words)) byIndex.set(one.index, [...(byIndex.get(one.index) ?? []), one]);
  return words.map((word, index) => {
    const shown = hiddenAt(word, byIndex.get(index) ?? []);
    return /\s/.test(shown) ? scriptWithoutPasswords(shown) : shown;
  });
}

/** A word with its quotes and signs of lists, what ends a command, and a line that goes on. */
const token = /(?:"[^"\n]{0,2048}"|'[^'\n]{0,2048}'|\\[^\n]|[^\s"'|;&()`\\])+|[|;&()`]|\n(?![ \t]{0,64}- )|\\\n/g;

/** A text with commands in it, a script, or a line of YAML with a list of words, without the passwords of its programs. */
export function scriptWithoutPasswords(text: string): string {
  return hiddenAt(text, passwordsOfScript(text));
}

/** The passwords that programs take in a text with commands. */
export function passwordsOfScript(text: string): readonly FoundSecret[] {
  if (!programHint.test(text)) return [];
  const places: FoundSecret[] = [];
  let words: RegExpExecArray[] = [];
  const endCommand = (): void => {
    for (const { index, password } of passwordsIn(words.map(([word]) => bare(word)))) {
      const found = words[index];
      const start = found === undefined ? -1 : found.index + found[0].lastIndexOf(password);
      if (found === undefined || start < found.index) continue;
      places.push({ start, end: start + password.length, sign: 'program' });
    }
    words = [];
  };
  for (const found of text.matchAll(token)) {
    if (/^[|;&()`\n]/.test(found[0])) endCommand();
    else if (found[0] !== '\\\n' && found[0] !== '-') words.push(found);
  }
  endCommand();
  return places;
}

/** A word as its process gets it. */
function bare(word: string): string {
  const unlisted = word.replace(/^[[{]/, '').replace(/[\]},]{1,8}$/, '');
  return unlisted.replaceAll(/["']/g, '');
}

function* passwordsIn(words: readonly string[]): Iterable<SaidPassword> {
  // Each way once, however often its program is named: all of them are asked of each word.
  const ways = new Set<PasswordWay>();
  const before = new Set<string>();
  let awaited: PasswordWay | undefined;
  for (const [index, word] of words.entries()) {
    const password = awaited === undefined ? undefined : passwordOf(awaited, word);
    awaited = undefined;
    if (password !== undefined) {
      yield { index, password };
      continue;
    }
    for (const way of ways) {
      if (way.after !== undefined && !before.has(way.after)) continue;
      const attached = attachedTo(way, word);
      const found = attached === undefined ? undefined : passwordOf(way, attached);
      if (found !== undefined) yield { index, password: found };
      if (takesNext(way, word)) awaited = way;
    }
    before.add(word);
    for (const way of waysOf(word)) ways.add(way);
  }
}

/** Letters of flags may stand together, the last with a value: `curl -sSu admin:x`. */
function takesNext({ flags, says, isGlued }: PasswordWay, word: string): boolean {
  if (isGlued === true) return false;
  return (
    flags.includes(word) || (says === 'account' && /^-[A-Za-z]{2,8}$/.test(word) && flags.includes(`-${word.at(-1)}`))
  );
}

/** What follows a flag in the same word: `-uadmin:x`, `--user=admin:x`. */
function attachedTo({ flags }: PasswordWay, word: string): string | undefined {
  for (const flag of flags) {
    if (word.length <= flag.length || !word.startsWith(flag)) continue;
    if (flag.startsWith('--')) {
      if (word[flag.length] === '=') return word.slice(flag.length + 1);
    } else if (flag.length === 2) return word.slice(2);
  }
  return undefined;
}

const separators: Readonly<Record<PasswordWay['says'], string>> = {
  password: '',
  account: ':',
  percent: '%',
  pass: 'pass:',
};

/** The part of a value that is the password; undefined for what cannot be one. */
function passwordOf({ says }: PasswordWay, value: string): string | undefined {
  const separator = separators[says];
  const at = value.indexOf(separator);
  const password = at === -1 ? '' : value.slice(at + separator.length);
  if (password.length < 3 || password.startsWith('-') || password === hiddenSecret) return undefined;
  return isLiteral(password) ? password : undefined;
}
