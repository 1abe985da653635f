import type * as Yaml from 'yaml';

import { yamlLibrary } from './compose';
import { Unspliceable } from './operation';

/** A node of a text. */
export type SplicedNode = Yaml.ParsedNode;

/** An entry of a mapping or an item of a list, and where it is written. */
export interface Entry {
  /** Key, or index. */
  readonly name: string | number;
  /** Where its key is (or its dash; in a flow list the item itself), with an anchor or tag before it. */
  readonly start: number;
  /** Behind the colon or the dash, and behind an anchor or tag that follows it; -1 where there is none. */
  readonly valueFrom: number;
  /** Null when nothing is written. */
  readonly value: SplicedNode | null;
  /** Behind its last character. Behind the last line break, for a block scalar that keeps all of them. */
  readonly end: number;
  /** Whether the last thing in it is a literal or folded text, which the line break behind it may belong to. */
  readonly endsInText: boolean;
  /** What makes it more than a name and a value: `anchor`, `tag`, `complex key`. */
  readonly oddity?: string;
}

/** A mapping or list, and where its parts are written. */
export interface Layout {
  readonly isMap: boolean;
  readonly isFlow: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
}

/** A mapping or list of the library. */
export type Collection = Yaml.YAMLMap.Parsed | Yaml.YAMLSeq.Parsed;

/** Whether a node is a mapping or a list. */
export function isCollection(node: SplicedNode | null): node is Collection {
  const { isMap, isSeq } = yamlLibrary();
  return isMap(node) || isSeq(node);
}

/** Finds where the parts of a mapping or list are written. */
export function layoutOf(node: Collection, text: string): Layout {
  const token: Yaml.CST.Token | undefined = node.srcToken;
  if (token?.type !== 'block-map' && token?.type !== 'block-seq' && token?.type !== 'flow-collection') {
    throw new Unspliceable('it is a mapping in a list without braces', node.range[0]);
  }
  const isMap = yamlLibrary().isMap(node);
  const isFlow = token.type === 'flow-collection';
  const items: readonly Yaml.CST.CollectionItem[] = token.items;
  const written = items.filter(({ start, key, sep, value }) =>
    token.type === 'block-seq' ? start.some(({ type }) => type === 'seq-item-ind') : Boolean(key ?? sep ?? value),
  );
  if (written.length !== node.items.length) throw new Unspliceable('an entry is missing', node.range[0]);
  const entries = written.map((item, index): Entry => {
    const child: unknown = node.items[index];
    return yamlLibrary().isPair<SplicedNode, SplicedNode | null>(child)
      ? mapEntry(child, item, text)
      : listEntry(isNode(child) ? child : null, item, index, isFlow, text);
  });
  return { isMap, isFlow, start: node.range[0], end: endOfNode(node, text), entries };
}

function isNode(value: unknown): value is SplicedNode {
  return yamlLibrary().isNode(value);
}

function mapEntry(
  { key, value }: Yaml.Pair<SplicedNode, SplicedNode | null>,
  item: Yaml.CST.CollectionItem,
  text: string,
): Entry {
  const { isScalar } = yamlLibrary();
  const colon = item.sep?.findIndex(({ type }) => type === 'map-value-ind') ?? -1;
  const behind = colon === -1 ? [] : (item.sep?.slice(colon) ?? []);
  const valueFrom = endOfIndicators(behind);
  const written = item.value === undefined ? null : value;
  const end = written === null ? Math.max(valueFrom, key.range[1]) : endOfNode(written, text);
  const start = startOf(item.start, key.range[0]);
  const isSimple = isScalar(key) && !item.start.some(({ type }) => type === 'explicit-key-ind');
  const oddity = isSimple ? oddityIn([...item.start, ...(item.sep ?? [])]) : 'complex key';
  const name = !isScalar(key) ? '?' : typeof key.value === 'string' ? key.value : key.source;
  const endsInText = endsAsText(written, text);
  return { name, start, valueFrom, value: written, end, endsInText, ...(oddity !== undefined && { oddity }) };
}

