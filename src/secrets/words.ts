import { hiddenSecret } from './hidden';
import { isLiteral } from './literal';
import { programHint, waysOf, type PasswordWay } from './programs';

/** A password in the words of a process: which word has it, and what it is. */
interface SaidPassword {
  readonly index: number;
  readonly password: string;
}

/** Words of a process without the passwords that its program takes: `curl -u admin:x`, `mysql -px`, `sshpass -p x`. */
export function wordsWithoutPasswords(words: readonly string[]): readonly string[] {
  if (!words.some((word) => programHint.test(word))) return words;
  const shown = [...words];
  for (const { index, password } of passwordsIn(words))
    shown[index] = (shown[index] ?? '').replace(password, () => hiddenSecret);
  return shown.map((word) => (/\s/.test(word) ? scriptWithoutPasswords(word) : word));
}

/** A word with its quotes and signs of lists, what ends a command, and a line that goes on. */
const token = /(?:"[^"\n]{0,2048}"|'[^'\n]{0,2048}'|\\[^\n]|[^\s"'|;&()`\\])+|[|;&()`]|\n(?![ \t]{0,64}- )|\\\n/g;

/** The same of a text with commands in it: a script, or a line of YAML with a list of words. */
export function scriptWithoutPasswords(text: string): string {
  if (!programHint.test(text)) return text;
  const pieces: string[] = [];
  let words: RegExpExecArray[] = [];
  let shownTo = 0;
  const endCommand = (): void => {
    for (const { index, password } of passwordsIn(words.map(([word]) => bare(word)))) {
      const found = words[index];
      const place = found === undefined ? -1 : found.index + found[0].lastIndexOf(password);
      if (found === undefined || place < found.index) continue;
      pieces.push(text.slice(shownTo, place), hiddenSecret);
      shownTo = place + password.length;
    }
    words = [];
  };
  for (const found of text.matchAll(token)) {
    if (/^[|;&()`\n]/.test(found[0])) endCommand();
    else if (found[0] !== '\\\n' && found[0] !== '-') words.push(found);
  }
  endCommand();
  return pieces.join('') + text.slice(shownTo);
}

/** A word as its process gets it. */
function bare(word: string): string {
  const unlisted = word.replace(/^[[{]/, '').replace(/[\]},]{1,8}$/, '');
  return unlisted.replaceAll(/["']/g, '');
}

function* passwordsIn(words: readonly string[]): Iterable<SaidPassword> {
  const ways: PasswordWay[] = [];
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
    ways.push(...waysOf(word));
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
