import { declaredAgain } from '../../argocd/declared-again';
import { applicationsSyncing, areSyncedTogether } from '../../argocd/sync-order';
import { article } from '../../schema/known-kind';
import type { Rule } from '../../rule';

export const objectDeclaredTwice: Rule = {
  id: 'object-declared-twice',
  title: 'one object is in two files that are applied together',
  why: 'The one that is applied last wins, without a word but a warning in the status of the Application, and what the other one says does not run. cdk8s and templates make such objects when they cut two long names to one.',
  source: 'https://github.com/argoproj/argo-cd/issues/7156',
  severity: 'error',
  failing: `
# argocd/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# shop/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { level: info }
---
# shop/b.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { level: debug }
`,
  passing: `
# argocd/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# shop/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { level: info }
---
# shop/b.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: api, namespace: shop }
data: { level: debug }
`,
  check(inventory, report) {
    for (const { object, others } of declaredAgain(inventory)) {
      const other = others.find((one) => areSyncedTogether(inventory, object, one));
      if (other === undefined) continue;
      const [application] = applicationsSyncing(inventory, object);
      report({
        object,
        path: ['metadata', 'name'],
        message: `${article(object.kind)} ${object.kind} "${object.name}" is declared again${application === undefined ? '' : ` in Application "${application.name}"`}: ${other.file} has it, too`,
        hint: 'remove one, or give it another name',
      });
    }
  },
};
