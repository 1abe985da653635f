import type { ManifestObject } from '../manifests/manifest';
import { valueAt } from '../manifests/value-at';
import type { Inventory } from './inventory';
import type { CountedAmount } from './resources-of';

/** What each key of a ResourceQuota counts of the containers of a pod (Kubernetes, "Resource Quotas"). */
export const countedByQuota: ReadonlyMap<string, CountedAmount> = new Map([
  ['requests.cpu', { which: 'requests', resource: 'cpu' }],
  ['cpu', { which: 'requests', resource: 'cpu' }],
  ['requests.memory', { which: 'requests', resource: 'memory' }],
  ['memory', { which: 'requests', resource: 'memory' }],
  ['limits.cpu', { which: 'limits', resource: 'cpu' }],
  ['limits.memory', { which: 'limits', resource: 'memory' }],
]);

/** ResourceQuotas that count every pod. One with a scope counts some pods only, and which these are shows in the cluster. */
export function quotasOfAllPods(inventory: Inventory): readonly ManifestObject[] {
  return inventory
    .ofKind('ResourceQuota')
    .filter(({ value }) => ['scopes', 'scopeSelector'].every((key) => valueAt(value, ['spec', key]) === undefined));
}
