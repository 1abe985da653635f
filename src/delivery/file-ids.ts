import { withMoreEntries } from '../model/overlaid-map';

/** What a change makes of a file: Git's name of its content, undefined for none. */
export type ChangedId = readonly [path: string, id: string | undefined];

/** Most files that lie over a listing before a new listing is made of both. */
const mostOver = 400;

/**
 * Git's names of contents by path: those of a commit, and over them what changes make of them that are decided. The listing
 * of a commit has tens of thousands of files and is never copied for a change.
 */
export class FileIds {
  private constructor(
    /** The commit's. It is the same value as long as no new one is made: what is found of it can be kept. */
    readonly listing: ReadonlyMap<string, string>,
    private readonly over: ReadonlyMap<string, { readonly id: string | undefined }>,
  ) {}

  /** Those of a commit. */
  static of(listing: ReadonlyMap<string, string>): FileIds {
    return new FileIds(listing, new Map());
  }

  /** Undefined for a file that is not there. */
  get(path: string): string | undefined {
    const changed = this.over.get(path);
    return changed === undefined ? this.listing.get(path) : changed.id;
  }

  /** The same with changes over them. */
  with(changes: readonly ChangedId[]): FileIds {
    return new FileIds(
      this.listing,
      withMoreEntries(
        this.over,
        changes.map(([path, id]) => [path, { id }] as const),
      ),
    );
  }

  /** Paths that changes were about, whether a file is there or not. */
  changedPaths(): Iterable<string> {
    return this.over.keys();
  }

  /** All of them in one map, for who changes it. */
  all(): Map<string, string> {
    const ids = new Map(this.listing);
    for (const [path, { id }] of this.over) {
      if (id === undefined) ids.delete(path);
      else ids.set(path, id);
    }
    return ids;
  }

  /** The same, with a new listing when much lies over the one that is there. */
  settled(): FileIds {
    return this.over.size < mostOver ? this : FileIds.of(this.all());
  }
}
