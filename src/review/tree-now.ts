import type { LoadedCatalog } from '../catalog/load';
import type { Catalog } from '../model/catalog';
import { isBelow, treeFolders } from '../model/tree-layout';
import type { CatalogHome } from '../model/tree-place';
import type { Memory } from '../render/memory';
import { renderingOf, type Rendering } from '../render/rendering';
import { findScope, type Scope } from '../render/scope';
import { wantedTree } from '../render/wanted-tree';
import type { TreeBefore } from './tree-before';

/** The tree that a catalog wants, whether it was ever written or not. */
export interface TreeNow {
  readonly catalog: Catalog;
  readonly rendering: Rendering;
}

/** What is asked of a tree. */
export interface TreeNowOptions {
  /** This environment only. A name or an alias. @default - every environment */
  readonly environment?: string | undefined;
  /** This service only. @default - every service */
  readonly service?: string | undefined;
  /** What earlier runs knew. @default - everything is rendered */
  readonly memory?: Memory | undefined;
  /** Where the catalog lies. @default - where it usually does */
  readonly home?: CatalogHome | undefined;
}

/**
 * Renders in memory what a catalog wants, to be compared with a tree before.
 *
 * @throws InputError for a name that neither the catalog nor the tree before has
 */
export function treeNow(
  loaded: LoadedCatalog,
  before: TreeBefore,
  { environment, service, memory, home }: TreeNowOptions = {},
): TreeNow {
  const scope = scopeOf(loaded, before, environment, service);
  return { catalog: loaded.catalog, rendering: renderingOf(wantedTree(loaded, scope, home), before.hash, memory) };
}

/** A service that is gone from the catalog is known to the tree before. */
function scopeOf(
  { catalog }: LoadedCatalog,
  { idByPath }: TreeBefore,
  environment: string | undefined,
  service: string | undefined,
): Scope {
  const isGone =
    service !== undefined &&
    !catalog.services.has(service) &&
    [...idByPath.keys()].some((path) => isBelow(path, treeFolders.service(service)));
  if (!isGone) return findScope(catalog, environment, service);
  return { ...findScope(catalog, environment, undefined), service, isEverything: false };
}
