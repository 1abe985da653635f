import * as fc from 'fast-check';

/** Plain data of a document. */
export type Data = null | boolean | number | string | Data[] | { [key: string]: Data };

/** A text in the style of somebody, and what it says. */
export interface StyledText {
  readonly text: string;
  readonly value: { [key: string]: Data };
}

const keyWords = [
  'a',
  'b',
  'c',
  'release',
  'scale',
  'env',
  'on',
  '1',
  'LOG_LEVEL',
  'é',
  'k😀',
  'two words',
  '/tmp',
  'x-y',
];

/** Keys that are words of YAML, numbers, composed and beyond the first plane, too. */
export const arbitraryKey = fc.constantFrom(...keyWords);

const strings = [
  'web', 'v1.2.3', '100m', 'on', 'no', 'null', '1e3', '0644', '12:30', '2026-01-01', '', ' edge ', 'a, b', '[x]', '{y}', 'a: b',
  'a #b', "it's", '"q"', 'back\\slash', 'tab\there', 'e\u0301', '😀 astral', '\u00a0', '- dash', '*star', '&and', '!bang', '%p', '@at',
  '~', '=', '<<', 'two\nlines', 'ends\n', 'kept\n\n', '\nleads', '  indented\nless', 'a\n\nb\n', 'trailing \nspace', '# no comment',
  'https://example.com/a?b=c#d', 'sha256:0f0e0d0c',
]; // prettier-ignore

/** A scalar; the strings are those that one reader or another takes for something else. */
export const arbitraryScalar: fc.Arbitrary<Data> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...strings) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: -1000, max: 70_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0.5, 1e21, -0, 1.5e-7) },
  { weight: 2, arbitrary: fc.constantFrom(true, false, null) },
);

/** Plain data, three levels deep at most. */
export const arbitraryData: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: arbitraryScalar },
    { weight: 2, arbitrary: fc.array(tie('data'), { maxLength: 4 }) },
    { weight: 3, arbitrary: fc.dictionary(arbitraryKey, tie('data'), { maxKeys: 4, noNullPrototype: true }) },
  ),
})).data;

/** A mapping with something in it. */
const arbitraryDocument = fc.dictionary(arbitraryKey, arbitraryData, { minKeys: 1, maxKeys: 6, noNullPrototype: true });

/** The choices of a style, from which a generator of its own makes them. */
export const arbitrarySeed = fc.integer({ min: 0, max: 2 ** 31 });

/** Texts in every style but with anchors. */
export const arbitraryStyledText: fc.Arbitrary<StyledText> = fc
  .tuple(arbitraryDocument, arbitrarySeed)
  .map(([value, seed]) => ({ value, text: styled(value, seed) }));

/** Texts in every style in which values that come twice are anchored and shared. */
export const arbitraryAnchoredText: fc.Arbitrary<StyledText> = fc
  .tuple(arbitraryDocument, arbitraryKey, fc.nat(5), arbitrarySeed)
  .map(([document, key, index, seed]) => {
    const twice = Object.values(document)[index % Object.keys(document).length] ?? null;
    const value = { ...document, [key]: twice, again: twice };
    return { value, text: new StyledWriter(seed, true).document(value) };
  });

/** Texts of comments, blank lines and markers: no data at all. */
export const arbitraryCommentText: fc.Arbitrary<string> = fc
  .record({
    lines: fc.array(fc.constantFrom('# one', '  # two', '', '#', '# a: 1', '   '), { maxLength: 5 }),
    markers: fc.constantFrom('', '---', '--- # begins'),
    isEnded: fc.boolean(),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    isMarked: fc.boolean(),
  })
  .map(({ lines, markers, isEnded, lineBreak, isMarked }) => {
    const text = [...(markers === '' ? [] : [markers]), ...lines].join(lineBreak);
    return `${isMarked ? '\ufeff' : ''}${text}${isEnded && text !== '' ? lineBreak : ''}`;
  });

