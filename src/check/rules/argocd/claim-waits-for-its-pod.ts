import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt } from '../../../manifests/value-at';
import { areSyncedTogether, isAppliedBefore, orderInWords, syncOrderOf } from '../../argocd/sync-order';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const claimWaitsForItsPod: Rule = {
  id: 'claim-waits-for-its-pod',
  title: 'a claim is waited for before the pod that it waits for is applied',
  why: 'A claim of a class with WaitForFirstConsumer is bound when a pod uses it. Argo CD applies that pod in a later wave, once the claim is healthy: the sync never ends.',
  source: 'https://github.com/argoproj/argo-cd/issues/12840',
  severity: 'error',
  failing: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: late }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop, annotations: { argocd.argoproj.io/sync-wave: '-1' } }
spec: { storageClassName: late, accessModes: [ReadWriteOncePod], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`,
  passing: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: late }
provisioner: ebs.csi.aws.com
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop }
spec: { storageClassName: late, accessModes: [ReadWriteOncePod], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`,
  check(inventory, report) {
    const users = usersByClaim(inventory);
    for (const claim of inventory.ofKind('PersistentVolumeClaim', '')) {
      const mode = bindingModeOf(inventory, claim);
      if (mode === 'Immediate') continue;
      const pods = (users.get(`${claim.namespace ?? ''}/${claim.name}`) ?? []).filter((user) =>
        areSyncedTogether(inventory, claim, user),
      );
      const order = syncOrderOf(claim);
      const [first] = pods;
      if (first === undefined || !pods.every((user) => isAppliedBefore(order, syncOrderOf(user)))) continue;
      report({
        object: claim,
        path: ['metadata', 'annotations'],
        message: `the claim "${claim.name}" of ${orderInWords(order)} is bound only when pods of ${first.kind} "${first.name}" use it, which come in ${orderInWords(syncOrderOf(first))}`,
        hint: 'put both into one wave',
        // The class of a cluster that nobody names mostly waits, too.
        severity: mode === 'WaitForFirstConsumer' ? 'error' : 'warning',
      });
    }
  },
};

function bindingModeOf(inventory: Inventory, claim: ManifestObject): string | undefined {
  if (textAt(claim.value, ['spec', 'volumeName']) !== undefined) return 'Immediate';
  const name = textAt(claim.value, ['spec', 'storageClassName']);
  const known = name === undefined ? undefined : inventory.find('StorageClass', undefined, name);
  return known === undefined ? undefined : (textAt(known.value, ['volumeBindingMode']) ?? 'Immediate');
}

function usersByClaim(inventory: Inventory): ReadonlyMap<string, readonly ManifestObject[]> {
  const users = new Map<string, ManifestObject[]>();
  for (const { object, pod } of inventory.workloads) {
    for (const volume of listAt(pod, ['volumes'])) {
      const claim = textAt(volume, ['persistentVolumeClaim', 'claimName']);
      if (claim === undefined) continue;
      const key = `${object.namespace ?? ''}/${claim}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, [object]);
      else known.push(object);
    }
  }
  return users;
}
