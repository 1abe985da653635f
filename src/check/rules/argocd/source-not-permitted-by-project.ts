import { textAt } from '../../../manifests/value-at';
import { applicationsOf, isResolved } from '../../argocd/applications';
import { permitsSource, projectsOf } from '../../argocd/projects';
import type { Rule } from '../../rule';

export const sourceNotPermittedByProject: Rule = {
  id: 'source-not-permitted-by-project',
  title: 'an AppProject does not let its Application read the repository',
  why: 'Argo CD compares and syncs nothing: the Application stays Unknown and says that the repository is not permitted in the project.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#managing-projects',
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
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/other.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/*]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/other.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const application of applicationsOf(inventory)) {
      const projects = projectsOf(inventory, application);
      const [project] = projects;
      if (project === undefined) continue;
      for (const { value, path } of application.sources) {
        const repository = textAt(value, ['repoURL']);
        if (!isResolved(repository) || projects.some((one) => permitsSource(one, repository))) continue;
        report({
          object: application.object,
          path: [...path, 'repoURL'],
          message: `repository "${repository}" of Application "${application.name}" is not in sourceRepos of AppProject "${project.name}"`,
          hint: `add it to spec.sourceRepos in ${project.file}`,
        });
      }
    }
  },
};
