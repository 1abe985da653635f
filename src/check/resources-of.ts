import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { perInventory } from './per-inventory';
import type { Inventory, Workload, WorkloadContainer } from './inventory';

/** What a container may be given, as the keys of `resources` call it. */
export type ComputeResource = 'cpu' | 'memory' | 'ephemeral-storage';

/** A container, and the workload that it belongs to. */
export interface ContainerOfWorkload {
  readonly workload: Workload;
  readonly container: WorkloadContainer;
}

/** Containers of all workloads that have no such request, or no such limit. */
export function containersWithout(
  inventory: Inventory,
  which: 'requests' | 'limits',
  resource: ComputeResource,
): readonly ContainerOfWorkload[] {
  return inventory.workloads.flatMap((workload) =>
    workload.containers
      .filter((container) => !hasResource(inventory, workload, container, which, resource))
      .map((container) => ({ workload, container })),
  );
}

/**
 * Whether a container has a request or a limit: its own, that of its pod, or one that a LimitRange of its namespace
 * gives to containers without. A request is as high as the limit when only that is there.
 */
export function hasResource(
  inventory: Inventory,
  { object, pod }: Workload,
  { value }: WorkloadContainer,
  which: 'requests' | 'limits',
  resource: ComputeResource,
): boolean {
  const keys = which === 'requests' ? ['requests', 'limits'] : ['limits'];
  if (keys.some((key) => valueAt(value, ['resources', key, resource]) !== undefined)) return true;
  if (keys.some((key) => valueAt(pod, ['resources', key, resource]) !== undefined)) return true;
  return defaultsOf(inventory, object.namespace)[which].has(resource);
}

interface Defaults {
  readonly requests: ReadonlySet<string>;
  readonly limits: ReadonlySet<string>;
}

const nothing: Defaults = { requests: new Set(), limits: new Set() };
const limitRanges = perInventory(readLimitRanges);

function defaultsOf(inventory: Inventory, namespace: string | undefined): Defaults {
  return limitRanges(inventory).get(namespace ?? '') ?? nothing;
}

function readLimitRanges(inventory: Inventory): ReadonlyMap<string, Defaults> {
  const byNamespace = new Map<string, { requests: Set<string>; limits: Set<string> }>();
  for (const { namespace, value } of inventory.ofKind('LimitRange')) {
    const defaults = byNamespace.get(namespace ?? '') ?? { requests: new Set(), limits: new Set() };
    byNamespace.set(namespace ?? '', defaults);
    for (const limit of listAt(value, ['spec', 'limits'])) {
      if (!isMapping(limit) || textAt(limit, ['type']) !== 'Container') continue;
      // What is not said follows: the limit from the maximum, the request from the limit or the minimum.
      const limits = [...keysOf(limit, 'default'), ...keysOf(limit, 'max')];
      const requests = [...limits, ...keysOf(limit, 'defaultRequest'), ...keysOf(limit, 'min')];
      for (const resource of limits) defaults.limits.add(resource);
      for (const resource of requests) defaults.requests.add(resource);
    }
  }
  return byNamespace;
}

function keysOf(limit: Mapping, key: string): readonly string[] {
  return Object.keys(mappingAt(limit, [key]));
}
