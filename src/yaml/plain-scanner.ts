import { readLiteral } from './literal';
import { unescapeDoubleQuoted, type ScalarValue } from './scalars';

const lineFeed = 0x0a;
const space = 0x20;
const doubleQuote = 0x22;
const hash = 0x23;
const singleQuote = 0x27;
const comma = 0x2c;
const dash = 0x2d;
const dot = 0x2e;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const bar = 0x7c;

/**
 * Characters that no plain scalar starts with: the indicators of YAML 1.2.2, section 5.3, and the byte order mark, which
 * the `yaml` library drops where a document may start. `-` is looked at on its own; `?` and `:` are left to the library.
 */
const indicators: ReadonlySet<number> = new Set(
  Array.from('!"#%&\'*,:>?@[]`{|}\ufeff', (character) => character.charCodeAt(0)),
);

/** The characters, lines and scalars of a text; `read-plain.ts` makes nodes of them. Undefined is "not mine" here, too. */
export class PlainScanner {
  /** Index of the next character. */
  position = 0;
  /** Index of the first character of the line that `position` is in. */
  lineStart = 0;
  /** Indentation of the line that `position` is in, in spaces; -1 at the end of the text. */
  indent = 0;

  /** @param resolve makes a value of a plain scalar; undefined is "not mine" */
  constructor(
    private readonly text: string,
    private readonly resolve: (source: string) => ScalarValue | undefined,
  ) {}

  /** Reads up to a colon that ends a key, a comment or the end of the line, in flow also up to `,`, `]` or `}`. */
  readScalar(isInFlow: boolean): ScalarValue | undefined {
    const code = this.text.charCodeAt(this.position);
    if (code === doubleQuote) return this.readDoubleQuoted();
    if (code === singleQuote) return this.readSingleQuoted();
    return this.readPlain(isInFlow);
  }

  private readPlain(isInFlow: boolean): ScalarValue | undefined {
    const { text, position: start } = this;
    const first = text.charCodeAt(start);
    if (!(first > space) || indicators.has(first)) return undefined;
    if (first === dash && (this.isWordEnd(start + 1) || isFlowIndicator(text.charCodeAt(start + 1)))) return undefined;

    let end = start;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < space) {
        if (code === lineFeed) break;
        return undefined;
      }
      if (code === space) continue;
      if (code === hash && text.charCodeAt(at - 1) === space) break;
      if (code === colon) {
        if (this.isWordEnd(at + 1)) break;
        if (isInFlow && isFlowIndicator(text.charCodeAt(at + 1))) return undefined;
      } else if (isInFlow && isFlowIndicator(code)) {
        break;
      }
      end = at + 1;
    }
    this.position = end;
    return this.resolve(text.slice(start, end));
  }

  private readSingleQuoted(): string | undefined {
    const { text } = this;
    const start = this.position + 1;
    let hasQuotes = false;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < space) return undefined;
      if (code !== singleQuote) continue;
      if (text.charCodeAt(at + 1) !== singleQuote) {
        this.position = at + 1;
        const source = text.slice(start, at);
        return hasQuotes ? source.replaceAll("''", "'") : source;
      }
      hasQuotes = true;
      at += 1;
    }
    return undefined;
  }

  private readDoubleQuoted(): string | undefined {
    const { text } = this;
    const start = this.position + 1;
    let hasEscapes = false;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < space) return undefined;
      if (code === doubleQuote) {
        this.position = at + 1;
        const source = text.slice(start, at);
        return hasEscapes ? unescapeDoubleQuoted(source) : source;
      }
      if (code === backslash) {
        hasEscapes = true;
        at += 1;
        // An escaped line feed goes on with the scalar on the next line.
        if (text.charCodeAt(at) < space) return undefined;
      }
    }
    return undefined;
  }

  /** Reads a literal block scalar, and goes to the line behind it. */
  readLiteral(parent: number): string | undefined {
    const literal = readLiteral(this.text, this.position, parent);
    if (literal === undefined) return undefined;
    this.enterLine(literal.end);
    return literal.value;
  }

  /** Leaves the line behind a value; false when something other than a comment follows. */
  finishLine(): boolean {
    const end = this.position;
    this.skipSpaces();
    const isCommentWithoutSpace = this.position === end && this.text.charCodeAt(end) === hash;
    if (isCommentWithoutSpace || !this.isAtLineEnd()) return false;
    this.nextLine();
    return true;
  }

  /** Goes to the first character of the next line that has more than a comment. */
  nextLine(): void {
    this.enterLine(this.startOfNextLine(this.position));
  }

  /** Goes to the first character of the first line, from the one at `start` on, that has more than a comment. */
  enterLine(start: number): void {
    const { text } = this;
    let lineStart = start;
    while (lineStart < text.length) {
      let at = lineStart;
      while (text.charCodeAt(at) === space) at += 1;
      const code = text.charCodeAt(at);
      if (code !== lineFeed && code !== hash && at < text.length) {
        this.lineStart = lineStart;
        this.position = at;
        this.indent = at - lineStart;
        return;
      }
      lineStart = this.startOfNextLine(at);
    }
    this.position = text.length;
    this.indent = -1;
  }

  private startOfNextLine(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end === -1 ? this.text.length : end + 1;
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.position) === space) this.position += 1;
  }

  /** Skips the character `code` if it is the next one. */
  skip(code: number): boolean {
    if (this.text.charCodeAt(this.position) !== code) return false;
    this.position += 1;
    return true;
  }

  isAtLineEnd(): boolean {
    const code = this.text.charCodeAt(this.position);
    return code === lineFeed || code === hash || this.position >= this.text.length;
  }

  isAtBar(): boolean {
    return this.text.charCodeAt(this.position) === bar;
  }

  isAtFlow(): boolean {
    const code = this.text.charCodeAt(this.position);
    return code === openBracket || code === openBrace;
  }

  /** Whether this is `---` or `...` at the start of a line, or looks like it. */
  isAtMarker(): boolean {
    const code = this.text.charCodeAt(this.position);
    return this.position === this.lineStart && (code === dash || code === dot);
  }

  isAtDash(): boolean {
    return this.text.charCodeAt(this.position) === dash && this.isWordEnd(this.position + 1);
  }

  isAtColon(): boolean {
    return this.text.charCodeAt(this.position) === colon && this.isWordEnd(this.position + 1);
  }

  private isWordEnd(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === space || code === lineFeed || at >= this.text.length;
  }
}

function isFlowIndicator(code: number): boolean {
  return code === comma || code === openBracket || code === closeBracket || code === openBrace || code === closeBrace;
}
