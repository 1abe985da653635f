import { listAt, textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

const annotation = 'argocd.argoproj.io/sync-options';

export const conflictingSyncOptions: Rule = {
  id: 'conflicting-sync-options',
  title: 'Replace or Force stand together with ServerSideApply',
  why: 'Replace wins, so nothing is applied by the server: fields of other controllers are wiped at each sync. Force with ServerSideApply is refused, and the sync fails.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply',
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
    syncOptions: [ServerSideApply=true, Replace=true]
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
    syncOptions: [ServerSideApply=true]
`,
  check(inventory, report) {
    const hint =
      'keep ServerSideApply=true; replace a single object with the annotation on it, and ServerSideApply=false beside it';
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const options = listAt(spec, ['syncPolicy', 'syncOptions']);
      const index = options.indexOf('Replace=true');
      if (index < 0 || !options.includes('ServerSideApply=true')) continue;
      const path = [...specPath, 'syncPolicy', 'syncOptions', index];
      report({
        object,
        path,
        message: `"Replace=true" takes away "ServerSideApply=true" of Application "${name}"`,
        hint,
      });
    }
    for (const object of inventory.objects) {
      const text = textAt(object.value, ['metadata', 'annotations', annotation]);
      if (text === undefined) continue;
      const options = new Set(text.split(',').map((one) => one.trim()));
      if (!options.has('ServerSideApply=true')) continue;
      const path = ['metadata', 'annotations', annotation];
      // With Replace=true there is no server-side apply left that Force could contradict.
      if (options.has('Replace=true')) {
        report({ object, path, message: `"Replace=true" takes away "ServerSideApply=true" of "${object.name}"`, hint });
      } else if (options.has('Force=true')) {
        const message = `"Force=true" cannot be together with "ServerSideApply=true" of "${object.name}"`;
        report({ object, path, severity: 'error', message, hint });
      }
    }
  },
};
