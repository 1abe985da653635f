import { PlainScanner } from './plain-scanner';
import { resolvePlainScalar, type ScalarValue } from './scalars';

type Plain = ScalarValue | Plain[] | { [key: string]: Plain };

/** Mappings and lists may be nested this deep, here and in `catalog/read-yaml.ts`: recursion needs a bound, people need far less. */
export const maximumDepth = 64;

/** The `yaml` library refuses implicit keys beyond 1,024 characters. Shorter ones are no matter of doubt. */
const maximumKeyLength = 1000;

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Reads the YAML that people write in a catalog, some thirty times faster than the `yaml` library does: block mappings and
 * lists, plain and quoted scalars on one line, literal block scalars, flow collections on one line, comments, and a first
 * line `---`.
 *
 * It says "not mine" to everything else and whenever it is in doubt, wrong YAML included, and never reads a text otherwise
 * than `yaml`'s `parse(text, { schema: 'core' })` does. So the library has the last word and writes all the messages, and
 * this reader needs neither positions nor error handling.
 *
 * Not mine are: anchors, aliases, tags, directives, several documents, folded block scalars, scalars on several lines, tabs and
 * carriage returns outside comments, `?` keys, keys that are no strings, repeated keys, `<<`, keys that every object
 * inherits (`__proto__`, `constructor`), `prototype`, nesting beyond `maximumDepth`, and texts without any value.
 *
 * @param resolve makes a value of a plain scalar, where another schema than core is wanted; undefined is "not mine"
 * @returns the value in plain objects and arrays, or undefined for "not mine"
 */
export function readPlainYaml(
  text: string,
  resolve: (source: string) => ScalarValue | undefined = resolvePlainScalar,
): { value: unknown } | undefined {
  const scanner = new PlainScanner(text, resolve);
  scanner.enterLine(text.startsWith('---\n') ? 4 : 0);
  if (scanner.indent === -1) return undefined;

  const value = new PlainReader(scanner).readNode(-1, scanner.indent);
  return value === undefined || scanner.indent !== -1 ? undefined : { value };
}

/** One pass over a text. Every method answers undefined for "not mine"; the state does not matter any more then. */
class PlainReader {
  private depth = 0;

  constructor(private readonly scanner: PlainScanner) {}

  /** Reads the node that starts here, in the given column, and belongs to a node with the indentation `parent`. */
  readNode(parent: number, column: number): Plain | undefined {
    const { scanner } = this;
    if (scanner.isAtDash()) return this.readSequence(column);
    if (scanner.isAtMarker()) return undefined;
    if (scanner.isAtFlow()) return this.finishLine(this.readFlow(), parent);
    if (scanner.isAtBar()) return column === scanner.indent ? undefined : this.readLiteral(parent);

    const start = scanner.position;
    const scalar = scanner.readScalar(false);
    if (!scanner.isAtColon()) {
      // A scalar on a line of its own is left to the library, which (2.9.1) takes the lines after it for more of the scalar
      // when a comment with less indentation is above it.
      return column === scanner.indent ? undefined : this.finishLine(scalar, parent);
    }
    if (typeof scalar !== 'string' || scanner.position - start > maximumKeyLength) return undefined;
    return this.readMapping(column, scalar);
  }

  private readSequence(column: number): Plain[] | undefined {
    if (++this.depth > maximumDepth) return undefined;
    const { scanner } = this;
    const items: Plain[] = [];
    do {
      scanner.position += 1;
      scanner.skipSpaces();
      const item = scanner.isAtLineEnd()
        ? this.readBelow(column)
        : this.readNode(column, scanner.position - scanner.lineStart);
      if (item === undefined) return undefined;
      items.push(item);
    } while (scanner.indent === column && scanner.isAtDash());
    this.depth -= 1;
    return scanner.indent > column ? undefined : items;
  }

