import { textAt } from '../manifests/value-at';
import { quantityValue } from '../model/quantity';
import type { Inventory, Workload } from './inventory';
import { saidOf, usualOf } from './resources-of';
import type { CountedAmount } from './resources-of';

/**
 * What a pod of a workload counts for in a quota, in cores or bytes: its containers together, native sidecars as well, or an init
 * container that asks for more (Kubernetes, "Sidecar Containers": resource sharing). What a container does not say is what a
 * LimitRange of its namespace gives it, and 0 where nobody does.
 */
export function amountOfOnePod(
  inventory: Inventory,
  { object, pod, containers }: Workload,
  { which, resource }: CountedAmount,
): number {
  const ofPod = firstQuantity(saidOf(pod, which, resource));
  if (ofPod !== undefined) return ofPod;
  const usual = firstQuantity(usualOf(inventory, object.namespace, which, resource)) ?? 0;
  let [together, sidecars, before] = [0, 0, 0];
  for (const { kind, value } of containers) {
    const amount = firstQuantity(saidOf(value, which, resource)) ?? usual;
    if (kind === 'container') together += amount;
    else if (textAt(value, ['restartPolicy']) === 'Always') sidecars += amount;
    else before = Math.max(before, sidecars + amount);
  }
  return Math.max(together + sidecars, before);
}

function firstQuantity(values: readonly unknown[]): number | undefined {
  return values
    .map((one) => (typeof one === 'string' || typeof one === 'number' ? quantityValue(String(one)) : undefined))
    .find((one) => one !== undefined);
}