function listEntry(
  node: SplicedNode | null,
  item: Yaml.CST.CollectionItem,
  index: number,
  isFlow: boolean,
  text: string,
): Entry {
  const oddity = item.key !== undefined || item.sep !== undefined ? 'complex key' : oddityIn(item.start);
  const written = item.value === undefined ? null : node;
  const dash = item.start.findIndex(({ type }) => type === 'seq-item-ind');
  const nodeStart = written?.range[0] ?? 0;
  const start = isFlow ? startOf(item.start, nodeStart) : (item.start[dash]?.offset ?? nodeStart);
  const valueFrom = isFlow ? start : endOfIndicators(item.start.slice(dash));
  const end = written === null ? valueFrom : endOfNode(written, text);
  const endsInText = endsAsText(written, text);
  return { name: index, start, valueFrom, value: written, end, endsInText, ...(oddity !== undefined && { oddity }) };
}

function startOf(tokens: readonly Yaml.CST.SourceToken[], node: number): number {
  return tokens.find(({ type }) => type === 'anchor' || type === 'tag')?.offset ?? node;
}

/** Behind a colon or dash, and an anchor or tag that follows it. */
function endOfIndicators(tokens: readonly Yaml.CST.SourceToken[]): number {
  const last = tokens.findLast(({ type }) => indicators.has(type));
  return last === undefined ? -1 : last.offset + last.source.length;
}

const indicators: ReadonlySet<string> = new Set(['map-value-ind', 'seq-item-ind', 'anchor', 'tag']);

function oddityIn(tokens: readonly Yaml.CST.SourceToken[]): string | undefined {
  return tokens.find(({ type }) => type === 'anchor' || type === 'tag')?.type;
}

/** Behind the last character of a node: comments and blank lines that the library counts to it do not. */
export function endOfNode(node: SplicedNode, text: string): number {
  if (isCollection(node) && node.srcToken?.type !== 'flow-collection') {
    const last = lastNodeIn(node);
    if (last !== null) return lastEnd(node, last, text);
  }
  const end = Math.min(node.range[1], text.length);
  const header = blockHeaderOf(node, text);
  if (header === undefined || header.includes('+')) return end;
  return node.range[0] + text.slice(node.range[0], end).trimEnd().length;
}

function lastNodeIn(collection: Collection): SplicedNode | null {
  const last: unknown = collection.items.at(-1);
  if (yamlLibrary().isPair<SplicedNode, SplicedNode | null>(last)) return last.value ?? last.key;
  return isNode(last) ? last : null;
}

function endsAsText(node: SplicedNode | null, text: string): boolean {
  if (node === null) return false;
  return isCollection(node) ? endsAsText(lastNodeIn(node), text) : blockHeaderOf(node, text) !== undefined;
}

/** An entry without a value ends behind its colon or dash, which only the tokens know. */
function lastEnd(collection: Collection, last: SplicedNode, text: string): number {
  const token: Yaml.CST.Token | undefined = collection.srcToken;
  const item = token !== undefined && 'items' in token ? lastWritten(token.items) : undefined;
  if (item?.value !== undefined) return endOfNode(last, text);
  return Math.max(endOfIndicators([...(item?.start ?? []), ...(item?.sep ?? [])]), 0);
}

function lastWritten(items: readonly Yaml.CST.CollectionItem[]): Yaml.CST.CollectionItem | undefined {
  return items.findLast(
    ({ start, key, sep }) =>
      key !== undefined || sep !== undefined || start.some(({ type }) => type === 'seq-item-ind'),
  );
}

/** The header of a literal or folded text, such as `|-`; undefined for all other nodes. */
export function blockHeaderOf(node: SplicedNode, text: string): string | undefined {
  if (!yamlLibrary().isScalar(node) || (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED'))
    return undefined;
  return /^[|>][-+0-9]*/.exec(text.slice(node.range[0], node.range[0] + 4))?.[0];
}
