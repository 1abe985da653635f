import type { ManifestObject } from '../../manifests/manifest';
import { listAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { perInventory } from '../per-inventory';
import { normalizedPath } from '../relative-path';

/** Whether an object is applied with its folder: a kustomization there has to list its file, where there is one. */
export function isListed(inventory: Inventory, { file }: ManifestObject): boolean {
  const listed = listedByFolder(inventory).get(folderOf(file));
  return listed === undefined || listed.has(normalizedPath(file));
}

const listedByFolder = perInventory(
  (inventory): ReadonlyMap<string, ReadonlySet<string>> =>
    new Map(
      inventory.kustomizations.map(({ file, value }) => [
        folderOf(file),
        new Set(
          listAt(value, ['resources']).flatMap((path) =>
            typeof path === 'string' ? [normalizedPath(`${folderOf(file)}/${path}`)] : [],
          ),
        ),
      ]),
    ),
);

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
