import { faultsOfWindow, syncWindowsOf } from '../../argocd/sync-windows';
import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const malformedSyncWindow: Rule = {
  id: 'malformed-sync-window',
  title: 'a sync window cannot be read, or is never or always open',
  why: 'The API server takes any text. Argo CD reads it when it is about to sync, and a window that it cannot read blocks every sync of its Applications, those by hand, too. A window of another time than its author thinks lets through what it should hold, or the reverse.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  syncWindows:
    - { kind: deny, schedule: 0 0 * * 6, duration: 2d, applications: ['*'] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  syncWindows:
    - { kind: deny, schedule: 0 0 * * 6, duration: 48h, applications: ['*'] }
`,
  check(inventory, report) {
    for (const window of syncWindowsOf(inventory)) {
      for (const { field, says, hint } of faultsOfWindow(window)) {
        const path = [...window.path, field];
        const value: unknown = valueAt(window.project.value, path);
        const isMissing = value === undefined;
        // What is no text, the schema says.
        if (!isMissing && typeof value !== 'string') continue;
        const message = isMissing ? `the window has no ${field}` : `${field} ${JSON.stringify(value)} ${says}`;
        report({ object: window.project, path: isMissing ? window.path : path, message, hint });
      }
    }
  },
};
