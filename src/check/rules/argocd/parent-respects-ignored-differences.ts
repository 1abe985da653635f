import { listAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import { sourceTreeOf } from '../../argocd/source-tree';
import { folderOfSource } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

export const parentRespectsIgnoredDifferences: Rule = {
  id: 'parent-respects-ignored-differences',
  title: 'an Application of Applications respects ignored differences',
  why: 'The status of an Application is no subresource: its parent applies the status that it last saw, with an operation that was done since. The child syncs again, for ever.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-differences-configs',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
  syncPolicy:
    syncOptions: [RespectIgnoreDifferences=true]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
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
    const childByFolder = new Map(writtenApplications(inventory).map((child) => [tree.folderOf(child.object), child]));
    for (const { object, name, spec, specPath, sources } of writtenApplications(inventory)) {
      const index = listAt(spec, ['syncPolicy', 'syncOptions']).indexOf('RespectIgnoreDifferences=true');
      if (index < 0) continue;
      for (const { value } of sources) {
        const folder = folderOfSource(inventory, value);
        const child = folder === undefined ? undefined : childByFolder.get(folder);
        if (child === undefined) continue;
        report({
          object,
          path: [...specPath, 'syncPolicy', 'syncOptions', index],
          message: `"RespectIgnoreDifferences=true" makes Application "${name}" write old status into the Applications that it applies: ${child.object.file} has "${child.object.name}"`,
          hint: 'remove it here; Applications have nothing to ignore that needs it',
        });
      }
    }
  },
};
