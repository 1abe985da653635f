import type { EditedCatalog } from '../catalog/edit';
import type { AsyncCatalogSource, CatalogEntry, Contents } from '../catalog/source';
import type { DocumentName } from '../model/catalog';
import { withEntry } from '../model/overlaid-map';
import { blobId, type BlobHash } from '../tree/blob-id';

/**
 * A catalog of a commit with edits that are in no commit yet. Edits lie over the commit's own files, however many there are:
 * a batch of changes is one source for each of them.
 */
export class ChangeSource implements AsyncCatalogSource {
  readonly name: string;

  private constructor(
    private readonly base: AsyncCatalogSource,
    private readonly hash: BlobHash,
    private readonly texts: ReadonlyMap<DocumentName, string>,
    private readonly deleted: ReadonlySet<DocumentName>,
  ) {
    this.name = base.name;
  }

  /** The files of a commit as they are. */
  static of(base: AsyncCatalogSource, hash: BlobHash): ChangeSource {
    return new ChangeSource(base, hash, new Map(), new Set());
  }

  /** The same with one edit more. */
  with({ texts, deleted }: Pick<EditedCatalog, 'texts' | 'deleted'>): ChangeSource {
    const isGone = new Set([...this.deleted, ...deleted]);
    for (const name of texts.keys()) isGone.delete(name);
    let all = this.texts;
    for (const [name, text] of texts) all = withEntry(all, name, text);
    if (deleted.length > 0) {
      const others = new Map(all);
      for (const name of deleted) others.delete(name);
      all = others;
    }
    return new ChangeSource(this.base, this.hash, all, isGone);
  }

  list(folder: string): readonly CatalogEntry[] {
    const entries = this.base.list(folder);
    if (this.texts.size + this.deleted.size === 0) return entries;
    const prefix = folder === '' ? '' : `${folder}/`;
    const byName = new Map<string, CatalogEntry>();
    for (const entry of entries) if (!this.deleted.has(`${prefix}${entry.name}`)) byName.set(entry.name, entry);
    for (const file of this.texts.keys()) {
      if (!file.startsWith(prefix)) continue;
      const [name = '', ...below] = file.slice(prefix.length).split('/');
      byName.set(name, { name, kind: below.length > 0 ? 'folder' : 'file' });
    }
    if (this.deleted.size === 0) return [...byName.values()];
    // Git has no empty folders, and neither has a catalog.
    return [...byName.values()].filter(
      ({ name, kind }) => kind !== 'folder' || this.list(`${prefix}${name}`).length > 0,
    );
  }

  identityOf(file: DocumentName): string {
    const text = this.texts.get(file);
    return text === undefined ? this.base.identityOf(file) : blobId(text, this.hash);
  }

  async read(files: readonly DocumentName[]): Promise<Contents> {
    const others = files.filter((file) => !this.texts.has(file));
    const contents = new Map(others.length === 0 ? [] : await this.base.read(others));
    for (const file of files) {
      const text = this.texts.get(file);
      if (text !== undefined) contents.set(file, Buffer.from(text));
    }
    return contents;
  }

  /** Texts of those of these files that are there. */
  async textsOf(files: readonly DocumentName[]): Promise<ReadonlyMap<DocumentName, string>> {
    const contents = await this.read(files.filter((file) => this.has(file)));
    return new Map([...contents].map(([file, content]) => [file, content.toString('utf8')]));
  }

  private has(file: DocumentName): boolean {
    // Edits may be many, and to list a folder is to look at each of them.
    if (this.texts.has(file)) return true;
    if (this.deleted.has(file)) return false;
    const slash = file.lastIndexOf('/');
    const entries = this.base.list(file.slice(0, Math.max(slash, 0)));
    return entries.some(({ name, kind }) => kind === 'file' && name === file.slice(slash + 1));
  }
}
