import type { ManifestObject, Path } from '../../../manifests/manifest';
import { textAt } from '../../../manifests/value-at';
import { areSyncedTogether, isAppliedBefore, orderInWords, syncOrderOf } from '../../argocd/sync-order';
import type { Inventory, Workload } from '../../inventory';
import { neededSources } from '../../needed-sources';
import { makersOfSecret } from '../../secret-makers';
import type { Rule } from '../../rule';

export const needsWhatComesLater: Rule = {
  id: 'needs-what-comes-later',
  title: 'pods are started before what they need is applied',
  why: 'Argo CD waits for a phase and a wave until all in it is healthy. Pods that need a ServiceAccount, a ConfigMap or a Secret of a later one never start, and what they wait for is never applied: the first sync never ends.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ServiceAccount
metadata: { name: migrate, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation } }
spec:
  ttlSecondsAfterFinished: 60
  template:
    spec:
      serviceAccountName: migrate
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/your-org/migrate:v1.2.0' }]
`,
  passing: `
apiVersion: v1
kind: ServiceAccount
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/sync-wave: '-1' } }
automountServiceAccountToken: false
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation } }
spec:
  ttlSecondsAfterFinished: 60
  template:
    spec:
      serviceAccountName: migrate
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/your-org/migrate:v1.2.0' }]
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      const { object } = workload;
      const order = syncOrderOf(object);
      for (const { kind, name, path } of needsOf(workload)) {
        const made = makersOf(inventory, kind, object.namespace, name);
        const [needed] = made;
        const isLater = made.every((one) => isAppliedBefore(order, syncOrderOf(one)));
        if (needed === undefined || !isLater || !areSyncedTogether(inventory, object, needed)) continue;
        report({
          object,
          path,
          message: `${object.kind} "${object.name}" of ${orderInWords(order)} needs the ${kind} "${name}", which comes in ${orderInWords(syncOrderOf(needed))}`,
          hint:
            order.phase === 'Sync'
              ? 'give it an earlier wave'
              : `make it a hook of ${order.phase}, too, in an earlier wave`,
        });
      }
    }
  },
};

interface Need {
  readonly kind: 'ServiceAccount' | 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly path: Path;
}

function needsOf(workload: Workload): readonly Need[] {
  const account = textAt(workload.pod, ['serviceAccountName']);
  const own: readonly Need[] =
    account === undefined
      ? []
      : [{ kind: 'ServiceAccount', name: account, path: [...workload.podPath, 'serviceAccountName'] }];
  return [...own, ...neededSources(workload)];
}

/** The object itself, or what makes it. */
function makersOf(
  inventory: Inventory,
  kind: Need['kind'],
  namespace: string | undefined,
  name: string,
): readonly ManifestObject[] {
  if (kind === 'Secret') return makersOfSecret(inventory, namespace, name).map(({ object }) => object);
  const found = inventory.find(kind, namespace, name);
  return found === undefined ? [] : [found];
}
