import { textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const unclearDestination: Rule = {
  id: 'unclear-destination',
  title: 'the destination of an Application names no cluster, or two',
  why: 'Argo CD wants either `server` or `name`. With both, or with neither, the Application is invalid and nothing is synced.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { name: in-cluster, server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const [server, cluster] = ['server', 'name'].map((key) => textAt(spec, ['destination', key]) ?? '');
      const isUnclear = (server === '') === (cluster === '');
      // Templates of ApplicationSets may be completed by their generators.
      if (!isUnclear || (server === '' && object.kind === 'ApplicationSet')) continue;
      report({
        object,
        path: [...specPath, 'destination'],
        message:
          server === ''
            ? `the destination of Application "${name}" has neither "server" nor "name"`
            : `the destination of Application "${name}" has both "server" and "name"`,
        hint: 'write one of them: server: https://kubernetes.default.svc is the cluster that Argo CD runs in',
      });
    }
  },
};
