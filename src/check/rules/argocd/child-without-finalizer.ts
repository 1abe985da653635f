import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { folderOfSource, sourceTreeOf } from '../../argocd/source-tree';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const childWithoutFinalizer: Rule = {
  id: 'child-without-finalizer',
  title: 'an Application that another one applies has no finalizer',
  why: 'When its file is removed from Git the Application goes, and what it deployed stays on the cluster with nobody to update it. That may be meant, so that an Application can change its parent without a stop: Slipway leaves it out, and asks to retire first what is to end.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/',
  severity: 'info',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const tree = sourceTreeOf(inventory);
    for (const object of inventory.ofKind('Application', 'argoproj.io')) {
      const finalizers = listAt(object.value, ['metadata', 'finalizers']);
      if (finalizers.some((name) => typeof name === 'string' && name.startsWith('resources-finalizer.argocd')))
        continue;
      if (isOfSlipway(object)) continue;
      const parent = tree.applicationsOver(tree.folderOf(object)).find(({ name }) => name !== object.name);
      if (parent === undefined || standsForMuch(inventory, object)) continue;
      report({
        object,
        path: ['metadata'],
        message: `what Application "${object.name}" deploys stays when "${parent.name}" prunes it`,
        hint: 'add the finalizer "resources-finalizer.argocd.argoproj.io" unless this is meant',
      });
    }
  },
};

/** Slipway refuses to remove an Application that still has objects: what it has is retired first. */
function isOfSlipway({ value }: ManifestObject): boolean {
  return textAt(value, ['metadata', 'labels', 'app.kubernetes.io/managed-by']) === 'slipway';
}

/**
 * Whoever removes a namespace removes all that runs in it, and whoever removes an Application what it runs: to leave those is the
 * careful choice.
 */
function standsForMuch(inventory: Inventory, application: ManifestObject): boolean {
  const tree = sourceTreeOf(inventory);
  const path = folderOfSource(inventory, valueAt(application.value, ['spec', 'source']));
  if (path === undefined) return false;
  return [...tree.objectsByFolder].some(
    ([folder, objects]) =>
      (folder === path || folder.startsWith(`${path}/`)) &&
      objects.some(({ kind }) => kind === 'Namespace' || kind === 'Application'),
  );
}
