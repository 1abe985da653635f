/** Whether a character is what a place of a pattern takes. */
export type Fits = (character: string) => boolean;

/** A pattern taken apart. */
export type PatternNode =
  | { readonly kind: 'character'; readonly fits: Fits }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'noBoundary' }
  | { readonly kind: 'sequence' | 'either'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly least: number; readonly most: number };

/** Takes a pattern of Go (RE2) apart; undefined for what is none, and for what only JavaScript has. */
export function parsePattern(source: string): PatternNode | undefined {
  const parser = new PatternParser(source);
  const node = parser.either(0);
  return parser.isAtEnd && !parser.isRefused ? node : undefined;
}

/** One character, an escape, or a class: single, as every expression of it reads one character. */
const unit = /\\[pP]\{\w+\}|\\x\{[\da-fA-F]+\}|\\x[\da-fA-F]{2}|\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|[^]/uy;
const quantifier = /(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})\??/y;
const group = /\((?:(?!\?)|\?(?:([is]+)(:|\))|:|P?<\w+>))/y;

const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

const maximumDepth = 100;

class PatternParser {
  isRefused = false;
  private at = 0;
  private flags = '';

  constructor(private readonly source: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  either(depth: number): PatternNode {
    const flagsBefore = this.flags;
    const items = [this.sequence(depth)];
    while (this.source[this.at] === '|') {
      this.at += 1;
      items.push(this.sequence(depth));
    }
    this.flags = flagsBefore;
    return { kind: 'either', items };
  }

  private sequence(depth: number): PatternNode {
    const items: PatternNode[] = [];
    while (!this.isAtEnd && !this.isRefused && !'|)'.includes(this.source[this.at] ?? '')) {
      const item = this.one(depth);
      if (item !== undefined) items.push(this.repeated(item));
    }
    return { kind: 'sequence', items };
  }

  private one(depth: number): PatternNode | undefined {
    if (this.source[this.at] === '(') return this.group(depth);
    const text = this.take(unit)?.[0] ?? '';
    switch (text) {
      case '^':
      case '\\A':
        return { kind: 'start' };
      case '$':
      case '\\z':
        return { kind: 'end' };
      case '\\b':
        return { kind: 'boundary' };
      case '\\B':
        return { kind: 'noBoundary' };
      case '*':
      case '+':
      case '?':
        this.isRefused = true;
        return undefined;
      default:
        return { kind: 'character', fits: this.fits(text) };
    }
  }

  private group(depth: number): PatternNode | undefined {
    const [, flags = '', after] = this.take(group) ?? [];
    if (depth > maximumDepth) this.isRefused = true;
    if (this.isRefused) return undefined;
    const before = this.flags;
    this.flags += flags;
    // `(?i)` is for the rest of the group that it stands in.
    if (after === ')') return undefined;
    const inside = this.either(depth + 1);
    this.flags = before;
    if (this.source[this.at] !== ')') this.isRefused = true;
    this.at += 1;
    return inside;
  }

  private repeated(item: PatternNode): PatternNode {
    const found = this.take(quantifier, false);
    if (found === null) return item;
    const [text, least, comma, most] = found;
    if (text.startsWith('*')) return { kind: 'repeat', item, least: 0, most: Infinity };
    if (text.startsWith('+')) return { kind: 'repeat', item, least: 1, most: Infinity };
    if (text.startsWith('?')) return { kind: 'repeat', item, least: 0, most: 1 };
    const highest = comma === undefined ? Number(least) : most === '' ? Infinity : Number(most);
    return { kind: 'repeat', item, least: Number(least), most: highest };
  }

  /** JavaScript knows what one character of a class is, and has nothing to try again. */
  private fits(text: string): Fits {
    const flags = ['i', 's'].filter((flag) => this.flags.includes(flag)).join('');
    try {
      const expression = new RegExp(`^(?:${inJavaScript(text)})$`, `u${flags}`);
      return (character) => expression.test(character);
    } catch {
      this.isRefused = true;
      return () => false;
    }
  }

  private take(expression: RegExp, isNeeded = true): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const found = expression.exec(this.source);
    if (found !== null) this.at += found[0].length;
    else if (isNeeded) this.isRefused = true;
    return found;
  }
}

function inJavaScript(unitText: string): string {
  if (unitText.startsWith('[')) {
    return unitText
      .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole)
      .replaceAll(/\\x\{([\da-fA-F]+)\}/g, '\\u{$1}')
      .replaceAll(/\\([_~!@#%&=:;"'`<>, ])/g, '$1');
  }
  if (unitText.startsWith('\\x{')) return unitText.replace('x', 'u');
  const sign = /^\\?([^\w\\]|\\)$/u.exec(unitText)?.[1];
  if (sign === undefined || unitText === '.') return unitText;
  return /[\\^$.*+?()[\]{}|/]/.test(sign) ? `\\${sign}` : sign;
}
