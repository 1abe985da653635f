import { listAt, textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

const annotation = 'argocd.argoproj.io/sync-options';

export const validationTurnedOff: Rule = {
  id: 'validation-turned-off',
  title: 'a sync does not validate what it applies',
  why: 'A misspelt field is dropped in silence, and the sync is green. Somebody then looks for a long time why a probe or a limit that is in Git is not on the cluster.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#disable-kubectl-validation',
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
    syncOptions: [Validate=false]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const hint = 'remove it; mend what the API server says about the objects';
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const index = listAt(spec, ['syncPolicy', 'syncOptions']).indexOf('Validate=false');
      if (index < 0) continue;
      const path = [...specPath, 'syncPolicy', 'syncOptions', index];
      report({ object, path, message: `"Validate=false" lets Application "${name}" apply what is not valid`, hint });
    }
    for (const object of inventory.objects) {
      const text = textAt(object.value, ['metadata', 'annotations', annotation]);
      if (text === undefined || !/(?:^|,)\s*Validate=false\s*(?:,|$)/.test(text)) continue;
      const path = ['metadata', 'annotations', annotation];
      report({
        object,
        path,
        message: `"Validate=false" lets "${object.name}" be applied although it is not valid`,
        hint,
      });
    }
  },
};
