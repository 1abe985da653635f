import type { ManifestObject } from '../../manifests/manifest';
import { textAt, valueAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { perInventory } from '../per-inventory';
import { applicationsOf } from './applications';
import type { Application } from './applications';
import { sourceTreeOf } from './source-tree';

/**
 * Applications that apply an object: those whose path it lies below. When no path says it, the only Application of the
 * unit that writes to its namespace; of several none, because it would be a guess.
 */
export function applicationsApplying(inventory: Inventory, object: ManifestObject): readonly Application[] {
  const tree = sourceTreeOf(inventory);
  const byPath = tree.applicationsOver(tree.folderOf(object));
  if (byPath.length > 0 || object.namespace === undefined) return byPath;
  const byNamespace = applicationsByNamespace(inventory).get(object.namespace) ?? [];
  return byNamespace.length === 1 ? byNamespace : [];
}

/** The autoscaler or ScaledObject that owns the number of pods of a workload. */
export function scalerOf(inventory: Inventory, workload: ManifestObject): ManifestObject | undefined {
  return scalersByTarget(inventory).get(targetKey(workload.kind, workload.name, workload.namespace));
}

const applicationsByNamespace = perInventory((inventory): ReadonlyMap<string, readonly Application[]> => {
  const found = new Map<string, Application[]>();
  for (const application of applicationsOf(inventory)) {
    const namespace = textAt(application.spec, ['destination', 'namespace']);
    if (namespace === undefined) continue;
    const others = found.get(namespace);
    if (others === undefined) found.set(namespace, [application]);
    else others.push(application);
  }
  return found;
});

const scalersByTarget = perInventory((inventory): ReadonlyMap<string, ManifestObject> => {
  const found = new Map<string, ManifestObject>();
  for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject']) {
    for (const scaler of inventory.ofKind(kind)) {
      const target = valueAt(scaler.value, ['spec', 'scaleTargetRef']);
      const name = textAt(target, ['name']);
      // KEDA scales a Deployment unless it is told otherwise.
      if (name !== undefined)
        found.set(targetKey(textAt(target, ['kind']) ?? 'Deployment', name, scaler.namespace), scaler);
    }
  }
  return found;
});

function targetKey(kind: string, name: string, namespace: string | undefined): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
