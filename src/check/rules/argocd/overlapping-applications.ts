import { textAt, valueAt } from '../../../manifests/value-at';
import { applicationsOf } from '../../argocd/applications';
import type { Application } from '../../argocd/applications';
import { pathOfSource } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

export const overlappingApplications: Rule = {
  id: 'overlapping-applications',
  title: 'two Applications apply one folder to one place',
  why: 'Both take the same objects for theirs: each sync moves the tracking mark from one to the other, both show OutOfSync for ever, and deleting one deletes what the other needs.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web-again, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ./services/web/, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/api, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const first = new Map<string, Application>();
    for (const application of applicationsOf(inventory)) {
      for (const { value, path } of application.sources) {
        const folder = pathOfSource(value);
        // Parameters may give the objects other names.
        if (folder === undefined || isParametrised(value)) continue;
        const key = JSON.stringify([textAt(value, ['repoURL']), folder, valueAt(application.spec, ['destination'])]);
        const other = first.get(key);
        if (other === undefined) first.set(key, application);
        if (other === undefined || other.name === application.name) continue;
        report({
          object: application.object,
          path: [...path, 'path'],
          message: `path "${folder}" is applied to the same place by "${other.name}" (${other.object.file}) and by "${application.name}"`,
          hint: 'keep one of the two Applications',
        });
      }
    }
  },
};

function isParametrised(source: unknown): boolean {
  return ['helm', 'kustomize', 'directory', 'plugin'].some((key) => valueAt(source, [key]) !== undefined);
}
