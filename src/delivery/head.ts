import type { EditedCatalog } from '../catalog/edit';
import { loadCatalogAsync, type LoadedCatalog } from '../catalog/load';
import type { RenderTools } from '../catalog/render-tools';
import type { CommitReader } from '../gitops/commit-reader';
import { folderId } from '../gitops/folder-id';
import { withEntry } from '../model/overlaid-map';
import { placesOf, type Places } from '../model/place';
import { sharedFiles, treeFolders } from '../model/tree-layout';
import { homeOfCatalog, isAboveTree, ownersFileAt } from '../model/tree-place';
import type { CatalogHome } from '../model/tree-place';
import { blobId, type BlobHash } from '../tree/blob-id';
import { ChangeSource } from './change-source';
import { FileIds } from './file-ids';
import { HeldTexts } from './kept-texts';
import { pathsByPlacement } from './placement-paths';
import { runIdOf } from './record';
import type { ChangedFile, TreeThere } from './rendered-change';
import { joined, readShared } from './shared-texts';

/** Where the catalog and its tree lie in a repository: paths from its root, without `/` at the ends. */
export interface RepositoryPlaces {
  /** Folder that holds platform.yaml. */
  readonly catalog: string;
  /** Root of the tree; empty for that of the repository. */
  readonly root: string;
  /** What it may be rendered with. @default - nothing: no service may be a chart */
  readonly tools?: RenderTools;
}

/** What becomes of a file: Git's names of its contents, undefined for none. */
export interface FileDigest {
  /** In the repository. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a head is made of. */
interface HeadParts {
  readonly commit: string;
  readonly source: ChangeSource;
  readonly loaded: LoadedCatalog;
  readonly hash: BlobHash;
  readonly places: RepositoryPlaces;
  /** By path in the repository, of files below the root of the tree. */
  readonly ids: FileIds;
  /** Paths in the repository of records that are in no commit of the listing yet, by run id. */
  readonly newRuns: ReadonlyMap<string, string>;
  readonly shared: ReadonlyMap<string, Buffer>;
  /** Who calls whom; found when it is first asked for, and kept as long as no change of others' sight happens. */
  readonly calls: { places?: Places };
  /** Documents of the catalog, so that none is read twice. */
  readonly texts: Map<string, Buffer>;
}

/** A change that lies over a head. */
export interface HeadChange {
  readonly source: ChangeSource;
  readonly loaded: LoadedCatalog;
  /** What becomes of files of the catalog. */
  readonly edited: Pick<EditedCatalog, 'texts' | 'deleted'>;
  /** Paths from the root of the tree. */
  readonly files: readonly ChangedFile[];
  /** Whether nobody but one placement sees it. */
  readonly isLocal: boolean;
}

/** A commit of the branch as changes see it, or what it will be with changes that are decided and not yet committed. */
export class Head implements TreeThere {
  private constructor(private readonly parts: HeadParts) {}

  /**
   * Reads a commit.
   *
   * @param known a head of before, of which what is the same is not read again
   * @throws InputError when its catalog is not valid
   */
  static async open(writer: CommitReader, commit: string, places: RepositoryPlaces, known?: Head): Promise<Head> {
    if (known?.commit === commit) return known;
    const { hash } = writer;
    const files = await writer.files(commit, places.catalog);
    const idByPath = await Head.listing(writer, commit, places, known);
    const texts = known?.parts.texts ?? new Map<string, Buffer>();
    const source = ChangeSource.of(new HeldTexts(files, texts), hash);
    const loaded = await loadCatalogAsync(source, known?.loaded.parsed, known?.loaded.hash, places.tools);
    const owners = ownersFileAt(loaded.catalog.platform, places.root);
    if (isAboveTree(owners)) await Head.listOwners(writer, commit, joined(places.root, owners), idByPath);
    const sharedPaths = [owners, sharedFiles.attributes];
    const shared = await readShared(writer, places.root, sharedPaths, (path) => idByPath.get(path));
    return new Head({
      commit,
      source,
      loaded,
      hash,
      places,
      ids: FileIds.of(idByPath),
      newRuns: new Map(),
      shared,
      calls: {},
      texts,
    });
  }

  /** A listing that is known costs what differs. */
  private static async listing(
    writer: CommitReader,
    commit: string,
    { root }: RepositoryPlaces,
    known: Head | undefined,
  ): Promise<Map<string, string>> {
    if (known === undefined) return new Map(await writer.listing(commit, root));
    const ids = known.parts.ids.all();
    for (const { path, after } of await writer.changesBetween(known.commit, commit, root)) {
      if (after === undefined) ids.delete(path);
      else ids.set(path, after);
    }
    return ids;
  }

  /** What a file above the tree is called is no part of the listing of the tree. */
  private static async listOwners(
    writer: CommitReader,
    commit: string,
    path: string,
    idByPath: Map<string, string>,
  ): Promise<void> {
    idByPath.delete(path);
    const id = (await writer.listing(commit, path)).get(path);
    if (id !== undefined) idByPath.set(path, id);
  }

  get commit(): string {
    return this.parts.commit;
  }

  get source(): ChangeSource {
    return this.parts.source;
  }

  get loaded(): LoadedCatalog {
    return this.parts.loaded;
  }

  get hash(): BlobHash {
    return this.parts.hash;
  }

  get home(): CatalogHome {
    const { loaded, places } = this.parts;
    return homeOfCatalog(loaded.catalog.platform, places.catalog, places.root);
  }

  get owners(): string {
    return ownersFileAt(this.parts.loaded.catalog.platform, this.parts.places.root);
  }

