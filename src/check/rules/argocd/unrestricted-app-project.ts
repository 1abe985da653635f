import type { Path } from '../../../manifests/manifest';
import { isMapping, listAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const unrestrictedAppProject: Rule = {
  id: 'unrestricted-app-project',
  title: 'an AppProject permits every repository, namespace or kind of the cluster',
  why: 'Whoever can write an Application of this project can install anything: from a repository of their own, into the namespace of Argo CD, or a ClusterRole that makes them administrators.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/security/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: ['*']
  destinations: [{ server: '*', namespace: '*' }]
  clusterResourceWhitelist: [{ group: '*', kind: '*' }]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  clusterResourceWhitelist: [{ group: '', kind: Namespace }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('AppProject', 'argoproj.io')) {
      const say = (path: Path, message: string, hint: string) => report({ object, path, message, hint });
      for (const [index, repository] of listAt(object.value, ['spec', 'sourceRepos']).entries()) {
        if (repository !== '*') continue;
        const path = ['spec', 'sourceRepos', index];
        say(
          path,
          `"*" lets AppProject "${object.name}" read every repository`,
          'name the repositories, or their organisation',
        );
      }
      for (const [index, destination] of listAt(object.value, ['spec', 'destinations']).entries()) {
        if (!isMapping(destination) || destination['namespace'] !== '*') continue;
        const path = ['spec', 'destinations', index, 'namespace'];
        say(
          path,
          `"*" lets AppProject "${object.name}" write to every namespace, that of Argo CD included`,
          'name the namespaces, or a pattern with a prefix',
        );
      }
      for (const [index, kind] of listAt(object.value, ['spec', 'clusterResourceWhitelist']).entries()) {
        if (!isMapping(kind) || kind['kind'] !== '*' || kind['group'] !== '*') continue;
        const path = ['spec', 'clusterResourceWhitelist', index];
        say(
          path,
          `"*" lets AppProject "${object.name}" apply every kind of the cluster`,
          'name the kinds that its Applications need',
        );
      }
    }
  },
};
