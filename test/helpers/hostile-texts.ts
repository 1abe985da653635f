/** A text of any length that may make a regular expression try again and again. */
export interface HostileText {
  readonly before: string;
  readonly pump: string;
  readonly end: string;
}

/** Writes it with about that many characters. */
export function written({ before, pump, end }: HostileText, length: number): string {
  return before + pump.repeat(Math.ceil(length / Math.max(1, pump.length))) + end;
}

/** The texts that fit an expression worst. */
export function hostileTexts({ source, unicode }: RegExp): readonly HostileText[] {
  const parts = partsOf(source);
  const plain = withoutAlternatives(parts);
  const texts = textsOf(atomsOf(parts, unicode));
  return plain.length === parts.length ? texts : [...texts, ...textsOf(atomsOf(plain, unicode))];
}

function textsOf(atoms: readonly string[]): readonly HostileText[] {
  const texts: HostileText[] = [];
  const add = (before: string, pump: string): void => {
    for (const end of ['\0', '\n@', '/']) texts.push({ before, pump, end });
  };
  for (const [index, atom] of atoms.entries()) {
    const before = atoms.slice(0, index).join('');
    for (const count of [1, 2, 3]) add(before, atoms.slice(index, index + count).join(''));
    // What an expression takes at the beginning of a text, another part of it takes anywhere.
    texts.push({ before: '\0', pump: atom, end: '\0' });
    add('', before + atom);
    add('', atom);
    // A word ends, so that the next one may be a beginning.
    add('', `${before}${atom}-`);
  }
  return texts;
}

function partsOf(source: string): readonly string[] {
  return (
    source.match(
      /\\[pPxu]\{[^}]*\}|\\x[\da-f]{2}|\\u[\da-f]{4}|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?<?[:=!]|\{\d[\d,]*\}|[^]/gi,
    ) ?? []
  );
}

/** Of several that an expression would take in a place, the first: with all of them one after the other, nothing goes on. */
function withoutAlternatives(parts: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let [depth, skippedAt] = [0, -1];
  for (const part of parts) {
    if (part.startsWith('(')) depth += 1;
    if (part === ')') {
      depth -= 1;
      if (depth < skippedAt) skippedAt = -1;
    }
    if (part === '|' && skippedAt === -1) skippedAt = depth;
    if (skippedAt === -1) kept.push(part);
  }
  return kept;
}

/** A text for each part of an expression, in their order: itself, or one that it would take. */
function atomsOf(parts: readonly string[], isUnicode: boolean): readonly string[] {
  const atoms: string[] = [];
  for (const part of parts) {
    const least = /^\{(\d+)/.exec(part)?.[1];
    if (least !== undefined) atoms.push((atoms.pop() ?? '').repeat(Math.max(1, Math.min(Number(least), 100))));
    else if (part.startsWith('[')) atoms.push(memberOf(part, isUnicode));
    else if (part === '.') atoms.push('a');
    else if (part.startsWith('\\')) atoms.push(...escaped(part));
    else if (!part.startsWith('(?') && !/^[()|*+?^$]$/.test(part)) atoms.push(part);
  }
  return atoms;
}

const examples: Readonly<Record<string, string>> = { s: ' ', S: '!', d: '0', D: 'x', w: 'A', W: '-', n: '\n', t: '\t' };

function escaped(part: string): readonly string[] {
  const letter = part[1] ?? '';
  if (letter === 'b' || letter === 'B') return [];
  if (/[pPxu]/.test(letter) && part.length > 2) return ['a'];
  return [examples[letter] ?? letter];
}

/** One that the class has; a letter, a digit, or a sign that it names. */
function memberOf(part: string, isUnicode: boolean): string {
  const expression = new RegExp(part, isUnicode ? 'u' : '');
  return (
    ['A', 'a', '0', ' ', '\t', '.', '-', '!', '/', '"', ':', '\n', '=', '\0', ...Array.from(part)].find((one) =>
      expression.test(one),
    ) ?? 'a'
  );
}
