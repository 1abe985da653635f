import { isDeepStrictEqual } from 'node:util';

import type { CatalogEdit, DocumentEdit } from '../catalog/edit';
import type { DocumentName } from '../model/catalog';
import { entryOf, isPlainMapping, type NodePath, type Operation } from '../yaml/operation';

/**
 * The operations that make one value another, leaf by leaf: what is the same in both is not touched, so that its bytes
 * stay. A value of a catalog has defaults that its file does not say; they are the same in both.
 *
 * @param after undefined to take it away
 */
export function settle(path: NodePath, before: unknown, after: unknown): readonly Operation[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [{ kind: 'remove', path }];
  if (!isPlainMapping(before) || !isPlainMapping(after)) return [{ kind: 'set', path, value: after }];
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys.flatMap((key) => settle([...path, key], entryOf(before, key), entryOf(after, key)));
}

/** An edit of several files; one about which nothing is to be done is left out. */
export function editOf(changes: Iterable<readonly [DocumentName, readonly Operation[] | DocumentEdit]>): CatalogEdit {
  const edit = new Map<DocumentName, DocumentEdit>();
  for (const [document, change] of changes) {
    if ('kind' in change) edit.set(document, change);
    else if (change.length > 0) edit.set(document, { kind: 'change', operations: change });
  }
  return edit;
}
