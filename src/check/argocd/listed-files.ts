import type { ManifestObject } from '../../manifests/manifest';
import { listAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { normalizedPath } from '../relative-path';

const lists = new WeakMap<Inventory, ReadonlyMap<string, ReadonlySet<string>>>();

/** Whether an object is applied with its folder: a kustomization there has to list its file, where there is one. */
export function isListed(inventory: Inventory, { file }: ManifestObject): boolean {
  const listed = listedByFolder(inventory).get(folderOf(file));
  return listed === undefined || listed.has(normalizedPath(file));
}

function listedByFolder(inventory: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const known = lists.get(inventory);
  if (known !== undefined) return known;
  const found = new Map(
    inventory.kustomizations.map(({ file, value }) => [
      folderOf(file),
      new Set(
        listAt(value, ['resources']).flatMap((path) =>
          typeof path === 'string' ? [normalizedPath(`${folderOf(file)}/${path}`)] : [],
        ),
      ),
    ]),
  );
  lists.set(inventory, found);
  return found;
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
