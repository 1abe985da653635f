import { textAt } from '../../../manifests/value-at';
import type { Application } from '../../argocd/applications';
import { declaredAgain } from '../../argocd/declared-again';
import { applicationsSyncing } from '../../argocd/sync-order';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const objectInTwoApplications: Rule = {
  id: 'object-in-two-applications',
  title: 'two Applications apply one object',
  why: 'Each sync takes the object from the other one and writes its own text over it: both are OutOfSync in turn (SharedResourceWarning), and with pruning the one that loses it deletes it.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found',
  severity: 'error',
  failing: `
# argocd/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# argocd/api.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: api, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# web/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: common, namespace: shop }
data: { caller: web }
---
# api/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: common, namespace: shop }
data: { caller: api }
`,
  passing: `
# argocd/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# argocd/api.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: api, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# web/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { caller: web }
---
# api/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: api, namespace: shop }
data: { caller: api }
`,
  check(inventory, report) {
    // Each has a cluster that it calls its own, and nobody knows which Application is of which.
    if (hasSeveralArgoCds(inventory)) return;
    for (const { object, others } of declaredAgain(inventory)) {
      const own = applicationsSyncing(inventory, object);
      for (const other of others) {
        const found = pairOf(own, applicationsSyncing(inventory, other));
        if (found === undefined) continue;
        report({
          object,
          path: ['metadata', 'name'],
          message: `${object.kind} "${object.name}" is applied by two Applications, "${found.other.name}" and "${found.own.name}": ${other.file} has it, too`,
          hint: 'let one of them have it, or give it two names',
        });
        break;
      }
    }
  },
};

/** Whether the tree is for more than one Argo CD: each has a project of one name, as most have a "default". */
function hasSeveralArgoCds(inventory: Inventory): boolean {
  return declaredAgain(inventory).some(({ object }) => object.kind === 'AppProject');
}

/** Two Applications that apply to one place; none where one of them has both objects, which is another fault. */
function pairOf(
  own: readonly Application[],
  others: readonly Application[],
): { readonly own: Application; readonly other: Application } | undefined {
  if (own.some((one) => others.includes(one))) return undefined;
  for (const one of own) {
    const other = others.find((candidate) => clusterOf(candidate) === clusterOf(one));
    if (other !== undefined) return { own: one, other };
  }
  return undefined;
}

function clusterOf({ spec }: Application): string {
  const [server, name] = ['server', 'name'].map((key) => textAt(spec, ['destination', key]));
  return server === 'https://kubernetes.default.svc' || name === 'in-cluster' ? 'in-cluster' : `${server} ${name}`;
}
