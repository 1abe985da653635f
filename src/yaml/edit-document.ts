import type { Document } from 'yaml';

import { yamlLibrary } from './compose';

/** One change of a document. */
export interface DocumentEdit {
  readonly path: readonly (string | number)[];
  /** What is to be there instead. @default - what is there is removed */
  readonly value?: unknown;
}

/** Makes edits in a parsed document. An item behind the end of a list becomes its last one. */
export function editDocument(document: Document, edits: readonly DocumentEdit[]): void {
  for (const { path, value } of edits) {
    if (value === undefined) remove(document, path);
    else document.setIn(withinList(document, path), value);
  }
}

/** Another edit may have made the list shorter since. */
function withinList(document: Document, path: DocumentEdit['path']): DocumentEdit['path'] {
  const last = path.at(-1);
  const list = document.getIn(path.slice(0, -1), true);
  if (typeof last !== 'number' || !yamlLibrary().isSeq(list)) return path;
  return [...path.slice(0, -1), Math.min(last, list.items.length)];
}

/** The comment above the first key of a file is about the file: it stays. */
function remove(document: Document, path: DocumentEdit['path']): void {
  const comment = path.length === 1 ? commentAbove(document, path[0]) : undefined;
  document.deleteIn(path);
  if (comment !== undefined) document.commentBefore = [document.commentBefore, comment].filter(Boolean).join('\n');
}

function commentAbove({ contents }: Document, name: unknown): string | undefined {
  const { isMap, isScalar } = yamlLibrary();
  const key = isMap(contents) ? contents.items[0]?.key : undefined;
  return isScalar(key) && key.value === name ? (key.commentBefore ?? undefined) : undefined;
}
