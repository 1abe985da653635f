import { basename, join } from 'node:path';

import { Locator } from '../yaml/locate';
import type { DocumentName } from '../model/catalog';
import type { SettingPath, ValueSource } from '../model/explain';
import { readText } from '../tree/named-calls';

/** A place in a file, as editors and CI logs make it clickable. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds the lines of sources in the files of a catalog; each file is read once. */
export class SourcePlaces {
  readonly #files = new Map<DocumentName, { readonly lines: readonly string[]; readonly locator: Locator }>();

  /** @param catalog folder that holds `platform.yaml` */
  constructor(private readonly catalog: string) {}

  /** @returns undefined for code, and for a key that its file does not have: then a default of the schema decides */
  find({ document, path }: Pick<ValueSource, 'document' | 'path'>): SourcePlace | undefined {
    if (document === undefined) return undefined;
    const { lines, locator } = this.#read(document);
    const position = locator.locate(path, 'key');
    if (position === undefined) return undefined;
    const { line, column } = position;
    const written = lines[line - 1]?.slice(column - 1) ?? '';
    return isKeyOf(path, written) ? { file: `${basename(this.catalog)}/${document}`, line, column } : undefined;
  }

  #read(document: DocumentName): { readonly lines: readonly string[]; readonly locator: Locator } {
    const known = this.#files.get(document);
    if (known !== undefined) return known;
    const text = readText(join(this.catalog, document));
    const file = { lines: text.replace(/^\ufeff/, '').split(/\r\n|\n/), locator: new Locator(text) };
    this.#files.set(document, file);
    return file;
  }
}

// For a path that does not exist at all the locator answers with the first key of the file.
function isKeyOf(path: SettingPath, written: string): boolean {
  const text = written.replace(/^["']/, '');
  return path.some((key) => text.startsWith(String(key)));
}
