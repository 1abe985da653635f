import { applicationsOf, isResolved } from '../../argocd/applications';
import type { Application } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const duplicateApplicationName: Rule = {
  id: 'duplicate-application-name',
  title: 'two Applications have one name',
  why: 'Only one of them is there: the second that is applied replaces the first, and with pruning what the first had deployed is deleted. Two elements of an ApplicationSet with one name stop all of its Applications.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Application-Deletion/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - list:
        elements:
          - { name: web, path: services/web/eu }
          - { name: web, path: services/web/us }
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: '{{ .path }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - list:
        elements:
          - { name: web-eu, path: services/web/eu }
          - { name: web-us, path: services/web/us }
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: '{{ .path }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const first = new Map<string, Application>();
    for (const application of applicationsOf(inventory)) {
      const { name, namespace, object, metadataPath } = application;
      if (name === '' || !isResolved(name)) continue;
      const key = `${namespace ?? ''}/${name}`;
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, application);
        continue;
      }
      report({
        object,
        path: [...metadataPath, 'name'],
        message: `the name "${name}" belongs to another Application as well, in ${other.object.file}${other.kind === 'ApplicationSet' ? `, made by ApplicationSet "${other.object.name}"` : ''}`,
        hint: 'give each Application a name of its own, with the environment or the cluster in it',
      });
    }
  },
};
