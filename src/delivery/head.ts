import { loadCatalogAsync, type LoadedCatalog } from '../catalog/load';
import type { RenderTools } from '../catalog/render-tools';
import type { CommitReader } from '../gitops/commit-reader';
import { placesOf, type Places } from '../model/place';
import { sharedFiles, treeFolders } from '../model/tree-layout';
import { isAboveTree, ownersFile } from '../model/tree-place';
import { blobId, type BlobHash } from '../tree/blob-id';
import { folderId } from '../tree/folder-id';
import { ChangeSource } from './change-source';
import { HeldTexts } from './kept-texts';
import { pathsByPlacement } from './placement-paths';
import { runIdOf } from './record';
import type { ChangedFile, TreeThere } from './rendered-change';

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
  /** Names of contents by path in the repository, of files below the root of the tree. */
  readonly idByPath: ReadonlyMap<string, string>;
  /** What lies over them; undefined for a file that is gone. */
  readonly changedIds: ReadonlyMap<string, string | undefined>;
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
  /** Paths from the root of the tree. */
  readonly files: readonly ChangedFile[];
  /** Whether nobody but one placement sees it. */
  readonly isLocal: boolean;
}

/** Most files that lie over a listing before a new listing is made of both: each change copies what lies over it. */
const mostOver = 400;

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
    const owners = ownersFile(loaded.catalog.platform);
    if (isAboveTree(owners)) await Head.listOwners(writer, commit, joined(places.root, owners), idByPath);
    const sharedPaths = [owners, sharedFiles.attributes];
    const shared = await readShared(writer, places, sharedPaths, (path) => idByPath.get(path));
    return new Head({
      commit,
      source,
      loaded,
      hash,
      places,
      idByPath,
      changedIds: new Map(),
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
    const ids = known.allIds();
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

  get origin(): string {
    return this.inTree(this.parts.places.catalog);
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
    for (const [path, id] of this.parts.changedIds) if (id !== undefined && this.runAt(path) === runId) return path;
    return this.runs().get(runId);
  }

  idOf(path: string): string | undefined {
    return this.idIn(this.treePath(path));
  }

  /** Git's name of the rendered folder of a placement; undefined when there is none. */
  readonly treeOf = (service: string, environment: string): string | undefined => {
    const folder = treeFolders.overlay(service, environment);
    const below = `${this.treePath(folder)}/`;
    const listed = pathsByPlacement(this.parts.idByPath, (path) => this.inTree(path)).get(folder);
    const ids = new Map<string, string>();
    const paths = [...(listed ?? []), ...this.parts.changedIds.keys()];
    for (const path of paths) {
      const id = path.startsWith(below) ? this.idIn(path) : undefined;
      if (id !== undefined) ids.set(path.slice(below.length), id);
    }
    return ids.size === 0 ? undefined : folderId(ids, this.hash);
  };

  /** Name of the content of a file. @param path in the repository */
  idIn(path: string): string | undefined {
    const { changedIds, idByPath } = this.parts;
    return changedIds.has(path) ? changedIds.get(path) : idByPath.get(path);
  }

  /** The same with a change that is decided: what the next change of a batch stands on. */
  with({ source, loaded, files, isLocal }: HeadChange): Head {
    const { parts } = this;
    const changedIds = new Map(parts.changedIds);
    let { shared } = parts;
    for (const { path, content } of files) {
      changedIds.set(this.treePath(path), content === undefined ? undefined : blobId(content, this.hash));
      if (shared.has(path)) shared = new Map(shared).set(path, Buffer.from(content ?? ''));
    }
    return new Head({ ...parts, source, loaded, changedIds, shared, calls: isLocal ? parts.calls : {} });
  }

  /** The same with one file more, which is neither of the catalog nor rendered: a record. @param path from the root of the tree */
  withFile(path: string, content: string): Head {
    const changedIds = new Map(this.parts.changedIds).set(this.treePath(path), blobId(content, this.hash));
    return new Head({ ...this.parts, changedIds });
  }

  /** The same, when what lies over it has become commits. @param commit the last of them */
  committedAs(commit: string): Head {
    const { parts } = this;
    if (parts.changedIds.size < mostOver) return new Head({ ...parts, commit });
    return new Head({ ...parts, commit, idByPath: this.allIds(), changedIds: new Map() });
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
    const known = runsOf.get(this.parts.idByPath);
    if (known !== undefined) return known;
    const runs = new Map<string, string>();
    for (const path of this.parts.idByPath.keys()) {
      const runId = this.runAt(path);
      if (runId !== undefined) runs.set(runId, path);
    }
    runsOf.set(this.parts.idByPath, runs);
    return runs;
  }

  private runAt(path: string): string | undefined {
    return path.endsWith('.json') ? runIdOf(this.inTree(path)) : undefined;
  }

  private allIds(): Map<string, string> {
    const ids = new Map(this.parts.idByPath);
    for (const [path, id] of this.parts.changedIds) {
      if (id === undefined) ids.delete(path);
      else ids.set(path, id);
    }
    return ids;
  }
}

/** Records by run id, by the listing that they are in: many heads stand on one. */
const runsOf = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string>>();

function joined(folder: string, file: string): string {
  // A tree that lies elsewhere than its platform says has its owners at the root all the same.
  if (isAboveTree(file)) return joined(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)), file.slice('../'.length));
  return folder === '' ? file : `${folder}/${file}`;
}

async function readShared(
  writer: CommitReader,
  { root }: RepositoryPlaces,
  paths: readonly string[],
  idOf: (path: string) => string | undefined,
): Promise<ReadonlyMap<string, Buffer>> {
  const ids = new Map(paths.map((path) => [path, idOf(joined(root, path))]));
  const contents = await writer.contents([...ids.values()].filter((id) => id !== undefined));
  return new Map(paths.map((path) => [path, contents.get(ids.get(path) ?? '') ?? Buffer.alloc(0)]));
}
