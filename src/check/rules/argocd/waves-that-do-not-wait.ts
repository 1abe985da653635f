import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt } from '../../../manifests/value-at';
import { applicationsSyncing, syncOrderOf } from '../../argocd/sync-order';
import type { Rule } from '../../rule';

export const wavesThatDoNotWait: Rule = {
  id: 'waves-that-do-not-wait',
  title: 'waves of Applications do not wait for each other',
  why: 'Argo CD waits for a wave until its objects are healthy, and since 1.8 an Application has no health: all waves of child Applications are applied at once. A health check of argocd-cm gives them one.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app',
  severity: 'warning',
  failing: `
# root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: apps, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
# argocd/argocd-cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data:
  url: https://argocd.example.com
---
# apps/db.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: db, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '-1' }, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: db, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# apps/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '1' }, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
# root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: apps, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
# argocd/argocd-cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data:
  resource.customizations.health.argoproj.io_Application: |
    hs = {}
    hs.status = "Progressing"
    if obj.status ~= nil and obj.status.health ~= nil then
      hs.status = obj.status.health.status
    end
    return hs
---
# apps/db.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: db, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '-1' }, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: db, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# apps/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, annotations: { argocd.argoproj.io/sync-wave: '1' }, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const settings = inventory.ofKind('ConfigMap', '').filter(({ name }) => name === 'argocd-cm');
    const [first] = settings;
    // Where the settings are not here, nobody knows what they say.
    if (first === undefined || settings.some(hasHealthOfApplications)) return;
    const wavesByParent = new Map<string, Set<number>>();
    for (const child of inventory.ofKind('Application', 'argoproj.io')) {
      for (const { name } of applicationsSyncing(inventory, child)) {
        const waves = wavesByParent.get(name);
        if (waves === undefined) wavesByParent.set(name, new Set([syncOrderOf(child).wave]));
        else waves.add(syncOrderOf(child).wave);
      }
    }
    const parents = [...wavesByParent].filter(([, waves]) => waves.size > 1).map(([name]) => `"${name}"`);
    if (parents.length === 0) return;
    report({
      object: first,
      path: ['data'],
      message: `the Applications that ${parents.join(', ')} applies in several waves do not wait for each other: an Application has no health`,
      hint: 'add "resource.customizations.health.argoproj.io_Application", as the page that the rule names has it',
    });
  },
};

function hasHealthOfApplications({ value }: ManifestObject): boolean {
  const data = mappingAt(value, ['data']);
  if ('resource.customizations.health.argoproj.io_Application' in data) return true;
  const all = data['resource.customizations'];
  return typeof all === 'string' && all.includes('argoproj.io/Application');
}
