import type { LoadedCatalog } from '../catalog/load';
import type { Catalog, DocumentName } from '../model/catalog';
import { placeInTree, renderedFolders, sharedFiles, treeFolders } from '../model/tree-layout';
import { ownersFile, usualHome } from '../model/tree-place';
import type { CatalogHome } from '../model/tree-place';
import { ownershipLine } from '../tree/ownership';
import { isInFolders } from '../tree/folder-patterns';
import { codeOwners, gitAttributes } from './owners';
import { partOfPath } from './part-of-path';
import { partsOf } from './parts';
import type { Part } from './parts';
import type { Scope } from './scope';

/** Lines that are ours in a file that others edit, too. */
export interface ManagedBlock {
  /** From the root of the tree; `../CODEOWNERS` lies above it. */
  readonly path: string;
  readonly lines: readonly string[];
  /** Tells it from blocks of other trees in the same file. @default - there is no other tree */
  readonly name?: string | undefined;
}

/**
 * What a tree must be, as far as a scope goes: all that a writer or a reader of trees has to know, on a disk or in Git. It
 * is a value; parts are found and rendered when somebody asks for them.
 */
export interface WantedTree {
  readonly scope: Scope;
  /** What is rendered, or known to be current, as a whole. */
  readonly parts: readonly Part[];
  readonly blocks: readonly ManagedBlock[];
  /** Folders from the root, in which `*` stands for any name; outside them nothing is rendered. */
  readonly folders: readonly string[];
  /** Whether a file in these folders is left as it is, rendered or not. */
  readonly keeps: (path: string) => boolean;
  /** Whether the tree says all about a path: a file of ours that no part has is too many. */
  readonly owns: (path: string) => boolean;
  /** Key of the part that a path belongs to; empty for none. */
  readonly partOf: (path: string) => string;
}

/**
 * What the catalog wants a tree to be.
 *
 * @param home where the catalog lies. @default - where it usually does
 * @param owners CODEOWNERS, from the root of the tree. @default - the tree lies where the platform says
 */
export function wantedTree(
  loaded: Pick<LoadedCatalog, 'catalog' | 'resolved' | 'parsed' | 'tools'>,
  scope: Scope,
  home: CatalogHome = usualHome(loaded.catalog.platform),
  owners = ownersFile(loaded.catalog.platform),
): WantedTree {
  const { platform } = loaded.catalog;
  const folders = foldersOf(scope);
  const keeps = keptBy(loaded.catalog, scope);
  const isManaged = isInFolders(folders);
  let parts: readonly Part[] | undefined;
  return {
    scope,
    // To find them takes the laying of all layers, which a run without a change does not need.
    get parts() {
      parts ??= partsOf(loaded, scope, ownershipLine(home.inRepository));
      return parts;
    },
    blocks: scope.isEverything
      ? [
          { path: owners, lines: codeOwners(loaded.catalog, home.inRepository), name: platform.repository.path },
          { path: sharedFiles.attributes, lines: gitAttributes(platform, home.inTree) },
        ]
      : [],
    folders,
    keeps,
    owns: (path) => isManaged(path) && !keeps(path),
    partOf: (path) => partOfPath(path, loaded.catalog) ?? '',
  };
}

/**
 * The parts that are made of one of these documents. A part that was made of a document which is gone is one of the tree
 * before: whoever removes one asks both trees.
 */
export function partsTouchedBy({ parts }: WantedTree, changed: Iterable<DocumentName>): readonly Part[] {
  const names = new Set(changed);
  return parts.filter((part) => part.documents.some((name) => names.has(name)));
}

function foldersOf({ environment, service = '*', isEverything }: Scope): readonly string[] {
  if (isEverything) return renderedFolders;
  return [
    environment === undefined ? treeFolders.service(service) : treeFolders.overlay(service, environment),
    treeFolders.environment(environment ?? '*'),
  ];
}

/**
 * A run for one service leaves the Applications of other services, which lie in the same folders. Also those of services
 * that are gone: to remove an Application removes what it runs.
 */
function keptBy({ platform }: Catalog, { service }: Scope): WantedTree['keeps'] {
  if (service === undefined) return () => false;
  const stated = new Set([service, 'baseline', ...Object.keys(platform.systems)]);
  return (path) => {
    const place = placeInTree(path);
    return place?.kind === 'application' && !stated.has(place.entry);
  };
}