/** Data in the style of a seed, without anchors. */
export function styled(value: StyledText['value'], seed: number): string {
  return new StyledWriter(seed, false).document(value);
}

/** Writes data as people do, each in a style of his own. */
class StyledWriter {
  private comments = 0;
  private named = 0;
  private readonly step: number;
  private readonly dash: number;
  private readonly hasComments: boolean;
  private readonly hasBlankLines: boolean;
  /** Where comments beside values begin, if they stand below each other. */
  private readonly commentColumn: number;
  /** Names of anchors, by what they are at. */
  private readonly anchors = new Map<string, string>();

  constructor(
    private seed: number,
    private readonly hasAnchors: boolean,
  ) {
    this.commentColumn = this.chance(3) ? 32 : 0;
    this.step = this.chance(3) ? 4 : 2;
    this.dash = this.chance(3) ? 0 : this.step;
    this.hasComments = !this.chance(3);
    this.hasBlankLines = this.chance(3);
  }

  document(value: { [key: string]: Data }): string {
    let text = '';
    if (this.chance(3)) text += '# about the file\n';
    if (this.chance(6)) text += `---${this.chance(2) ? ' # begins' : ''}\n`;
    text += this.entries(value, 0).join('\n');
    text += '\n';
    if (this.chance(8)) text += '...\n';
    if (this.chance(5)) text += '# the end\n';
    // The line break of a literal text at the end is a part of it for some readers only.
    if (this.chance(4) && !/[|>]/.test(text)) text = text.slice(0, -1);
    if (this.chance(5)) text = text.replaceAll('\n', '\r\n');
    return this.chance(8) ? `\ufeff${text}` : text;
  }

  private entries(value: { [key: string]: Data }, column: number): string[] {
    const lines: string[] = [];
    for (const [key, item] of Object.entries(value)) {
      if (!['', undefined].includes(lines.at(-1)) && this.hasBlankLines && this.chance(3)) lines.push('');
      if (this.chance(5)) lines.push(...this.comment(column));
      lines.push(...this.value(`${' '.repeat(column)}${this.key(key)}:`, item, column, false));
    }
    if (this.chance(6)) lines.push(...this.comment(column));
    return lines;
  }

  private items(values: Data[], column: number): string[] {
    return values.flatMap((item) => [
      ...(this.chance(6) ? this.comment(column) : []),
      ...this.value(`${' '.repeat(column)}-`, item, column, true),
    ]);
  }

  /** Lines of a value behind a key or dash. */
  private value(head: string, value: Data, column: number, isItem: boolean): string[] {
    const known = this.anchors.get(nameOfData(value));
    if (known !== undefined) return [this.withComment(`${head} *${known}`)];
    if (this.hasAnchors && value !== null && !this.chance(3)) {
      const name = `x${this.named++}`;
      const lines = this.unshared(`${head} &${name}`, value, column, isItem, true);
      // Known from here on: no value is in itself.
      this.anchors.set(nameOfData(value), name);
      return lines;
    }
    return this.unshared(head, value, column, isItem, false);
  }

  private unshared(head: string, value: Data, column: number, isItem: boolean, isAnchored: boolean): string[] {
    const gap = this.chance(8) ? '   ' : ' ';
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !this.chance(4)) {
      const deeper = column + (Array.isArray(value) && !isItem ? this.dash : this.step);
      const below = Array.isArray(value) ? this.items(value, deeper) : this.entries(value, deeper);
      if (!isItem || isAnchored || this.chance(5) || /^ *#/.test(below[0] ?? ''))
        return [this.withComment(head), ...below];
      const width = deeper - column - 1;
      return [`${head}${' '.repeat(width)}${(below[0] ?? '').trimStart()}`, ...below.slice(1)];
    }
    if (typeof value === 'string' && isBlockText(value) && this.chance(2)) return this.blockText(head, value, column);
    // js-yaml takes what follows an empty item with a comment for a part of it.
    if (value === null && !isItem && this.chance(2)) return [this.withComment(head)];
    return [this.withComment(`${head}${gap}${this.flow(value, column)}`)];
  }

