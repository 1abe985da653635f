import { yamlLibrary } from './compose';
import type { TextParts } from './editable-text';
import { isCollection, layoutOf, type Entry, type Layout, type SplicedNode } from './layout';
import { applyOperation, Unspliceable, type Operation, type NodePath } from './operation';
import { columnOf } from './own-lines';
import { placeInOrder } from './place-in-order';
import { emptyCollection, replaceValue, type Writing } from './replace-value';
import type { Splice } from './splice';
import { insertLines, linesAt, removeLines } from './splice-block';
import { insertInFlow, refuseComments, removeFromFlow } from './splice-flow';
import { BlockWriter, flowEntryText, flowText, type KeyOrder } from './write-value';

/**
 * Finds what to replace in a text so that an operation is made. Who asks has to prove that the outcome is right.
 *
 * @throws Unspliceable where that is not known to be right
 */
export function splicesFor(text: TextParts, operation: Operation, orderAt: KeyOrder): readonly Splice[] {
  const finder = new SpliceFinder(text, orderAt);
  const { path } = operation;
  switch (operation.kind) {
    case 'set':
      return finder.set(path, operation.value);
    case 'append':
      return finder.insert(path, Number.POSITIVE_INFINITY, operation.value);
    case 'insert':
      return finder.insert(path.slice(0, -1), Number(path.at(-1)), operation.value);
    case 'remove':
      return finder.remove(path);
  }
}

/** One part of the way to a node. */
interface Step {
  readonly layout: Layout;
  readonly index: number;
  readonly entry: Entry;
}

/** How far the way to a path goes. */
interface Descent {
  readonly steps: readonly Step[];
  /** The last node that is there; null where nothing is written. */
  readonly node: SplicedNode | null;
  /** What of the path is not there. */
  readonly rest: NodePath;
}

class SpliceFinder {
  private readonly text: string;
  private readonly writing: Writing;

  constructor(
    private readonly editable: TextParts,
    private readonly orderAt: KeyOrder,
  ) {
    this.text = editable.text;
    this.writing = { style: editable.style, writer: new BlockWriter(editable.style, orderAt) };
  }

  set(path: NodePath, value: unknown): readonly Splice[] {
    const { steps, node, rest } = this.descend(path);
    const [name, ...below] = rest;
    if (name === undefined) return this.replace(steps, value);
    const layout = this.filled(node);
    if (layout === undefined) return this.fill(steps, applyOperation(undefined, { kind: 'set', path: rest, value }));
    const added = applyOperation(undefined, { kind: 'set', path: below, value });
    const above = path.slice(0, path.length - rest.length);
    if (typeof name === 'number') return [this.insertItem(layout, above, layout.entries.length, added)];
    return [this.insertKey(layout, above, name, added)];
  }

  insert(list: NodePath, index: number, value: unknown): readonly Splice[] {
    const { node, rest } = this.descend(list);
    const layout = rest.length === 0 ? this.filled(node) : undefined;
    if (layout === undefined) return this.set(list, [value]);
    return [this.insertItem(layout, list, index, value)];
  }

  remove(path: NodePath): readonly Splice[] {
    const { steps } = this.descend(path);
    const [last, above] = [steps.at(-1), steps.at(-2)];
    if (last === undefined) throw new Unspliceable('a document cannot be removed from its text');
    const { layout, index } = last;
    refuseMergeKeys(layout);
    if (layout.entries.length > 1) {
      return [layout.isFlow ? removeFromFlow(this.text, layout, index) : removeLines(this.text, layout, index)];
    }
    if (layout.isFlow) refuseComments(this.text, layout);
    if (above !== undefined) return emptyCollection(this.text, above.entry);
    return [{ start: layout.start, end: layout.end, text: layout.isMap ? '{}' : '[]' }];
  }

  private replace(steps: readonly Step[], value: unknown): readonly Splice[] {
    const last = steps.at(-1);
    if (last === undefined) throw new Unspliceable('a document is a mapping');
    const old = last.entry.value;
    // What an alias stands for stays where it is.
    if (old !== null && !yamlLibrary().isAlias(old)) this.refuseShared(old);
    const path = steps.map(({ entry }) => entry.name);
    return replaceValue(this.text, last.layout, last.entry, value, path, this.writing);
  }

