import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt } from '../../../manifests/value-at';
import { applicationsOf, isResolved } from '../../argocd/applications';
import { hasDenyPattern, permitsDestination, projectsOf } from '../../argocd/projects';
import type { Rule } from '../../rule';

export const destinationNotPermittedByProject: Rule = {
  id: 'destination-not-permitted-by-project',
  title: 'an AppProject does not let its Application write to the namespace',
  why: 'Argo CD refuses the Application as a whole: it stays Unknown and says that the destination is not permitted in the project.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#managing-projects',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop-* }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop-* }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop-eu }
`,
  check(inventory, report) {
    for (const application of applicationsOf(inventory)) {
      const projects = projectsOf(inventory, application);
      const [project] = projects;
      if (project === undefined || projects.some(hasDenyPattern)) continue;
      const { object, name, spec, specPath } = application;
      const server = textAt(spec, ['destination', 'server']);
      const cluster = textAt(spec, ['destination', 'name']);
      const namespace = textAt(spec, ['destination', 'namespace']) ?? '';
      const clusterName = server ?? cluster;
      if (
        !isResolved(clusterName) ||
        !isResolved(namespace) ||
        projects.some((one) => isNamedOtherwise(one, server === undefined))
      )
        continue;
      const destination = {
        ...(server === undefined ? {} : { server }),
        ...(cluster === undefined ? {} : { name: cluster }),
        namespace,
      };
      if (projects.some((one) => permitsDestination(one, destination))) continue;
      report({
        object,
        path: [...specPath, 'destination', 'namespace'],
        message: `namespace "${namespace}" on cluster "${clusterName}", the destination of Application "${name}", is not in destinations of AppProject "${project.name}"`,
        hint: `add it to spec.destinations in ${project.file}, or correct the destination`,
      });
    }
  },
};

/** A project may name clusters by their server and an Application by their name: only Argo CD knows what belongs together. */
function isNamedOtherwise(project: ManifestObject, byName: boolean): boolean {
  return listAt(project.value, ['spec', 'destinations']).some(
    (item) => textAt(item, [byName ? 'name' : 'server']) === undefined,
  );
}
