import type { LoadedCatalog } from '../catalog/load';
import { findStaleFiles } from './stale-files';
import type { CheckedTree, TreeFault } from './stale-files';

/** What the catalog says of manifests that are rendered from it. A program may find it out on another thread. */
export interface OwnCatalog {
  /** Minor version of Kubernetes by environment. @throws InputError when the catalog is not valid */
  readonly versions: () => Promise<ReadonlyMap<string, string>>;
  /** Files of the tree that are not what the catalog renders; none when the tree is not what is checked. */
  readonly staleFiles: () => Promise<readonly TreeFault[]>;
}

/**
 * Answers when it is asked, on the thread that asks.
 *
 * @param tree undefined when other manifests are checked
 */
export function ownCatalog(loaded: LoadedCatalog, tree: CheckedTree | undefined): OwnCatalog {
  return {
    versions: async () => versionsOf(loaded),
    staleFiles: async () => (tree === undefined ? [] : findStaleFiles(loaded, tree)),
  };
}

/** Minor version of Kubernetes by environment. */
export function versionsOf({ catalog }: LoadedCatalog): ReadonlyMap<string, string> {
  return new Map([...catalog.environments].map(([name, { cluster }]) => [name, cluster.kubernetesVersion]));
}
