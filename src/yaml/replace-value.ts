import { yamlLibrary } from './compose';
import { blockHeaderOf, isCollection, layoutOf, type Entry, type Layout, type SplicedNode } from './layout';
import { Unspliceable, type NodePath } from './operation';
import { columnOf, endOfOwnLines, lineBelow, lineEndOf, lineStartOf, startOfOwnLines } from './own-lines';
import type { Splice } from './splice';
import { linesAt, wholeLines } from './splice-block';
import { quoted, singleQuoted, stringText } from './write-scalar';
import { flowText, type BlockWriter, type Style } from './write-value';

/** What a value is written with. */
export interface Writing {
  readonly style: Style;
  readonly writer: BlockWriter;
}

/** Replaces the value of an entry, whatever it is. */
export function replaceValue(
  text: string,
  layout: Layout,
  entry: Entry,
  value: unknown,
  path: NodePath,
  { style, writer }: Writing,
): readonly Splice[] {
  if (entry.valueFrom === -1) throw new Unspliceable('it has no ":"', entry.start);
  const alike = typeof value === 'string' && !style.isJson ? quotedAlike(entry.value, value) : undefined;
  if (layout.isFlow) return writeBeside(text, entry, alike ?? flowText(value, style.isJson));
  if (alike !== undefined) return writeBeside(text, entry, alike);
  const above = { column: columnOf(text, entry.start), isDash: !layout.isMap };
  const { beside, below } = writer.value(value, path, above, columnOf(text, entry.valueFrom) + 1);
  if (below.length === 0) return writeBeside(text, entry, beside);
  return writeBelow(text, entry, beside, below, style.lineBreak, above.isDash);
}

/** Makes the collection that an entry holds an empty one. */
export function emptyCollection(text: string, entry: Entry): readonly Splice[] {
  return writeBeside(text, entry, entry.value !== null && yamlLibrary().isMap(entry.value) ? '{}' : '[]');
}

/** A quoted string stays in its quotes. */
function quotedAlike(old: SplicedNode | null, value: string): string | undefined {
  if (!yamlLibrary().isScalar(old) || value.includes('\n')) return undefined;
  if (old.type === 'QUOTE_SINGLE') return singleQuoted(value);
  // A word that needs no quotes in a flow collection needs none anywhere.
  return old.type === 'QUOTE_DOUBLE' || stringText(value).startsWith('"') ? quoted(value) : undefined;
}

/** Writes a value that is on the line of its key or dash. */
function writeBeside(text: string, { value: old, valueFrom, end }: Entry, written: string): readonly Splice[] {
  if (old === null) return [{ start: valueFrom, end: valueFrom, text: ` ${written}` }];
  const start = old.range[0];
  const header = blockHeaderOf(old, text);
  if (header !== undefined) {
    const body = lineEndOf(text, start);
    const headerEnd = start + header.length;
    const bodyEnd = lineBelow(text, end);
    return [{ start, end: headerEnd, text: written }, ...(bodyEnd > body ? [wholeLines(text, body, bodyEnd)] : [])];
  }
  if (!isBlockCollection(old) || isBeside(text, valueFrom, start)) {
    return [keepAligned(text, { start, end, text: written })];
  }
  const lines = linesOf(text, old, valueFrom);
  return [{ start: valueFrom, end: valueFrom, text: ` ${written}` }, wholeLines(text, lines.start, lines.end)];
}

/** Writes a value that has lines below its key or dash. */
function writeBelow(
  text: string,
  { value: old, valueFrom, end }: Entry,
  beside: string,
  below: readonly string[],
  lineBreak: string,
  isItem: boolean,
): readonly Splice[] {
  const head = beside === '' ? '' : ` ${beside}`;
  const header = old === null ? undefined : blockHeaderOf(old, text);
  if (old !== null && header !== undefined) {
    const body = lineEndOf(text, old.range[0]);
    const lines = `${below.join(lineBreak)}${lineBreak}`;
    const headerEnd = old.range[0] + header.length;
    return [
      { start: valueFrom, end: headerEnd, text: head },
      { start: body, end: Math.max(lineBelow(text, end), body), text: lines },
    ];
  }
  if (old !== null && isBlockCollection(old)) {
    if (isBeside(text, valueFrom, old.range[0])) {
      const inline = beside === '' ? ` ${below.join(lineBreak).trimStart()}` : [head, ...below].join(lineBreak);
      return [{ start: valueFrom, end, text: inline }];
    }
    const lines = linesOf(text, old, valueFrom);
    const isLast = text[lines.end - 1] !== '\n';
    return [
      { start: valueFrom, end: valueFrom, text: head },
      { start: lines.start, end: lines.end, text: `${below.join(lineBreak)}${isLast ? '' : lineBreak}` },
    ];
  }
  const rest = text.slice(end, lineEndOf(text, end));
  // Behind an anchor, a first key would take the anchor for its own.
  if (isItem && beside === '' && rest.trim() === '' && old?.anchor === undefined) {
    return [{ start: valueFrom, end, text: ` ${below.join(lineBreak).trimStart()}` }];
  }
  return [{ start: valueFrom, end, text: head }, linesAt(text, lineBelow(text, end), below, lineBreak)];
}

function isBlockCollection(node: SplicedNode): boolean {
  return isCollection(node) && node.srcToken?.type !== 'flow-collection';
}

function isBeside(text: string, valueFrom: number, start: number): boolean {
  return lineStartOf(text, valueFrom) === lineStartOf(text, start);
}

/** Lines of a mapping or list below its key, with what is said above and below it. */
function linesOf(text: string, node: SplicedNode, valueFrom: number): { start: number; end: number } {
  const [first] = isCollection(node) ? layoutOf(node, text).entries : [];
  if (!isCollection(node) || first === undefined) throw new Unspliceable('it is empty', node.range[0]);
  const { end } = layoutOf(node, text);
  return {
    start: startOfOwnLines(text, first.start, lineEndOf(text, valueFrom)),
    end: endOfOwnLines(text, end, columnOf(text, first.start)),
  };
}

/** A comment that stands below another one stays there, if there is room. */
function keepAligned(text: string, splice: Splice): Splice {
  const { start, end, text: written } = splice;
  const gap = /^( +)#/.exec(text.slice(end, lineEndOf(text, end)))?.[1];
  if (gap === undefined || text.slice(start, end).includes('\n')) return splice;
  const column = columnOf(text, end) + gap.length;
  const lineStart = lineStartOf(text, start);
  const neighbours = [lineStart === 0 ? lineStart : lineStartOf(text, lineStart - 1), lineEndOf(text, end)];
  const isAligned = neighbours.some(
    (at) => at !== lineStart && isCommentAt(text.slice(at, lineEndOf(text, at)), column),
  );
  const spaces = gap.length - (written.length - (end - start));
  return isAligned && spaces > 0 ? { start, end: end + gap.length, text: `${written}${' '.repeat(spaces)}` } : splice;
}

function isCommentAt(line: string, column: number): boolean {
  return line.startsWith(' #', column - 1) && line.slice(0, column).trim() !== '';
}
