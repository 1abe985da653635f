import { groupBy } from './group-by';
import { containerSettings, containersBeside } from './place-containers';
import { isSplitByRoutes } from './placed-rollout';
import { quantityValue } from './quantity';
import type { Resolved } from './resolve';
import { hasMembers, hasLastingPods } from './pods';
import { isSoftware } from './software';

/** From the fewest pods to the most that an autoscaler may make. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** What some services ask for (`requests`) and may use at most (`limits`): cores, and bytes. No limit counts as nothing. */
export interface Capacity {
  readonly pods: Span;
  readonly requests: { readonly cpu: Span; readonly memory: Span };
  readonly limits: { readonly cpu: Span; readonly memory: Span };
}

/**
 * Adds up what services ask for, every replica of each. What a release needs besides, while old and new pods are there, is a
 * matter of the quota.
 */
export function capacityOf(members: readonly Resolved[]): Capacity {
  // What is retired has no pods.
  const running = members.filter(({ isRetired }) => !isRetired);
  const sum = (amountOf: (one: Resolved) => number): Span => ({
    least: total(running, (one) => replicasOf(one).least * amountOf(one)),
    most: total(running, (one) => replicasOf(one).most * amountOf(one)),
  });
  const side = (name: 'requests' | 'limits') => ({
    cpu: sum((one) => amountOfPod(one, name, 'cpu')),
    memory: sum((one) => amountOfPod(one, name, 'memory')),
  });
  return { pods: sum(() => 1), requests: side('requests'), limits: side('limits') };
}

/** The same, for each group of services, in the order of their names. */
export function capacityBy(
  members: readonly Resolved[],
  keyOf: (one: Resolved) => string,
): readonly (readonly [string, Capacity])[] {
  return [...groupBy(members, keyOf)]
    .map(([name, own]): readonly [string, Capacity] => [name, capacityOf(own)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * What a pod asks for or may use: all that runs at once. While an init container runs, only native sidecars run beside it
 * (Kubernetes, "Sidecar Containers": resource sharing).
 */
export function amountOfPod(resolved: Resolved, side: 'requests' | 'limits', resource: 'cpu' | 'memory'): number {
  const own = quantityValue(resolved.settings.resources[side][resource]) ?? 0;
  const beside = containersBeside(resolved);
  if (beside.length === 0) return own;
  const amounts = beside.map(({ key, name, wants }) => ({
    runs: key === 'initContainers' ? 'before' : 'native' in wants && wants.native === false ? 'with' : 'always',
    amount: quantityValue(containerSettings(resolved, name, wants).resources[side][resource]) ?? 0,
  }));
  const sum = (runs: string): number => amounts.reduce((all, one) => all + (one.runs === runs ? one.amount : 0), 0);
  const before = Math.max(0, ...amounts.map((one) => (one.runs === 'before' ? one.amount : 0)));
  return sum('always') + Math.max(own + sum('with'), before);
}

/** Pods of a placement at its largest: every replica, and those of a release under way. */
export function podsAtOnce(resolved: Pick<Resolved, 'service' | 'settings' | 'wants' | 'where' | 'manifests'>): number {
  const { settings, wants } = resolved;
  // Of what Helm or kustomize makes, only rendering knows the pods.
  if (!hasLastingPods(wants) || isSoftware(wants)) return 0;
  const { rollout } = settings;
  const { most: replicas } = replicasOf({ settings, wants });
  // Pods of members, and of a service that is away meanwhile, end before others take their place.
  if (hasMembers(wants) || rollout.strategy === 'recreate') return replicas;
  // What is active, the next one, and the one before it, which stays for a while.
  if (rollout.strategy === 'blueGreen') return replicas * (rollout.scaleDownDelaySeconds > 0 ? 3 : 2);
  // The stable release keeps all its pods while the canary gets as many.
  if (isSplitByRoutes(resolved)) return replicas * 2;
  const surge =
    typeof rollout.maxSurge === 'number'
      ? rollout.maxSurge
      : Math.ceil((replicas * Number.parseInt(rollout.maxSurge, 10)) / 100);
  return replicas + surge;
}

/** Pods of a placement, without those that a release needs besides. Of a pod on each node there is one: nobody counts nodes. */
export function replicasOf({ settings: { scale }, wants }: Pick<Resolved, 'settings' | 'wants'>): Span {
  if (!hasLastingPods(wants) || isSoftware(wants)) return { least: 0, most: 0 };
  if (wants.runs === 'everywhere') return { least: 1, most: 1 };
  return scale.owner === 'fixed'
    ? { least: scale.replicas, most: scale.replicas }
    : { least: scale.minReplicas, most: scale.maxReplicas };
}

// Of thousandths, so that nine times 0.1 is 0.9.
function total(members: readonly Resolved[], amountOf: (one: Resolved) => number): number {
  return members.reduce((sum, one) => sum + Math.round(amountOf(one) * 1000), 0) / 1000;
}
