import { textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const floatingRevision: Rule = {
  id: 'floating-revision',
  title: 'an Application follows HEAD, or any version of a chart',
  why: 'HEAD is whatever the server calls its default branch, and a chart without a version is the newest that somebody published. What runs changes without a commit that anybody has reviewed.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: HEAD }
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
`,
  check(inventory, report) {
    for (const { object, name, sources } of writtenApplications(inventory)) {
      for (const { value, path } of sources) {
        const revision = textAt(value, ['targetRevision']) ?? '';
        const isChart = textAt(value, ['chart']) !== undefined;
        if (!isFloating(revision, isChart)) continue;
        report({
          object,
          path: [...path, 'targetRevision'],
          message: `revision ${revision === '' ? 'is missing: source' : `"${revision}"`} of Application "${name}" moves`,
          hint: isChart ? 'name one version of the chart' : 'name a branch that is protected, a tag or a commit',
        });
      }
    }
  },
};

function isFloating(revision: string, isChart: boolean): boolean {
  if (revision === '' || revision === 'HEAD' || revision.includes('*')) return true;
  return isChart && /^[\^~<>]|\bx\b|\|\|/.test(revision);
}
