import { join } from 'node:path';

import type { ManifestUnit } from '../manifests/manifest';
import { renderedFolders } from '../render/owners';

/** The folders that a tree has its rendered files in. */
export function renderedFoldersIn(root: string): readonly string[] {
  return renderedFolders.map((folder) => join(root, folder));
}

/** Makes one unit of the folders of a tree: they are applied together, and an Application names files of another folder. */
export function treeUnit(units: readonly ManifestUnit[]): ManifestUnit {
  return {
    name: units.map(({ name }) => name).join(', '),
    objects: units.flatMap(({ objects }) => objects),
    unreadable: units.flatMap(({ unreadable }) => unreadable),
    kustomizations: units.flatMap(({ kustomizations }) => kustomizations),
    skipped: units.flatMap(({ skipped }) => skipped),
  };
}
