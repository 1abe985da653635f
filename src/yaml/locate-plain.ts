import { knownChildren, type KnownChildren, type ScannerState } from './known-children';
import { PlainScanner } from './plain-scanner';

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Finds where the node at a path is written in a text that `readPlainYaml` has read, some thirty times faster than the
 * `yaml` library, and at the same place. What is known of such a text makes it simple: what is not on the way is skipped by
 * its indentation.
 *
 * @param where the key, or the value behind it; a list item has no key, so both are the item
 * @returns index in the text. If the path does not exist: the key (or item) of the nearest node above it that does
 */
export function offsetInPlainYaml(text: string, path: readonly (string | number)[], where: 'key' | 'value'): number {
  const descent = new Descent(text);
  for (const part of path) if (!descent.enter(part)) return descent.key;
  return where === 'value' ? descent.value : descent.key;
}

/** The way down from the top of a text. Where a child is not there, it ends. */
class Descent {
  /** Where the key of the node is; the node itself, where it has none. */
  key: number;
  /** Where the node is. */
  value: number;
  /** Stands at the node, unless it is empty. */
  private readonly scanner: PlainScanner;
  private isEmpty = false;
  private isInFlow = false;

  constructor(private readonly text: string) {
    // All keys of such a text are strings, so that they resolve to what is written.
    this.scanner = new PlainScanner(text, (source) => source);
    this.scanner.enterLine(text.startsWith('---\n') ? 4 : 0);
    this.key = this.scanner.position;
    this.value = this.scanner.position;
  }

  /** Goes to a child; false when there is none. */
  enter(part: string | number): boolean {
    const { scanner } = this;
    if (this.isEmpty) return false;
    if (scanner.isAtFlow()) {
      this.isInFlow = true;
      return scanner.skip(openBracket) ? this.enterFlowItem(part) : this.enterFlowEntry(String(part));
    }
    if (this.isInFlow) return false;
    return scanner.isAtDash() ? this.enterItem(part) : this.enterEntry(String(part));
  }

  private enterItem(index: string | number): boolean {
    const { scanner } = this;
    if (typeof index === 'string') return false;
    const column = scanner.position - scanner.lineStart;
    const { items } = this.known();
    if (items.length === 0) items.push(this.state());
    this.restore(items[Math.min(index, items.length - 1)]);
    while (items.length <= index) {
      this.skipDeeper(column);
      if (scanner.indent < column || !scanner.isAtDash()) return false;
      items.push(this.state());
    }
    scanner.position += 1;
    this.reach(column, undefined);
    return true;
  }

  private enterEntry(name: string): boolean {
    const { scanner } = this;
    const column = scanner.position - scanner.lineStart;
    const known = this.known();
    if (!this.isAtKey(name, known)) {
      if (known.isEnd) return false;
      let isPassed = known.lastKey !== undefined;
      this.restore(known.lastKey);
      for (;;) {
        const start = this.state();
        const found = scanner.readScalar(false);
        // It is a scalar itself.
        if (!scanner.isAtColon()) return false;
        if (!isPassed) this.pass(found, start, known);
        if (!isPassed && found === name) {
          this.restore(start);
          break;
        }
        isPassed = false;
        // A list may have the indentation of its key.
        do this.skipDeeper(column);
        while (scanner.indent === column && scanner.isAtDash());
        if (scanner.indent < column) {
          known.isEnd = true;
          return false;
        }
      }
    }
    const key = scanner.position;
    scanner.readScalar(false);
    scanner.position += 1;
    this.reach(column, key);
    return true;
  }

  private known(): KnownChildren {
    return knownChildren(this.text, this.value);
  }

  private state(): ScannerState {
    const { position, lineStart, indent } = this.scanner;
    return { position, lineStart, indent };
  }

  private restore(state: ScannerState | undefined): void {
    if (state !== undefined) Object.assign(this.scanner, state);
  }

  /** Notes where a key is. The first one of a name counts. */
  private pass(name: unknown, start: ScannerState, known: KnownChildren): void {
    known.lastKey = start;
    if (typeof name === 'string' && !known.keys.has(name)) known.keys.set(name, start);
  }

  /** Goes to a key that was passed before. */
  private isAtKey(name: string, { keys }: KnownChildren): boolean {
    const start = keys.get(name);
    this.restore(start);
    return start !== undefined;
  }

  /** Leaves a node, of which all lines but the first are deeper, those of a literal block scalar included. */
  private skipDeeper(column: number): void {
    const { scanner } = this;
    do scanner.nextLine();
    while (scanner.indent > column);
  }

  /** Takes the node behind a colon or a dash. For the library an empty one is there, too, and not on the lines below. */
  private reach(column: number, key: number | undefined): void {
    const { scanner } = this;
    scanner.skipSpaces();
    this.value = scanner.position;
    if (scanner.isAtLineEnd()) {
      scanner.nextLine();
      const isListOfKey = key !== undefined && scanner.indent === column && scanner.isAtDash();
      this.isEmpty = scanner.indent <= column && !isListOfKey;
      if (!this.isEmpty) this.value = scanner.position;
    }
    this.key = key ?? this.value;
  }

  private enterFlowItem(index: string | number): boolean {
    const { scanner } = this;
    scanner.skipSpaces();
    if (typeof index === 'string' || scanner.skip(closeBracket)) return false;
    const { items } = this.known();
    if (items.length === 0) items.push(this.state());
    this.restore(items[Math.min(index, items.length - 1)]);
    while (items.length <= index) {
      this.skipFlow();
      if (!scanner.skip(comma)) return false;
      items.push(this.state());
    }
    scanner.skipSpaces();
    this.key = scanner.position;
    this.value = scanner.position;
    return true;
  }

  private enterFlowEntry(name: string): boolean {
    const { scanner } = this;
    scanner.skip(openBrace);
    scanner.skipSpaces();
    if (scanner.skip(closeBrace)) return false;
    const known = this.known();
    if (!this.isAtKey(name, known)) {
      if (known.isEnd) return false;
      let isPassed = known.lastKey !== undefined;
      this.restore(known.lastKey);
      for (;;) {
        scanner.skipSpaces();
        const start = this.state();
        const found = this.skipFlowKey();
        if (!isPassed) this.pass(found, start, known);
        if (!isPassed && found === name) {
          this.restore(start);
          break;
        }
        isPassed = false;
        this.skipFlow();
        if (!scanner.skip(comma)) {
          known.isEnd = true;
          return false;
        }
      }
    }
    this.key = scanner.position;
    this.skipFlowKey();
    this.value = scanner.position;
    return true;
  }

  private skipFlowKey(): unknown {
    const key = this.scanner.readScalar(true);
    this.scanner.position += 1;
    this.scanner.skipSpaces();
    return key;
  }

  /** Skips a node in flow, and the spaces around it. */
  private skipFlow(): void {
    const { scanner } = this;
    scanner.skipSpaces();
    if (scanner.skip(openBracket)) {
      scanner.skipSpaces();
      if (!scanner.skip(closeBracket)) {
        do this.skipFlow();
        while (scanner.skip(comma));
        scanner.skip(closeBracket);
      }
    } else if (scanner.skip(openBrace)) {
      scanner.skipSpaces();
      if (!scanner.skip(closeBrace)) {
        do {
          scanner.skipSpaces();
          this.skipFlowKey();
          this.skipFlow();
        } while (scanner.skip(comma));
        scanner.skip(closeBrace);
      }
    } else {
      scanner.readScalar(true);
    }
    scanner.skipSpaces();
  }
}
