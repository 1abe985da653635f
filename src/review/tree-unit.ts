import { join } from 'node:path';

import type { ManifestUnit } from '../manifests/manifest';
import { readManifestText } from '../manifests/read-text';
import { renderedFolders } from '../model/tree-layout';

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

/** Makes one unit of a tree that is on no disk. What a kustomization names, nobody looks at. */
export function unitOfTexts(textByPath: ReadonlyMap<string, string>): ManifestUnit {
  const units = [...textByPath].map(([path, text]): ManifestUnit => {
    const { skipped, ...read } = readManifestText(text, path);
    return { name: path, ...read, skipped: skipped === undefined ? [] : [{ path, reason: skipped }] };
  });
  return { ...treeUnit(units), name: 'tree' };
}