  /** Reads a mapping whose first key has been read already, up to its colon. */
  private readMapping(column: number, firstKey: string): { [key: string]: Plain } | undefined {
    if (++this.depth > maximumDepth) return undefined;
    const { scanner } = this;
    const mapping: { [key: string]: Plain } = {};
    let key: string | undefined = firstKey;
    for (;;) {
      if (key === undefined || !isNewKey(mapping, key)) return undefined;
      scanner.position += 1;
      scanner.skipSpaces();
      const value: Plain | undefined = scanner.isAtLineEnd() ? this.readBelowKey(column) : this.readBeside(column);
      if (value === undefined) return undefined;
      mapping[key] = value;
      if (scanner.indent !== column) break;
      key = this.readKey();
    }
    this.depth -= 1;
    return scanner.indent > column ? undefined : mapping;
  }

  private readKey(): string | undefined {
    const { scanner } = this;
    if (scanner.isAtMarker()) return undefined;
    const start = scanner.position;
    const key = scanner.readScalar(false);
    if (typeof key !== 'string' || !scanner.isAtColon()) return undefined;
    return scanner.position - start > maximumKeyLength ? undefined : key;
  }

  /** Reads the value on the line of its key, which is never a block mapping or a block sequence. */
  private readBeside(parent: number): Plain | undefined {
    if (this.scanner.isAtBar()) return this.readLiteral(parent);
    const value = this.scanner.isAtFlow() ? this.readFlow() : this.scanner.readScalar(false);
    return this.finishLine(value, parent);
  }

  /** Reads the value on the lines below its key: a sequence may have the indentation of the key. */
  private readBelowKey(parent: number): Plain | undefined {
    const { scanner } = this;
    scanner.nextLine();
    if (scanner.indent === parent && scanner.isAtDash()) return this.readSequence(parent);
    return scanner.indent > parent ? this.readNode(parent, scanner.indent) : null;
  }

  private readBelow(parent: number): Plain | undefined {
    const { scanner } = this;
    scanner.nextLine();
    return scanner.indent > parent ? this.readNode(parent, scanner.indent) : null;
  }

  /** Leaves the line behind `value`, unless the next line would go on with it. */
  private finishLine(value: Plain | undefined, parent: number): Plain | undefined {
    return this.scanner.finishLine() && this.scanner.indent <= parent ? value : undefined;
  }

  private readLiteral(parent: number): string | undefined {
    const value = this.scanner.readLiteral(parent);
    return this.scanner.indent <= parent ? value : undefined;
  }

  private readFlow(): Plain | undefined {
    if (++this.depth > maximumDepth) return undefined;
    const value = this.scanner.skip(openBracket) ? this.readFlowSequence() : this.readFlowMapping();
    this.depth -= 1;
    return value;
  }

  private readFlowSequence(): Plain[] | undefined {
    const { scanner } = this;
    const items: Plain[] = [];
    scanner.skipSpaces();
    if (scanner.skip(closeBracket)) return items;
    do {
      const item = this.readFlowItem();
      if (item === undefined) return undefined;
      items.push(item);
    } while (scanner.skip(comma));
    return scanner.skip(closeBracket) ? items : undefined;
  }

  private readFlowMapping(): { [key: string]: Plain } | undefined {
    const { scanner } = this;
    const mapping: { [key: string]: Plain } = {};
    scanner.skip(openBrace);
    scanner.skipSpaces();
    if (scanner.skip(closeBrace)) return mapping;
    do {
      scanner.skipSpaces();
      const key = scanner.readScalar(true);
      if (typeof key !== 'string' || !scanner.isAtColon() || !isNewKey(mapping, key)) return undefined;
      scanner.position += 1;
      const value = this.readFlowItem();
      if (value === undefined) return undefined;
      mapping[key] = value;
    } while (scanner.skip(comma));
    return scanner.skip(closeBrace) ? mapping : undefined;
  }

  /** Reads an item of a flow collection and the spaces around it. */
  private readFlowItem(): Plain | undefined {
    const { scanner } = this;
    scanner.skipSpaces();
    const item = scanner.isAtFlow() ? this.readFlow() : scanner.readScalar(true);
    scanner.skipSpaces();
    return item;
  }
}

/** Looks the key up with its prototype on purpose: `__proto__` and `constructor` are found there and are not mine. */
function isNewKey(mapping: { readonly [key: string]: Plain }, key: string): boolean {
  return mapping[key] === undefined && key !== 'prototype' && key !== '<<';
}
