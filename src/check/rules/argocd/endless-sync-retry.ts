import { valueAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const endlessSyncRetry: Rule = {
  id: 'endless-sync-retry',
  title: 'a failed sync is tried again for ever',
  why: 'The commit that mends it waits: while the sync of the bad commit is tried again, no other sync begins. Somebody has to end it by hand, at the worst moment.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-retry-with-a-limit',
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
    automated: { prune: true, selfHeal: true }
    retry: { limit: -1 }
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
    retry: { limit: 5 }
`,
  check(inventory, report) {
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const limit = valueAt(spec, ['syncPolicy', 'retry', 'limit']);
      // With refresh a new try takes the newest commit.
      if (typeof limit !== 'number' || limit >= 0 || valueAt(spec, ['syncPolicy', 'retry', 'refresh']) === true)
        continue;
      report({
        object,
        path: [...specPath, 'syncPolicy', 'retry', 'limit'],
        message: `retry limit ${String(limit)} of Application "${name}" never ends`,
        hint: 'write a limit, 5 for example, or "refresh: true" beside it',
      });
    }
  },
};
