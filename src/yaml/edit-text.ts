import { isDeepStrictEqual } from 'node:util';

import { entryOperations } from './collection-parts';
import { composeYaml, type Position } from './compose';
import { EditableText } from './editable-text';
import { locate } from './locate';
import { applyOperation, Unspliceable, type Operation } from './operation';
import { applySplices, type Splice } from './splice';
import { splicesFor } from './splices-for';
import { wordSplices } from './word-splices';
import { flowEntryText, flowText, inOrder, type KeyOrder } from './write-value';

/** An operation that was not made. */
export interface RefusedOperation extends Partial<Position> {
  readonly operation: Operation;
  /** Why, starting in lower case, without a full stop. */
  readonly reason: string;
  /** What a person can do instead, with the text to write. */
  readonly hint: string;
}

/** What became of a text. */
export interface EditedText {
  /** The text with every operation that could be made. */
  readonly text: string;
  readonly isChanged: boolean;
  readonly refused: readonly RefusedOperation[];
}

/**
 * Makes operations in a YAML text of one document, one after the other, and keeps every byte that none of them is about.
 *
 * Text is replaced at the positions of the parser. Then the new text is read, and must be exactly the value that the
 * operation makes of the value before. What cannot be written with certainty is refused, and the text is left as it is.
 *
 * @param orderAt the keys of a mapping in their order, for keys that are added
 */
export function editText(source: string, operations: readonly Operation[], orderAt: KeyOrder = () => []): EditedText {
  const mark = source.startsWith('\ufeff') ? '\ufeff' : '';
  const refused: RefusedOperation[] = [];
  let edited: EditableText | undefined;
  let text = source.slice(mark.length);
  for (const operation of operations) {
    try {
      edited = withOperation(edited ?? new EditableText(text), operation, orderAt);
      text = edited.text;
    } catch (error) {
      if (!(error instanceof Unspliceable)) throw error;
      refused.push(refusalOf(edited, text, operation, error));
    }
  }
  return { text: mark + text, isChanged: mark + text !== source, refused };
}

function withOperation(before: EditableText, operation: Operation, orderAt: KeyOrder): EditableText {
  const ordered = operation.kind === 'remove' ? operation : inOrderOf(operation, orderAt);
  const wanted = applyOperation(before.value, ordered);
  if (isDeepStrictEqual(wanted, before.value)) return before;

  const entries = entryOperations(before.value, ordered);
  if (entries !== undefined) return entries.reduce((text, entry) => withOperation(text, entry, orderAt), before);
  for (const splices of waysToSplice(before, ordered, orderAt)) {
    const after = new EditableText(applySplices(before.text, splices));
    if (isReadAs(after, wanted)) return after;
  }
  throw new Unspliceable('it is written in a way that only a person can change');
}

/** What may make an operation, the likeliest first. Each is found when the one before it was not right. */
function* waysToSplice(before: EditableText, operation: Operation, orderAt: KeyOrder): Iterable<readonly Splice[]> {
  const words = before.isPlain ? wordSplices(before.text, before.value, operation) : undefined;
  if (words !== undefined) yield words;
  const { parts } = before;
  yield splicesFor(parts, operation, orderAt);
  // A literal text takes a comment below it for a line of its own, if that is deep enough.
  yield splicesFor({ ...parts, style: { ...parts.style, hasLiterals: false } }, operation, orderAt);
}

function isReadAs(text: EditableText, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(text.value, wanted);
  } catch (error) {
    if (error instanceof Unspliceable) return false;
    throw error;
  }
}

function inOrderOf<Written extends Exclude<Operation, { kind: 'remove' }>>(
  operation: Written,
  orderAt: KeyOrder,
): Written {
  const path = operation.kind === 'append' ? [...operation.path, 0] : operation.path;
  return { ...operation, value: inOrder(operation.value, path, orderAt) };
}

function refusalOf(
  edited: EditableText | undefined,
  text: string,
  operation: Operation,
  { message, offset }: Unspliceable,
): RefusedOperation {
  const position = offset === undefined ? locate(text, operation.path, 'key') : positionIn(edited, text, offset);
  return { operation, reason: message, ...position, hint: hintOf(operation) };
}

function positionIn(edited: EditableText | undefined, text: string, offset: number): Position {
  return edited?.parts.positionAt(offset) ?? composeYaml(text).positionAt(offset);
}

function hintOf(operation: Operation): string {
  const name = operation.path.at(-1);
  if (operation.kind === 'remove') return `remove ${JSON.stringify(name)} by hand`;
  const isKey = operation.kind === 'set' && typeof name === 'string';
  const text = isKey ? flowEntryText(name, operation.value, false) : flowText(operation.value, false);
  return `write ${operation.kind === 'set' ? '' : 'the item '}\`${text}\` by hand`;
}
