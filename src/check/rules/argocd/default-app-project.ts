import { textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const defaultAppProject: Rule = {
  id: 'default-app-project',
  title: 'an Application belongs to the project "default"',
  why: 'This project permits every repository, cluster, namespace and kind until somebody narrows it, and roles cannot be given for one team alone.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: default
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
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
    for (const { object, name, spec, specPath } of writtenApplications(inventory)) {
      const project = textAt(spec, ['project']) ?? '';
      if (project !== '' && project !== 'default') continue;
      report({
        object,
        path: [...specPath, 'project'],
        message: `project "default" of Application "${name}" permits everything`,
        hint: 'make an AppProject that permits what the Application needs, and name it here',
      });
    }
  },
};
