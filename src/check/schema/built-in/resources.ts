import type { Field } from '../field';
import { labelKey } from '../names';
import { readQuantity } from '../quantity';

const billion = 1_000_000_000n;
const ofContainers = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Says what a server has against requests and limits of a container. */
export function checkContainerResources(resources: Field): void {
  const [limits, requests] = [resources.at('limits'), resources.at('requests')];
  for (const amount of [...limits.entries(), ...requests.entries()]) {
    checkContainerResource(amount);
    checkAmount(amount);
  }
  for (const request of requests.entries()) checkLimit(request, limits.at(String(request.key)), limits);
}

/** Refuses names that no container can ask for. */
export function checkContainerResource(amount: Field): void {
  const why = whyNoContainerResource(String(amount.key));
  if (why !== undefined) sayName(amount, why);
}

/** Says why a container cannot ask for something of this name, as the rest of a sentence. */
export function whyNoContainerResource(name: string): string | undefined {
  const why = labelKey(name);
  if (why !== undefined) return why;
  if (isExtended(name)) return name.startsWith('requests.') ? 'is a name of quotas' : undefined;
  return name.includes('/') || ofContainers.test(name)
    ? undefined
    : 'is nothing that a container can ask for: cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<name> is allowed';
}

/** Refuses less than nothing, and parts of what only exists as a whole. */
export function checkAmount(amount: Field, isWhole = isExtended(String(amount.key))): void {
  const quantity = readQuantity(amount.value);
  if (quantity === undefined) return;
  if (quantity < 0n) amount.refuse('is less than nothing');
  // Go counts thousandths in 64 bits here.
  if (isWhole && quantity / 1_000_000n >= 2n ** 63n) amount.refuse('is too large');
  else if (isWhole && quantity % billion !== 0n) amount.refuse('is no whole number', 'there are no parts of it');
}

/** Names of resources are keys, so that the finding is about a key. */
export function sayName(amount: Field, why: string): void {
  amount.say('value-not-allowed', `"${amount.key}" in ${amount.parent?.where ?? 'the object'} ${why}`);
}

function checkLimit(request: Field, limit: Field, limits: Field): void {
  const [asked, allowed] = [readQuantity(request.value), readQuantity(limit.value)];
  const mayDiffer = !isExtended(String(request.key)) && !String(request.key).startsWith('hugepages-');
  if (asked === undefined) return;
  if (!limit.isThere && !mayDiffer)
    return limits.at(String(request.key)).miss(`of ${request.key} requests and limits are equal`);
  if (allowed === undefined) return;
  if (asked > allowed) {
    request.refuse(`is more than the limit ${String(limit.value)}`, 'lower the request, or raise the limit');
  } else if (asked < allowed && !mayDiffer)
    request.refuse(`is not the limit ${String(limit.value)}`, `of ${request.key} they are equal`);
}

/** What a device plugin offers: `nvidia.com/gpu`. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}
