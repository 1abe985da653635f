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

/** Texts in every style: the choices are made by a generator of its own, from a number. */
export const arbitraryStyledText: fc.Arbitrary<StyledText> = fc
  .tuple(arbitraryDocument, fc.integer({ min: 0, max: 2 ** 31 }))
  .map(([value, seed]) => ({ value, text: new StyledWriter(seed).document(value) }));

/** Writes data as people do, each in a style of his own. */
class StyledWriter {
  private comments = 0;
  private readonly step: number;
  private readonly dash: number;
  private readonly hasComments: boolean;
  private readonly hasBlankLines: boolean;

  constructor(private seed: number) {
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
    const gap = this.chance(8) ? '   ' : ' ';
    if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !this.chance(4)) {
      const deeper = column + (Array.isArray(value) && !isItem ? this.dash : this.step);
      const below = Array.isArray(value) ? this.items(value, deeper) : this.entries(value, deeper);
      if (!isItem || this.chance(5) || /^ *#/.test(below[0] ?? '')) return [`${head}${this.beside()}`, ...below];
      const width = deeper - column - 1;
      return [`${head}${' '.repeat(width)}${(below[0] ?? '').trimStart()}`, ...below.slice(1)];
    }
    if (typeof value === 'string' && isLiteral(value) && this.chance(2))
      return this.literal(`${head}${gap}`, value, column);
    // js-yaml takes what follows an empty item with a comment for a part of it.
    if (value === null && !isItem && this.chance(2)) return [`${head}${this.beside()}`];
    return [`${head}${gap}${this.flow(value, column)}${this.beside()}`];
  }

  private literal(head: string, value: string, column: number): string[] {
    const chomping = value.endsWith('\n\n') ? '+' : value.endsWith('\n') ? '' : '-';
    const indent = ' '.repeat(column + this.step);
    const indicator = this.chance(4) ? String(this.step) : '';
    const lines = value.replace(/\n$/, '').split('\n');
    return [`${head}|${indicator}${chomping}`, ...lines.map((line) => (line === '' ? '' : `${indent}${line}`))];
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

  private beside(): string {
    if (!this.hasComments || !this.chance(4)) return this.chance(12) ? ' \t' : '';
    return `${' '.repeat(1 + this.next(6))}# beside ${this.comments++}`;
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

function isLiteral(value: string): boolean {
  return value.includes('\n') && !/^[ \n]|[ \t](?:\n|$)|[^\n\x20-\x7e]/.test(value);
}
