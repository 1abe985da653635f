import { textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import { applicationsOf, isResolved } from '../../argocd/applications';
import { projectsByName } from '../../argocd/projects';
import type { Rule } from '../../rule';

export const unknownAppProject: Rule = {
  id: 'unknown-app-project',
  title: 'an Application names an AppProject that is not there',
  why: 'Argo CD refuses to do anything with the Application: it stays Unknown with an InvalidSpecError, and nothing is deployed.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
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
  project: shopp
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
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
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const projects = projectsByName(inventory);
    if (projects.size === 0) return; // They are somewhere else.
    for (const { object, name, spec, specPath } of applicationsOf(inventory)) {
      const project = textAt(spec, ['project']);
      if (!isResolved(project) || project === '' || project === 'default' || projects.has(project)) continue;
      const meant = nearest(project, projects.keys());
      report({
        object,
        path: [...specPath, 'project'],
        message: `project "${project}" of Application "${name}" is no AppProject of these manifests`,
        hint: meant === undefined ? `add an AppProject "${project}"` : `write "${meant}"`,
      });
    }
  },
};
