import { groupBy } from '../../../model/group-by';
import { faultsOfWindow, openMinutes, scopeFields, syncWindowsOf, type SyncWindow } from '../../argocd/sync-windows';
import type { Rule } from '../../rule';

export const allowWindowAlwaysDenied: Rule = {
  id: 'allow-window-always-denied',
  title: 'whenever an allow window is open, a deny window is open, too',
  why: 'A deny window wins, so that this one never lets anything through; and what has an allow window is not synced outside of it.',
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
    - { kind: allow, schedule: 0 22 * * *, duration: 2h, applications: ['*'] }
    - { kind: deny, schedule: 0 20 * * *, duration: 12h, applications: ['*'] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  syncWindows:
    - { kind: allow, schedule: 0 22 * * *, duration: 2h, applications: ['*'] }
    - { kind: deny, schedule: 0 23 * * *, duration: 12h, applications: ['*'] }
`,
  check(inventory, report) {
    const unbroken = syncWindowsOf(inventory).filter((window) => faultsOfWindow(window).length === 0);
    for (const windows of groupBy(unbroken, ({ project }) => project).values()) {
      // A week is walked through for each; nobody reads more of them.
      if (windows.length > maximumWindows) continue;
      for (const window of windows.filter(({ kind }) => kind === 'allow')) {
        if (!isAlwaysDenied(window, windows)) continue;
        report({
          object: window.project,
          path: window.path,
          message: `the window that allows syncs at "${window.schedule}" for ${window.duration} is denied all of that time`,
          hint: 'let the deny window begin later or end sooner, or name other applications in it',
        });
      }
    }
  },
};

const maximumWindows = 50;

function isAlwaysDenied(allowed: SyncWindow, windows: readonly SyncWindow[]): boolean {
  const open = openMinutes(allowed);
  if (open === undefined) return false;
  const denied = windows
    .filter((one) => one.kind === 'deny' && one.timeZone === allowed.timeZone && holdsForAll(one, allowed))
    .flatMap((one) => openMinutes(one) ?? []);
  return open.every((isOpen, minute) => isOpen === 0 || denied.some((one) => (one[minute] ?? 0) > 0));
}

/** Whether a window holds for everything that another one holds for. */
function holdsForAll(window: SyncWindow, other: SyncWindow): boolean {
  if (window.hasToFitAll || other.hasToFitAll) return false;
  if (scopeFields.some((field) => window.scope[field].includes('*'))) return true;
  return scopeFields.every((field) => other.scope[field].every((pattern) => window.scope[field].includes(pattern)));
}
