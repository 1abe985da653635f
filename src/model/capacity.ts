import { groupBy } from './group-by';
import { quantityValue } from './quantity';
import type { Resolved } from './resolve';

/** From the fewest pods to the most that an autoscaler may make. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/** What some services ask for (`requests`) and may use at most (`limits`): cores, and bytes. */
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
    cpu: sum(({ settings }) => quantityValue(settings.resources[name].cpu) ?? 0),
    memory: sum(({ settings }) => quantityValue(settings.resources[name].memory) ?? 0),
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

/** Pods of a placement, without those that a release needs besides. */
export function replicasOf({ settings: { scale } }: Pick<Resolved, 'settings'>): Span {
  return scale.owner === 'fixed'
    ? { least: scale.replicas, most: scale.replicas }
    : { least: scale.minReplicas, most: scale.maxReplicas };
}

// Of thousandths, so that nine times 0.1 is 0.9.
function total(members: readonly Resolved[], amountOf: (one: Resolved) => number): number {
  return members.reduce((sum, one) => sum + Math.round(amountOf(one) * 1000), 0) / 1000;
}
