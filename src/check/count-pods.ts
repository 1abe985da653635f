import type { ManifestObject } from '../manifests/manifest';
import { textAt, valueAt } from '../manifests/value-at';
import type { Inventory, Workload } from './inventory';
import { perInventory } from './per-inventory';

/** How many pods a workload has at least, and who decides. */
export interface PodCount {
  readonly least: number;
  /** Absent when `spec.replicas` decides. */
  readonly autoscaler: ManifestObject | undefined;
}

const counted: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout']);

const autoscalersByTarget = perInventory(autoscalersOfEach);

/** How many pods a workload has; undefined for those that nobody counts: daemons, jobs, and single pods. */
export function podCountOf(inventory: Inventory, { object }: Workload): PodCount | undefined {
  if (!counted.has(object.kind)) return undefined;
  const [autoscaler] = autoscalersOf(inventory, object);
  if (autoscaler !== undefined) return { least: leastOf(autoscaler), autoscaler };
  return { least: wholeNumber(valueAt(object.value, ['spec', 'replicas'])) ?? 1, autoscaler: undefined };
}

/**
 * From the fewest pods of a workload to the most: of one on each node there is one, since nobody counts nodes; of jobs those that
 * run at once.
 */
export function podSpanOf(inventory: Inventory, workload: Workload): { readonly least: number; readonly most: number } {
  const { kind, value } = workload.object;
  const count = podCountOf(inventory, workload);
  if (count !== undefined) {
    const most = count.autoscaler === undefined ? count.least : mostOf(count.autoscaler);
    return { least: count.least, most: Math.max(count.least, most) };
  }
  if (kind === 'Job') {
    const atOnce = wholeNumber(valueAt(value, ['spec', 'parallelism'])) ?? 1;
    return { least: 0, most: valueAt(value, ['spec', 'suspend']) === true ? 0 : atOnce };
  }
  if (kind !== 'CronJob') return { least: 1, most: 1 };
  const ofOne = wholeNumber(valueAt(value, ['spec', 'jobTemplate', 'spec', 'parallelism'])) ?? 1;
  return { least: 0, most: valueAt(value, ['spec', 'suspend']) === true ? 0 : ofOne };
}

/** HorizontalPodAutoscalers and ScaledObjects that decide the number of pods of an object. */
export function autoscalersOf(inventory: Inventory, object: ManifestObject): readonly ManifestObject[] {
  return autoscalersByTarget(inventory).get(targetKey(object.namespace, object.kind, object.name)) ?? [];
}

/** What an autoscaler scales; KEDA takes a Deployment when it names no kind. */
export function scaleTargetOf({ value }: ManifestObject): { readonly kind: string; readonly name: string } {
  const target = valueAt(value, ['spec', 'scaleTargetRef']);
  return { kind: textAt(target, ['kind']) ?? 'Deployment', name: textAt(target, ['name']) ?? '' };
}

/** Whether pods of a workload are meant to run until somebody ends them. */
export function staysUp({ object }: Workload): boolean {
  return object.kind !== 'Job' && object.kind !== 'CronJob';
}

/** A number or a percentage of all pods (`25%`) as a number of pods; undefined when it is neither. */
export function podsOf(value: unknown, all: number, round: 'up' | 'down'): number | undefined {
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return wholeNumber(value);
  const pods = (Number(percent) * all) / 100;
  return round === 'up' ? Math.ceil(pods) : Math.floor(pods);
}

/** A value that is a whole number; undefined when it is something else. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function autoscalersOfEach(inventory: Inventory): ReadonlyMap<string, readonly ManifestObject[]> {
  const byTarget = new Map<string, ManifestObject[]>();
  for (const autoscaler of [...inventory.ofKind('HorizontalPodAutoscaler'), ...inventory.ofKind('ScaledObject')]) {
    const { kind, name } = scaleTargetOf(autoscaler);
    const key = targetKey(autoscaler.namespace, kind, name);
    byTarget.set(key, [...(byTarget.get(key) ?? []), autoscaler]);
  }
  return byTarget;
}

function leastOf({ kind, value }: ManifestObject): number {
  return kind === 'ScaledObject'
    ? (wholeNumber(valueAt(value, ['spec', 'minReplicaCount'])) ?? 0)
    : (wholeNumber(valueAt(value, ['spec', 'minReplicas'])) ?? 1);
}

/** KEDA makes 100 pods where nobody says how many. */
function mostOf({ kind, value }: ManifestObject): number {
  return kind === 'ScaledObject'
    ? (wholeNumber(valueAt(value, ['spec', 'maxReplicaCount'])) ?? 100)
    : (wholeNumber(valueAt(value, ['spec', 'maxReplicas'])) ?? 1);
}

function targetKey(namespace: string | undefined, kind: string, name: string): string {
  return `${namespace ?? ''}\n${kind}\n${name}`;
}
