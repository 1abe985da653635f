import type { DocumentName } from '../model/catalog';

/** What lies in a folder of a source. */
export interface CatalogEntry {
  readonly name: string;
  /** `other` is a socket or a submodule: what cannot be read. */
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What a source holds. Paths have `/` between names, and start at the folder of `platform.yaml`. */
export interface CatalogListing {
  /** What people call that folder: the names of files in problems start with it. Empty where it has no name. */
  readonly name: string;
  /**
   * Entries of a folder, in any order.
   *
   * @param folder the empty path for the top, or a folder that was listed before
   */
  list(folder: string): readonly CatalogEntry[];
  /** What is another one when the content of a listed file may be another one. */
  identityOf(file: string): string;
}

/** Contents by the path of their file. */
export type Contents = ReadonlyMap<DocumentName, Buffer>;

/** Where a catalog is loaded from: a folder, texts at hand. */
export interface CatalogSource extends CatalogListing {
  /** Contents of listed files, many at once. */
  read(files: readonly DocumentName[]): Contents;
}

/** A source whose contents have to be waited for: a commit. */
export interface AsyncCatalogSource extends CatalogListing {
  /** Contents of listed files, many at once. What cannot be had is an error, never an empty content. */
  read(files: readonly DocumentName[]): Promise<Contents>;
}