  /** Writes a collection where there is an empty one, or nothing. */
  private fill(steps: readonly Step[], value: unknown): readonly Splice[] {
    if (steps.length > 0) return this.replace(steps, value);
    const { text } = this;
    const { root, style } = this.editable;
    if (style.isJson && root !== null)
      return [{ start: root.range[0], end: root.range[1], text: flowText(value, true) }];
    const lines = this.writing.writer.document(value);
    if (root === null)
      return [linesAt(text, /^\.\.\.(?=\s|$)/m.exec(text)?.index ?? text.length, lines, style.lineBreak)];
    if (!isCollection(root) || columnOf(text, root.range[0]) > 0) throw new Unspliceable('a document is a mapping');
    return [{ start: root.range[0], end: root.range[1], text: lines.join(style.lineBreak) }];
  }

  private insertKey(layout: Layout, above: NodePath, name: string, value: unknown): Splice {
    const { text } = this;
    const { isJson, lineBreak } = this.editable.style;
    refuseMergeKeys(layout);
    const names = layout.entries.map((entry) => String(entry.name));
    const after = placeInOrder(name, names, this.orderAt(above));
    if (layout.isFlow) return insertInFlow(text, layout, after, flowEntryText(name, value, isJson), lineBreak);
    const column = columnOf(text, layout.start);
    return insertLines(
      text,
      layout,
      after,
      this.writing.writer.entry(name, value, [...above, name], column),
      lineBreak,
    );
  }

  private insertItem(layout: Layout, above: NodePath, index: number, value: unknown): Splice {
    const { text } = this;
    const { isJson, lineBreak } = this.editable.style;
    const after = Math.min(index, layout.entries.length) - 1;
    if (layout.isFlow) return insertInFlow(text, layout, after, flowText(value, isJson), lineBreak);
    const column = columnOf(text, layout.start);
    return insertLines(text, layout, after, this.writing.writer.item(value, [...above, after + 1], column), lineBreak);
  }

  private descend(path: NodePath): Descent {
    let node = this.editable.root;
    const steps: Step[] = [];
    for (const [depth, part] of path.entries()) {
      if (node !== null) this.refuseShared(node);
      const layout = this.filled(node);
      const index = layout?.entries.findLastIndex(({ name }) => name === part) ?? -1;
      const entry = layout?.entries[index];
      if (layout === undefined || entry === undefined) return { steps, node, rest: path.slice(depth) };
      if (entry.oddity === 'complex key') throw new Unspliceable('its key is a complex one', entry.start);
      steps.push({ layout, index, entry });
      node = entry.value;
    }
    if (node !== null && isCollection(node)) this.refuseShared(node);
    return { steps, node, rest: [] };
  }

  /** The layout of a collection that has entries; undefined for an empty one, and where there is nothing. */
  private filled(node: SplicedNode | null): Layout | undefined {
    if (node === null || !isCollection(node) || node.items.length === 0) return undefined;
    const layout = layoutOf(node, this.text);
    const names = layout.entries.map(({ name }) => name);
    if (new Set(names).size < names.length) throw new Unspliceable('a key is written twice', layout.start);
    return layout;
  }

  private refuseShared(node: SplicedNode): void {
    const start = node.range[0];
    if (yamlLibrary().isAlias(node)) throw new Unspliceable(`it is the alias "*${node.source}"`, start);
    if (node.tag !== undefined) throw new Unspliceable(`it has the tag "${node.tag}"`, start);
    if (node.anchor !== undefined && this.editable.sharedAnchors.has(node.anchor)) {
      throw new Unspliceable(`an alias shares it by the anchor "&${node.anchor}"`, start);
    }
  }
}

/** A key that is added or removed changes which of the merged ones is meant. */
function refuseMergeKeys({ entries }: Layout): void {
  const merge = entries.find(({ name }) => name === '<<');
  if (merge !== undefined) throw new Unspliceable('"<<" merges other keys into it', merge.start);
}
