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

/** What is counted of a container: what it requests, or may use at most. */
export interface CountedAmount {
  readonly which: 'requests' | 'limits';
  readonly resource: 'cpu' | 'memory';
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
  const said = [...saidOf(value, which, resource), ...saidOf(pod, which, resource)];
  return said.length > 0 || usualOf(inventory, object.namespace, which, resource).length > 0;
}

/** What a container or a pod says of an amount, the first that counts first: a request that is not said is as high as the limit. */
export function saidOf(value: Mapping, which: 'requests' | 'limits', resource: ComputeResource): readonly unknown[] {
  const keys = which === 'requests' ? ['requests', 'limits'] : ['limits'];
  return keys.map((key) => valueAt(value, ['resources', key, resource])).filter((one) => one !== undefined);
}

/** What LimitRanges of a namespace give a container that says nothing, the first that counts first. */
export function usualOf(
  inventory: Inventory,
  namespace: string | undefined,
  which: 'requests' | 'limits',
  resource: ComputeResource,
): readonly unknown[] {
  return (
    limitRanges(inventory)
      .get(namespace ?? '')
      ?.[which].get(resource) ?? []
  );
}

/** Values of LimitRanges by resource. */
type UsualAmounts = Readonly<Record<'requests' | 'limits', Map<string, unknown[]>>>;

const limitRanges = perInventory(readLimitRanges);

/** What a server fills in of a LimitRange that says less (Kubernetes, SetDefaults_LimitRangeItem). */
const filledBy = {
  limits: ['default', 'max'],
  requests: ['defaultRequest', 'default', 'max', 'min'],
} as const;

function readLimitRanges(inventory: Inventory): ReadonlyMap<string, UsualAmounts> {
  const byNamespace = new Map<string, UsualAmounts>();
  for (const { namespace = '', value } of inventory.ofKind('LimitRange')) {
    const usual = byNamespace.get(namespace) ?? { requests: new Map(), limits: new Map() };
    byNamespace.set(namespace, usual);
    for (const limit of listAt(value, ['spec', 'limits'])) {
      if (!isMapping(limit) || textAt(limit, ['type']) !== 'Container') continue;
      for (const which of ['requests', 'limits'] as const)
        for (const key of filledBy[which])
          for (const [resource, amount] of Object.entries(mappingAt(limit, [key])))
            usual[which].set(resource, [...(usual[which].get(resource) ?? []), amount]);
    }
  }
  return byNamespace;
}
