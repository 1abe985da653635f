import type { LoadedCatalog } from '../catalog/load';
import type { DocumentName } from '../model/catalog';
import type { Places } from '../model/place';
import type { Resolved } from '../model/resolve';
import { environmentOf } from '../model/tree-layout';
import type { CatalogHome } from '../model/tree-place';
import { renderOne } from '../render/render-one';
import { everything } from '../render/scope';
import { partsTouchedBy, wantedTree, type WantedTree } from '../render/wanted-tree';
import { blobId, type BlobHash } from '../tree/blob-id';
import { withManagedBlock } from '../tree/managed-block';
import { PathClaims } from '../tree/path-claims';

/** A file that a change writes, or takes away. Paths start at the root of the tree. */
export interface ChangedFile {
  readonly path: string;
  /** Undefined for none. */
  readonly content: string | undefined;
}

/** What an edit of a catalog makes of the rendered tree. */
export interface RenderedChange {
  /** Files whose bytes become others, in order of their paths. */
  readonly files: readonly ChangedFile[];
  /** Environments whose rendered bytes become others, each with its paths in order. */
  readonly pathsByEnvironment: ReadonlyMap<string, readonly string[]>;
  /** All paths of the parts that were rendered, whether they become others or not. */
  readonly paths: ReadonlySet<string>;
}

/** The tree that is there. */
export interface TreeThere {
  /** Name of the content of a path; undefined for none. */
  readonly idOf: (path: string) => string | undefined;
  /** Contents of files in which a block is ours; empty for none. */
  readonly shared: ReadonlyMap<string, Buffer>;
  readonly hash: BlobHash;
  /** Where the catalog lies. */
  readonly home: CatalogHome;
  /** CODEOWNERS, from the root of the tree. */
  readonly owners: string;
}

/**
 * Renders the parts that an edit touches, and no other. What a part had before and has no more is taken away: both catalogs
 * are asked, so that a part that is gone takes its files along.
 *
 * @throws TreeError when two objects have one path
 */
export function renderedChange(
  before: LoadedCatalog | undefined,
  after: LoadedCatalog,
  edited: ReadonlySet<DocumentName>,
  there: TreeThere,
): RenderedChange {
  const now = wantedTree(after, everything, there.home, there.owners);
  const claims = new PathClaims();
  const texts = new Map<string, string>();
  for (const part of partsTouchedBy(now, edited)) {
    for (const { path, text, source } of part.render()) {
      claims.claim(path, source);
      texts.set(path, text);
    }
  }
  const files: ChangedFile[] = [];
  for (const [path, text] of texts) {
    if (there.idOf(path) !== blobId(text, there.hash)) files.push({ path, content: text });
  }
  const old = before === undefined ? undefined : wantedTree(before, everything, there.home);
  for (const path of pathsOf(old, edited)) {
    if (!texts.has(path) && there.idOf(path) !== undefined) files.push({ path, content: undefined });
  }
  for (const { path, lines, name } of now.blocks) {
    const content = there.shared.get(path) ?? Buffer.alloc(0);
    const wanted = withManagedBlock(path, content, lines, name);
    if (!wanted.equals(content)) files.push({ path, content: wanted.toString('utf8') });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set([...texts.keys(), ...now.blocks.map(({ path }) => path)]);
  return { files, pathsByEnvironment: byEnvironment(files.map(({ path }) => path)), paths };
}

/**
 * Renders one placement whose overlay differs in nothing that others see: the set of its files is as it was, and so is every
 * other part.
 */
export function renderedPlacement(calls: Places, one: Resolved, there: TreeThere): RenderedChange {
  const rendered = renderOne(calls, one, there.home);
  const files = rendered
    .filter(({ path, text }) => there.idOf(path) !== blobId(text, there.hash))
    .map(({ path, text }) => ({ path, content: text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set(rendered.map(({ path }) => path));
  return { files, pathsByEnvironment: byEnvironment(files.map(({ path }) => path)), paths };
}

/** Paths by the environment that they are for, each in order; what is for none is left out. */
export function byEnvironment(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const environment = environmentOf(path);
    if (environment === '') continue;
    const others = found.get(environment);
    if (others === undefined) found.set(environment, [path]);
    else others.push(path);
  }
  return found;
}

function pathsOf(tree: WantedTree | undefined, edited: ReadonlySet<DocumentName>): readonly string[] {
  if (tree === undefined) return [];
  return partsTouchedBy(tree, edited).flatMap((part) => part.render().map(({ path }) => path));
}