  /** A literal or folded text: with an indentation indicator where its first line needs one, and where somebody wrote one. */
  private blockText(head: string, value: string, column: number): string[] {
    const body = value.replace(/\n+$/, '');
    const breaks = value.length - body.length;
    const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
    const indicator = /^[ \n]/.test(value) || this.chance(4) ? String(this.step) : '';
    const [before, after] = this.chance(2) ? [indicator, chomping] : [chomping, indicator];
    const isFolded = !/(?:^|\n) |^\n/.test(value) && this.chance(2);
    // A line break stands for a space, and one more stands for itself.
    const written = isFolded
      ? body.replaceAll(/\n+/g, '$&\n').replaceAll(/(?<=\S) (?=[^\s#])/g, () => (this.chance(3) ? '\n' : ' '))
      : body;
    const lines = [...written.split('\n'), ...Array.from({ length: Math.max(breaks - 1, 0) }, () => '')];
    const indent = ' '.repeat(column + this.step);
    return [
      this.withComment(`${head} ${isFolded ? '>' : '|'}${before}${after}`),
      ...lines.map((line) => (line === '' ? '' : `${indent}${line}`)),
    ];
  }

  /** Text of a value that needs no lines of its own. */
  private flow(value: Data, column: number): string {
    if (Array.isArray(value)) {
      const items = value.map((item) => this.flow(item, column));
      if (items.length > 0 && this.chance(5)) {
        const margin = `\n${' '.repeat(column + 2)}`;
        return `[${margin}${items.join(`,${margin}`)}${this.chance(2) ? ',' : ''}${margin}]`;
      }
      return this.chance(2) ? `[${items.join(',')}]` : `[ ${items.join(', ')} ]`;
    }
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(([key, item]) => `${this.key(key)}: ${this.flow(item, column)}`);
      if (entries.length > 0 && this.chance(5)) {
        const margin = `\n${' '.repeat(column + 2)}`;
        return `{${margin}${entries.join(`,${margin}`)}${this.chance(2) ? ',' : ''}${margin}}`;
      }
      return this.chance(2) ? `{${entries.join(', ')}}` : `{ ${entries.join(' , ')} }`;
    }
    if (typeof value === 'string') return this.string(value);
    if (Object.is(value, -0)) return '-0.0';
    return String(value);
  }

  private key(key: string): string {
    return this.string(key);
  }

  private string(value: string): string {
    if (/^[a-z][a-z0-9./-]*$/.test(value) && !['on', 'no', 'null'].includes(value) && !this.chance(4)) return value;
    const isPrintable = /^[\x20-\x7e\u00a1-\u02ff]*$/.test(value);
    return isPrintable && this.chance(2) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  }

  private withComment(line: string): string {
    if (!this.hasComments || !this.chance(4)) return this.chance(12) ? `${line} \t` : line;
    const width = line.length - line.lastIndexOf('\n') - 1;
    const gap = width < this.commentColumn ? this.commentColumn - width : 1 + this.next(6);
    return `${line}${' '.repeat(gap)}# beside ${this.comments++}`;
  }

  private comment(column: number): string[] {
    return this.hasComments ? [`${' '.repeat(column)}# above ${this.comments++}`] : [];
  }

  private chance(oneIn: number): boolean {
    return this.next(oneIn) === 0;
  }

  /** A generator of numbers (mulberry32). */
  private next(below: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }
}

/** Whether a text can be written in lines of its own; spaces at the end of a line are lost on people. */
function isBlockText(value: string): boolean {
  return value.trim() !== '' && !/[ \t](?:\n|$)|[^\n\x20-\x7e]/.test(value);
}

function nameOfData(value: Data): string {
  return JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? ['-0'] : part));
}
