import { listAt, mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const objectOfAController: Rule = {
  id: 'object-of-a-controller',
  title: 'an object that a controller makes is written by hand',
  why: 'Nobody rolls it out, scales it or starts it again as its owner would: a ReplicaSet has no rollout and no rollback, an AnalysisRun measures once. AppProjects permit these kinds so that Argo CD shows them below their owner, not so that Git has them.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#when-to-use-a-replicaset',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const [kind, { group, owner }] of owners) {
      for (const object of inventory.ofKind(kind, group)) {
        // A hook is meant to run once, such as an AnalysisRun after a sync.
        if (mappingAt(object.value, ['metadata', 'annotations'])['argocd.argoproj.io/hook'] !== undefined) continue;
        const isCopied = listAt(object.value, ['metadata', 'ownerReferences']).length > 0;
        report({
          object,
          path: ['kind'],
          message: `${kind} "${object.name}" is made by a ${owner}, and ${isCopied ? 'was copied out of a cluster' : 'here nobody owns it'}`,
          hint: `write the ${owner} instead`,
        });
      }
    }
  },
};

const owners: ReadonlyMap<string, { readonly group: string; readonly owner: string }> = new Map([
  ['ReplicaSet', { group: 'apps', owner: 'Deployment or Rollout' }],
  ['ControllerRevision', { group: 'apps', owner: 'StatefulSet or DaemonSet' }],
  ['AnalysisRun', { group: 'argoproj.io', owner: 'Rollout' }],
]);