  get shared(): ReadonlyMap<string, Buffer> {
    return this.parts.shared;
  }

  /** Who calls whom. */
  get calls(): Places {
    const { calls, loaded } = this.parts;
    calls.places ??= placesOf(loaded.catalog, loaded.resolved);
    return calls.places;
  }

  /** Whether a request of this run id was committed before. */
  hasRun(runId: string): boolean {
    return this.recordOf(runId) !== undefined;
  }

  /** The path in the repository of the record of a run id; undefined when nothing of it was committed. */
  recordOf(runId: string): string | undefined {
    return this.parts.newRuns.get(runId) ?? this.runs().get(runId);
  }

  idOf(path: string): string | undefined {
    return this.idIn(this.treePath(path));
  }

  /** Git's name of the rendered folder of a placement; undefined when there is none. */
  readonly treeOf = (service: string, environment: string): string | undefined => {
    const folder = treeFolders.overlay(service, environment);
    const below = `${this.treePath(folder)}/`;
    const { ids: all } = this.parts;
    const listed = pathsByPlacement(all.listing, (path) => this.inTree(path)).get(folder);
    const ids = new Map<string, string>();
    for (const path of [...(listed ?? []), ...all.changedPaths()]) {
      const id = path.startsWith(below) ? this.idIn(path) : undefined;
      if (id !== undefined) ids.set(path.slice(below.length), id);
    }
    return ids.size === 0 ? undefined : folderId(ids, this.hash);
  };

  /** Git's names of the files in some folders, not of those below them. Paths and folders start at the root of the tree. */
  idsIn(folders: ReadonlySet<string>): Map<string, string> {
    const ids = new Map<string, string>();
    for (const paths of [this.parts.ids.listing.keys(), this.parts.ids.changedPaths()]) {
      for (const path of paths) {
        const inTree = this.inTree(path);
        const id = folders.has(inTree.slice(0, inTree.lastIndexOf('/'))) ? this.idIn(path) : undefined;
        if (id !== undefined) ids.set(inTree, id);
      }
    }
    return ids;
  }

  /** Name of the content of a file. @param path in the repository */
  idIn(path: string): string | undefined {
    return this.parts.ids.get(path);
  }

  /** The same with a change that is decided: what the next change of a batch stands on. */
  with({ source, loaded, edited, files, isLocal }: HeadChange): Head {
    const { parts } = this;
    let { shared } = parts;
    for (const { path, content } of files)
      if (shared.has(path)) shared = new Map(shared).set(path, Buffer.from(content ?? ''));
    const { root } = parts.places;
    const inCatalog = [...edited.texts, ...edited.deleted.map((file) => [file, undefined] as const)]
      .map(([file, content]) => [this.catalogPath(file), content] as const)
      // A catalog that lies elsewhere is no part of the listing, whoever reads it.
      .filter(([path]) => root === '' || path.startsWith(`${root}/`));
    const inTree = files.map(({ path, content }) => [this.treePath(path), content] as const);
    const ids = parts.ids.with(
      [...inCatalog, ...inTree].map(([path, content]) => [
        path,
        content === undefined ? undefined : blobId(content, this.hash),
      ]),
    );
    return new Head({ ...parts, source, loaded, ids, shared, calls: isLocal ? parts.calls : {} });
  }

  /** The same with the record of a run. @param path from the root of the tree */
  withRecord(runId: string, path: string, content: string): Head {
    const { parts } = this;
    const inRepository = this.treePath(path);
    const ids = parts.ids.with([[inRepository, blobId(content, this.hash)]]);
    return new Head({ ...parts, ids, newRuns: withEntry(parts.newRuns, runId, inRepository) });
  }

  /** The same, when what lies over it has become commits. @param commit the last of them */
  committedAs(commit: string): Head {
    const { parts } = this;
    const ids = parts.ids.settled();
    return new Head({ ...parts, commit, ids, newRuns: ids === parts.ids ? parts.newRuns : new Map() });
  }

  /** What becomes of a file: Git's names of its contents. @param path in the repository */
  fileChange(path: string, content: string | undefined): FileDigest {
    const after = content === undefined ? undefined : blobId(content, this.hash);
    return { path, before: this.idIn(path), after };
  }

  /** The path from the root of the tree of a path in the repository; of what is not in the tree it begins with `../`. */
  inTree(path: string): string {
    const { root } = this.parts.places;
    if (root === '') return path;
    return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : `${'../'.repeat(root.split('/').length)}${path}`;
  }

  /** The document that a path in the repository is; undefined for what is no file of the catalog. */
  documentAt(path: string): string | undefined {
    const { catalog } = this.parts.places;
    return path.startsWith(`${catalog}/`) ? path.slice(catalog.length + 1) : undefined;
  }

  /** The path in the repository of a file of the catalog. */
  catalogPath(file: string): string {
    return joined(this.parts.places.catalog, file);
  }

  /** The path in the repository of a file of the tree. */
  treePath(file: string): string {
    return joined(this.parts.places.root, file);
  }

  private runs(): ReadonlyMap<string, string> {
    const { listing } = this.parts.ids;
    const known = runsOf.get(listing);
    if (known !== undefined) return known;
    const runs = new Map<string, string>();
    for (const path of listing.keys()) {
      const runId = this.runAt(path);
      if (runId !== undefined) runs.set(runId, path);
    }
    runsOf.set(listing, runs);
    return runs;
  }

  private runAt(path: string): string | undefined {
    return path.endsWith('.json') ? runIdOf(this.inTree(path)) : undefined;
  }
}

/** Records by run id, by the listing that they are in: many heads stand on one. */
const runsOf = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string>>();
