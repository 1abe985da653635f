import type { AsyncCatalogSource, Contents } from '../catalog/source';
import type { DocumentName } from '../model/catalog';

/** Files of a commit, none of whose contents is read twice: a catalog is small, and asking Git costs a process. */
export class HeldTexts implements AsyncCatalogSource {
  readonly name: string;

  constructor(
    private readonly files: AsyncCatalogSource,
    private readonly texts: Map<string, Buffer>,
  ) {
    this.name = files.name;
  }

  list(folder: string): ReturnType<AsyncCatalogSource['list']> {
    return this.files.list(folder);
  }

  identityOf(file: DocumentName): string {
    return this.files.identityOf(file);
  }

  async read(files: readonly DocumentName[]): Promise<Contents> {
    const unread = files.filter((file) => !this.texts.has(this.identityOf(file)));
    if (unread.length > 0) {
      for (const [file, content] of await this.files.read(unread)) this.texts.set(this.identityOf(file), content);
    }
    return new Map(files.map((file) => [file, this.texts.get(this.identityOf(file)) ?? Buffer.alloc(0)]));
  }
}
