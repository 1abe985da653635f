import { entryOf, isPlainMapping, Unspliceable, type PlainMapping, type NodePath } from './operation';
import {
  blockText,
  flowStringText,
  hasLoneSurrogate,
  isBlockText,
  numberText,
  quoted,
  stringText,
} from './write-scalar';

/**
 * The keys of the mapping at a path, in the order in which people expect them. None: the mapping's keys are names that people
 * choose, and each has a line of its own.
 */
export type KeyOrder = (path: NodePath) => readonly string[];

/** How a text is laid out, so that what is added looks like what is there. */
export interface Style {
  /** Spaces by which a mapping is deeper than its key. */
  readonly step: number;
  /** Spaces by which the dash of a list is deeper than its key. */
  readonly dashOffset: number;
  readonly lineBreak: '\n' | '\r\n';
  /** Everything is in flow, and all strings are in double quotes. */
  readonly isJson: boolean;
  /** Whether texts of several lines are written as literal blocks. */
  readonly hasLiterals: boolean;
}

/** Longest line on which a collection is written in flow. */
const longestFlowLine = 90;

/** The `yaml` library refuses implicit keys beyond 1,024 characters. */
const longestKey = 1000;

/**
 * Copies plain data for writing: without properties that are `undefined`, and with keys in the order of the schema.
 *
 * @throws Unspliceable for what YAML readers do not all take
 */
export function inOrder(value: unknown, path: NodePath, orderAt: KeyOrder): unknown {
  if (Array.isArray(value)) return value.map((item, index) => inOrder(item, [...path, index], orderAt));
  if (isPlainMapping(value)) {
    const order = orderAt(path);
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    keys.forEach(refuseUnwritableKey);
    const known = order.filter((key) => keys.includes(key));
    const others = keys.filter((key) => !order.includes(key));
    return Object.fromEntries([...known, ...others].map((key) => [key, inOrder(value[key], [...path, key], orderAt)]));
  }
  if (typeof value === 'string' && hasLoneSurrogate(value)) {
    throw new Unspliceable(`${quoted(value)} has half a surrogate pair, which is no Unicode text`);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Unspliceable(`${value} is no number that every reader takes`);
  }
  if (!['string', 'number', 'boolean'].includes(typeof value) && value !== null) {
    throw new TypeError(`cannot write YAML: a ${typeof value} is no plain data`);
  }
  return value;
}

function refuseUnwritableKey(key: string): void {
  if (hasLoneSurrogate(key) || quoted(key).length > longestKey) {
    throw new Unspliceable(`key ${quoted(key.slice(0, 60))} is too long, or no Unicode text`);
  }
}

/** Writes plain data on one line, as it can stand inside of a flow collection. */
export function flowText(value: unknown, isJson: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, isJson)).join(', ')}]`;
  if (isPlainMapping(value)) {
    const written = Object.entries(value).filter(([, item]) => item !== undefined);
    const entries = written.map(([key, item]) => flowEntryText(key, item, isJson));
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  if (typeof value === 'string') return isJson ? quoted(value) : flowStringText(value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Writes a key and its value inside of a flow mapping. */
export function flowEntryText(key: string, value: unknown, isJson: boolean): string {
  return `${isJson ? quoted(key) : flowStringText(key)}: ${flowText(value, isJson)}`;
}

/** A value in block context: what follows on the line of its key or dash, and the lines below. */
export interface BlockValue {
  /** Empty when the value begins on the lines below. */
  readonly beside: string;
  /** Without line breaks, with their indentation. */
  readonly below: readonly string[];
}

/** Writes values in block context. */
export class BlockWriter {
  constructor(
    private readonly style: Style,
    private readonly orderAt: KeyOrder,
  ) {}

  /**
   * @param above where the key or the dash is
   * @param used characters of the line in front of the value
   */
  value(value: unknown, path: NodePath, above: { column: number; isDash: boolean }, used: number): BlockValue {
    const { step, dashOffset, hasLiterals } = this.style;
    const deeper = above.column + (above.isDash ? 2 : step);
    if (typeof value === 'string') {
      // What ends in several line feeds would take in the blank lines that follow it.
      const isLiteral = hasLiterals && isBlockText(value) && !value.endsWith('\n\n');
      if (!isLiteral) return { beside: stringText(value), below: [] };
      const [beside = '', ...below] = blockText(value, ' '.repeat(deeper)).trimEnd().split('\n');
      return { beside, below };
    }
    if (this.isInFlow(value, path, used)) return { beside: flowText(value, false), below: [] };
    if (Array.isArray(value)) {
      const column = above.isDash ? deeper : above.column + dashOffset;
      return { beside: '', below: value.flatMap((item, index) => this.item(item, [...path, index], column)) };
    }
    if (!isPlainMapping(value)) return { beside: flowText(value, false), below: [] };
    return { beside: '', below: this.entries(value, path, deeper) };
  }

  /** Lines of a document: a mapping, or a list. */
  document(value: unknown): readonly string[] {
    if (isPlainMapping(value)) return Object.keys(value).length === 0 ? ['{}'] : this.entries(value, [], 0);
    if (!Array.isArray(value)) return [flowText(value, false)];
    return value.length === 0 ? ['[]'] : value.flatMap((item, index) => this.item(item, [index], 0));
  }

  /** Lines of an item of a list whose dashes are at `column`. */
  item(value: unknown, path: NodePath, column: number): readonly string[] {
    const margin = ' '.repeat(column);
    const { beside, below } = this.value(value, path, { column, isDash: true }, column + 2);
    if (beside !== '') return [`${margin}- ${beside}`, ...below];
    const [first = '', ...others] = below;
    return [`${margin}- ${first.trimStart()}`, ...others];
  }

  /** Lines of a key at `column`, and of its value. */
  entry(key: string, value: unknown, path: NodePath, column: number): readonly string[] {
    const head = `${' '.repeat(column)}${stringText(key)}:`;
    const { beside, below } = this.value(value, path, { column, isDash: false }, head.length + 1);
    return [beside === '' ? head : `${head} ${beside}`, ...below];
  }

  private entries(mapping: PlainMapping, path: NodePath, column: number): readonly string[] {
    return Object.keys(mapping).flatMap((key) => this.entry(key, entryOf(mapping, key), [...path, key], column));
  }

  /** Empty collections, and small ones of scalars: so people write them. */
  private isInFlow(value: unknown, path: NodePath, used: number): boolean {
    if (!Array.isArray(value) && !isPlainMapping(value)) return false;
    const values: readonly unknown[] = Object.values(value);
    if (values.length === 0) return true;
    const areNames = isPlainMapping(value) && this.orderAt(path).length === 0;
    const areShort = values.every((item) =>
      typeof item === 'string' ? !item.includes('\n') : !(item instanceof Object),
    );
    return !areNames && areShort && used + flowText(value, false).length <= longestFlowLine;
  }
}

/** A new document of a mapping. */
export function documentText(value: PlainMapping, orderAt: KeyOrder): string {
  const writer = new BlockWriter(
    { step: 2, dashOffset: 2, lineBreak: '\n', isJson: false, hasLiterals: true },
    orderAt,
  );
  return `${writer.document(inOrder(value, [], orderAt)).join('\n')}\n`;
}
