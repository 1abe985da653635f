import { kindOfDocument, type SettingsDocumentKind, type DocumentName } from '../model/catalog';
import { InputError, type Problem } from '../model/problem';
import { editText, type RefusedOperation } from '../yaml/edit-text';
import type { PlainMapping, Operation } from '../yaml/operation';
import { documentText } from '../yaml/write-value';
import { keyOrder } from './key-order';

/** What is to become of files of a catalog. */
export type CatalogEdit = ReadonlyMap<DocumentName, DocumentEdit>;

/** What is to become of one file. */
export type DocumentEdit =
  /** One after the other. */
  | { readonly kind: 'change'; readonly operations: readonly Operation[] }
  | {
      readonly kind: 'create';
      readonly value: PlainMapping;
      /** What a person should read before all of it; each is a line. @default - none */
      readonly comments?: readonly string[];
    }
  | { readonly kind: 'delete' };

/** What an edit makes of a catalog. */
export interface EditedCatalog {
  /** New texts of the files that are changed or created. */
  readonly texts: ReadonlyMap<DocumentName, string>;
  readonly deleted: readonly DocumentName[];
  /** Files that the edit names, and that say already what it wants. */
  readonly unchanged: readonly DocumentName[];
  /** Whether any file becomes another one. */
  readonly isChanged: boolean;
}

/**
 * Finds the texts that an edit makes of the files of a catalog. Every byte that the edit is not about stays: comments,
 * quotes, order, line breaks. Nothing is written. Whether the catalog is still valid is for its reader to say.
 *
 * @param textOf text of a file, undefined for none
 * @param folder the catalog's, as people see it in problems
 * @throws InputError with everything that cannot be done, each with what a person can do instead; then nothing is done
 */
export function editCatalog(
  edit: CatalogEdit,
  textOf: (document: DocumentName) => string | undefined,
  folder = 'catalog',
): EditedCatalog {
  const texts = new Map<DocumentName, string>();
  const deleted: DocumentName[] = [];
  const unchanged: DocumentName[] = [];
  const problems: Problem[] = [];
  for (const [document, wanted] of edit) {
    const before = textOf(document);
    const after = editDocument(document, wanted, before);
    if (typeof after === 'object') problems.push(...after.map((said) => ({ file: `${folder}/${document}`, ...said })));
    else if (after === before) unchanged.push(document);
    else if (after === undefined) deleted.push(document);
    else texts.set(document, after);
  }
  if (problems.length > 0) throw new InputError(problems);
  return { texts, deleted, unchanged, isChanged: texts.size + deleted.length > 0 };
}

type Said = Omit<Problem, 'file'>;

/** The text that a file is to have, undefined for none; or what is in the way. */
function editDocument(
  document: DocumentName,
  edit: DocumentEdit,
  before: string | undefined,
): string | undefined | readonly Said[] {
  const kind = kindOfDocument(document);
  if (kind === undefined) return said('a catalog has no such file', 'correct its name');
  if (edit.kind === 'delete') return undefined;
  if (kind === 'manifests') return said('it holds manifests of Kubernetes', 'change it by hand');
  if (kind === 'file') return said('it is a file that processes read', 'change it by hand');
  if (kind === 'software') return said('it is read by Helm or kustomize', 'change it by hand');
  switch (edit.kind) {
    case 'create':
      if (before !== undefined) return said('the file is there already', 'change it, or choose another name');
      return newText(kind, edit.value, edit.comments ?? []);
    case 'change': {
      if (before === undefined) return said('there is no such file', 'create it first, or correct its name');
      const { text, refused } = editText(before, edit.operations, (path) => keyOrder(kind, path));
      return refused.length === 0 ? text : refused.map(problemOf);
    }
  }
}

function newText(kind: SettingsDocumentKind, value: PlainMapping, comments: readonly string[]): string {
  // A comment ends with its line, whatever is in it.
  const above = comments.map((comment) => `# ${comment.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}\n`);
  return `${above.join('')}${documentText(value, (path) => keyOrder(kind, path))}`;
}

function problemOf({ operation, reason, hint, line, column }: RefusedOperation): Said {
  const place = line === undefined ? {} : { line, ...(column !== undefined && { column }) };
  const message = `it cannot be ${operation.kind === 'remove' ? 'removed' : 'written'} here: ${reason}`;
  return { ...place, path: operation.path, message, hint };
}

function said(message: string, hint: string): readonly Said[] {
  return [{ path: [], message, hint }];
}
