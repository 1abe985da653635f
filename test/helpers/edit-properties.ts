import * as fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import * as yaml from 'yaml';

import { editText } from '../../src/yaml/edit-text';
import type { Operation, NodePath } from '../../src/yaml/operation';
import { arbitraryOperation, valueAt, type OperationFor } from './arbitrary-operation';
import { editByHand } from './edit-by-hand';

/** What a text is read as, by two readers that are not ours; they must agree. */
export function readByOthers(text: string): unknown {
  const characters = text.replace(/^\ufeff/, '');
  const value: unknown = yaml.parse(characters) ?? null;
  expect(jsYaml.load(characters, { schema: jsYaml.CORE_SCHEMA }) ?? null).toEqual(value);
  return value;
}

/** Sequences of operations, for the properties below. */
export const arbitraryOperations = fc.array(arbitraryOperation, { minLength: 1, maxLength: 4 });

/**
 * Makes operations one by one. After each, other readers must read what was wanted, lines that it is not about must have
 * their bytes, and to ask for it again must change nothing.
 *
 * @returns how many were made
 */
export function holdEdits(
  start: string,
  operations: readonly OperationFor[],
  orderAt?: (path: NodePath) => readonly string[],
): number {
  let text = start;
  let made = 0;
  for (const operationFor of operations) {
    const before = readByOthers(text);
    if (typeof before !== 'object' || before === null) break;
    const operation = operationFor(before);

    const edited = editText(text, [operation], orderAt);
    if (edited.refused.length > 0) {
      holdRefusal(text, edited);
      continue;
    }
    made += 1;
    expect(readByOthers(edited.text)).toEqual(editByHand(before, operation));
    holdOtherLines(text, edited.text, operation);
    if (isRepeatable(operation)) expect(editText(edited.text, [operation], orderAt).text).toBe(edited.text);
    text = edited.text;
  }
  return made;
}

/** What cannot be written leaves every byte, and says where, why, and what to write there. */
function holdRefusal(text: string, edited: ReturnType<typeof editText>): void {
  expect({ text: edited.text, isChanged: edited.isChanged }).toEqual({ text, isChanged: false });
  for (const { line, reason, hint } of edited.refused) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(text.split('\n').length);
    expect(reason).not.toBe('');
    expect(hint).toMatch(/ by hand$/);
  }
}

/** A text without data gets a first key: it says that and nothing else, and all of its lines are still there, in order. */
export function holdFirstKey(text: string, key: string, value: unknown): void {
  const edited = editText(text, [{ kind: 'set', path: [key], value }]);
  if (edited.refused.length > 0) {
    holdRefusal(text, edited);
    return;
  }
  expect(readByOthers(edited.text)).toEqual({ [key]: value });
  const after = edited.text.split(/\r?\n/);
  let from = 0;
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const found = after.indexOf(line, from);
    expect(found).toBeGreaterThanOrEqual(from);
    from = found + 1;
  }
  expect(edited.text.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
  expect(/(?<!\r)\n/.test(edited.text) && text.includes('\r\n')).toBe(false);
}

/** A key or item that is added behind others and removed again leaves the bytes that were there. */
export function holdUndo(text: string, operationFor: OperationFor): boolean {
  const before = readByOthers(text);
  const operation = operationFor(before);
  const above = operation.path.slice(0, -1);
  const list = valueAt(before, operation.path);
  const isNewKey = operation.kind === 'set' && list === undefined && isFilled(valueAt(before, above));
  const isNewItem = operation.kind === 'append' && isFilled(list);
  if (!isNewKey && !isNewItem) return false;
  const path = isNewItem ? [...operation.path, Object(list).length] : operation.path;

  const there = editText(text, [operation]);
  const back = editText(there.text, [{ kind: 'remove', path }]);

  if (there.refused.length + back.refused.length > 0) return false;
  // A literal text at the end needs the line break behind it, which stays.
  if (there.text.endsWith('\n') && !text.endsWith('\n')) return false;
  expect(back.text).toBe(text);
  return true;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** To take the first item away twice takes two away, and so it is with items that are added. */
function isRepeatable({ kind, path }: Operation): boolean {
  return kind === 'set' || (kind === 'remove' && typeof path.at(-1) === 'string');
}

/** Lines above and below what an operation is about are the same bytes. */
function holdOtherLines(before: string, after: string, { kind, path }: Operation): void {
  const lines = before.split(/(?<=\n)/);
  // A collection that loses its last entry is written anew.
  const isLast =
    kind === 'remove' && Object.keys(Object(valueAt(readByOthers(before), path.slice(0, -1)))).length === 1;
  const about = kind === 'insert' || isLast ? path.slice(0, -1) : path;
  const [first, last] = linesOf(before, about);
  // A comment directly above what is removed goes with it, and a blank line that parted it from others.
  const isOwn = (line: string | undefined): boolean => kind === 'remove' && /^\s*(#|$)/.test(line ?? 'x');
  let head = first;
  while (head > 0 && isOwn(lines[head - 1])) head -= 1;
  // An item may begin on a line below its dash and anchor, and a new first key comes above the comment of the next one.
  const isBelowDash = (line: string | undefined): boolean => /^\s*(-\s*)*(&\w+\s*)?(#|$)/.test(line ?? 'x');
  const isNew = kind === 'set' && valueAt(readByOthers(before), path) === undefined;
  if (isNew || typeof about.at(-1) === 'number') while (head > 0 && isBelowDash(lines[head - 1])) head -= 1;
  const above = lines.slice(0, head).join('');
  // What is behind a first entry beside a dash moves up to the dash, also where that entry begins on a line below.
  const isBesideDash = /^\s*-\s/.test(lines[first] ?? '') || /^\s*-\s+-/.test(lines[head] ?? '');
  const movesUp = kind === 'remove' && isBesideDash;
  const next = lines.findIndex((line, index) => index > last && line.trim() !== '');
  const below = (movesUp ? lines.slice(next === -1 ? lines.length : next + 1) : lines.slice(last + 1)).join('');
  // The comma before the last item of a flow list goes with it, and the line break that a text does not end with.
  expect(after.startsWith(kind === 'remove' ? above.replace(/,?\r?\n$/, '') : above)).toBe(true);
  const tail = isOwn(/^\s*\n/.exec(below)?.[0]) ? below.replace(/^[ \t]*\r?\n/, '') : below;
  expect(after.endsWith(below) || after.endsWith(tail)).toBe(true);
}

/** First and last line of the node at a path with its key; of the nearest one above, if it is not there. */
function linesOf(text: string, path: NodePath): readonly [number, number] {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text.slice(mark), { lineCounter: counter });
  let node: unknown = document.contents;
  let range: readonly [number, number] = rangeOf(node);
  for (const part of path) {
    const pair: unknown = yaml.isMap(node) ? node.items.find(({ key }) => String(key) === String(part)) : undefined;
    const child: unknown = yaml.isPair(pair) ? pair.value : yaml.isSeq(node) ? node.items[Number(part)] : undefined;
    if (child === undefined || child === null) break;
    range = [yaml.isPair(pair) ? rangeOf(pair.key)[0] : rangeOf(child)[0], rangeOf(child)[1]];
    node = child;
  }
  return [counter.linePos(range[0]).line - 1, counter.linePos(Math.max(range[0], range[1] - 1)).line - 1];
}

function rangeOf(node: unknown): readonly [number, number] {
  const range = yaml.isNode(node) ? node.range : undefined;
  return range ? [range[0], range[2]] : [0, 0];
}
