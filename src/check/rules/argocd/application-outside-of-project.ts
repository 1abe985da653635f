import { listAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import { fitsGlob } from '../../argocd/glob';
import { projectsOf } from '../../argocd/projects';
import type { Rule } from '../../rule';

export const applicationOutsideOfProject: Rule = {
  id: 'application-outside-of-project',
  title: 'an Application lives in a namespace from which its project takes none',
  why: 'Argo CD refuses it: an AppProject serves Applications of its own namespace, and of those that its `sourceNamespaces` list.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: team-shop, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  sourceNamespaces: ['team-*']
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: team-shop, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const application of writtenApplications(inventory)) {
      const { object, namespace = object.namespace, specPath } = application;
      const projects = projectsOf(inventory, application).filter((project) => project.namespace !== undefined);
      if (namespace === undefined || namespace.includes('{{') || projects.length === 0) continue;
      const isTaken = projects.some(
        (project) =>
          project.namespace === namespace ||
          listAt(project.value, ['spec', 'sourceNamespaces']).some(
            (pattern) => typeof pattern === 'string' && fitsGlob(pattern, namespace),
          ),
      );
      if (isTaken) continue;
      const [project] = projects;
      report({
        object,
        path: [...specPath, 'project'],
        message: `project "${project?.name ?? ''}" takes no Applications of namespace "${namespace}": "${object.name}" is refused`,
        hint: `move it to "${project?.namespace ?? ''}", or list the namespace in sourceNamespaces of the project and in application.namespaces of Argo CD`,
      });
    }
  },
};
