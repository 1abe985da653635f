import { isMapping, mappingAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Report, Rule } from '../../rule';

export const unclearAutomatedSync: Rule = {
  id: 'unclear-automated-sync',
  title: 'automated sync is written in a way that does not do what it says',
  why: 'A mapping below automated turns it on, an empty one too; selfHeal: false turns off only the correction of live changes. Each commit goes out at once where people believe that a person has to sync.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
  severity: 'info',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    automated: { prune: true, selfHeal: false }
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
    automated: { enabled: false, prune: true, selfHeal: true }
`,
  check(inventory, report) {
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const policy = mappingAt(spec, ['syncPolicy']);
      if (!Object.hasOwn(policy, 'automated')) continue;
      const said = whatIsUnclear(policy['automated'], name);
      if (said !== undefined) report({ object, path: [...specPath, 'syncPolicy', 'automated'], ...said });
    }
  },
};

function whatIsUnclear(automated: unknown, name: string): Omit<Report, 'object' | 'path'> | undefined {
  const off = 'leave out "automated", or write "enabled: false" in it, for a person to sync';
  if (automated === null) {
    const message = `automated of Application "${name}" is null, which is dropped and takes no setting away that an ApplicationSet or a patch brings`;
    return { severity: 'warning', message, hint: off };
  }
  if (typeof automated === 'boolean') {
    const message = `automated of Application "${name}" is ${String(automated)}, and the API server takes a mapping only`;
    return { severity: 'error', message, hint: automated ? 'write "automated: {}" with prune and selfHeal' : off };
  }
  if (!isMapping(automated) || automated['enabled'] === false) return undefined;
  if (Object.keys(automated).length === 0) {
    const message = `automated of Application "${name}" is empty, which is on: each commit is synced, without pruning`;
    return { message, hint: `write what it does: "prune" and "selfHeal"; ${off}` };
  }
  if (automated['selfHeal'] !== false) return undefined;
  const message = `"selfHeal: false" of Application "${name}" does not stop the sync of each commit, only of live changes`;
  return { message, hint: `${off}; say "selfHeal: true" otherwise` };
}
