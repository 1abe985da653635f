import type { ManifestObject } from '../../manifests/manifest';
import { textAt } from '../../manifests/value-at';
import { perInventory } from '../per-inventory';
import { isListed } from './listed-files';

/** An object, and those above it that are the same one for a cluster. */
export interface DeclaredAgain {
  readonly object: ManifestObject;
  readonly others: readonly ManifestObject[];
}

/** Objects of a kind, namespace and name that another one has already, in the order of the inventory. */
export const declaredAgain = perInventory((inventory): readonly DeclaredAgain[] => {
  const byName = new Map<string, ManifestObject[]>();
  const again: DeclaredAgain[] = [];
  for (const object of inventory.objects) {
    // The server makes another name each time, and what no kustomization lists is not applied.
    if (textAt(object.value, ['metadata', 'name']) === undefined) continue;
    const name = [object.group, object.kind, object.namespace ?? '', object.name].join('/');
    const others = byName.get(name);
    if (others === undefined) {
      byName.set(name, [object]);
      continue;
    }
    const applied = others.filter((other) => isListed(inventory, other));
    if (applied.length > 0 && isListed(inventory, object)) again.push({ object, others: applied });
    others.push(object);
  }
  return again;
});
