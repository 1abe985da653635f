import { createHash } from 'node:crypto';

import type { Gates } from '../model/gates';

/** A file before and after a change. Texts of the catalog are themselves, rendered files are the names of their contents. */
export interface TouchedFile {
  /** From the root of the repository, so that no catalog file has the path of a rendered one. */
  readonly path: string;
  /** @default - it was not there */
  readonly before?: string | undefined;
  /** @default - it is not there */
  readonly after?: string | undefined;
}

/** What an approval is bound to. */
export interface EffectParts {
  /** Files of the catalog that the edit touches, with their texts. */
  readonly edit: readonly TouchedFile[];
  /** Rendered files, with the names that Git gives their contents. */
  readonly rendered: readonly TouchedFile[];
  /** Gates that are asked, by environment: what was agreed to is an answer to them. */
  readonly gates: ReadonlyMap<string, Gates>;
  /**
   * What was asked, as it was signed, with its signature: who asks, how urgently, and under which ticket are part of what
   * was looked at. @default - nobody asked: it is an edit by hand
   */
  readonly request?: { readonly statement: string; readonly signature?: string | undefined } | undefined;
}

/**
 * What somebody has looked at who approves: `sha256:` and 64 hexadecimal digits over canonical JSON (RFC 8785: keys in the order
 * of UTF-16 units, no white space). A commit elsewhere leaves it as it is, and so does the order of files and keys; a file
 * that is the same before and after is not part of it.
 */
export function effectDigest({ edit, rendered, gates, request }: EffectParts): string {
  const text = canonical({
    edit: touchedOf(edit),
    rendered: touchedOf(rendered),
    gates: Object.fromEntries(gates),
    request,
  });
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

// In the order of their texts, and none over another: a path that comes twice counts twice.
function touchedOf(files: readonly TouchedFile[]): readonly string[] {
  return files
    .filter(({ before, after }) => before !== after)
    .map(({ path, before = null, after = null }) => canonical([path, before, after]))
    .sort();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
