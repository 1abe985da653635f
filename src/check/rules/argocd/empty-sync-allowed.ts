import { valueAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import { folderOfSource, sourceTreeOf } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

export const emptySyncAllowed: Rule = {
  id: 'empty-sync-allowed',
  title: 'an Application may prune all that it has',
  why: 'A wrong path, or a kustomization that renders nothing, is a commit that deletes everything at once. Without allowEmpty Argo CD refuses it. A folder whose kustomization lists nothing is emptied on purpose.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning-with-allow-empty-v18',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true, allowEmpty: true }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: true }
`,
  check(inventory, report) {
    const tree = sourceTreeOf(inventory);
    for (const { object, name, spec, specPath, isAutomated } of writtenApplications(inventory)) {
      const path = ['syncPolicy', 'automated'];
      if (!isAutomated || valueAt(spec, [...path, 'prune']) !== true) continue;
      if (valueAt(spec, [...path, 'allowEmpty']) !== true) continue;
      // What ends is emptied on purpose, and this is how.
      const folder = folderOfSource(inventory, valueAt(spec, ['source']));
      if (folder !== undefined && tree.isEmpty(folder)) continue;
      report({
        object,
        path: [...specPath, ...path, 'allowEmpty'],
        message: `"allowEmpty: true" lets Application "${name}" delete all its objects when its folder renders nothing`,
        hint: 'remove allowEmpty; delete the Application when all of it is to go',
        fix: [{ path: [...specPath, ...path, 'allowEmpty'] }],
      });
    }
  },
};
