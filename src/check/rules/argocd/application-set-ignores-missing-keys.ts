import { listAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const applicationSetIgnoresMissingKeys: Rule = {
  id: 'application-set-ignores-missing-keys',
  title: 'a Go template of an ApplicationSet writes "<no value>" for what is missing',
  why: 'A field that a generator does not give becomes the text "<no value>": an Application of this name, or one that deploys a path of it. With missingkey=error nothing changes, and the ApplicationSet says what is missing.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ list: { elements: [{ name: web }] } }]
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: 'services/{{ .name }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ name: web }] } }]
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: 'services/{{ .name }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ApplicationSet', 'argoproj.io')) {
      if (valueAt(object.value, ['spec', 'goTemplate']) !== true) continue;
      if (listAt(object.value, ['spec', 'goTemplateOptions']).includes('missingkey=error')) continue;
      report({
        object,
        path: ['spec', 'goTemplate'],
        message: `a field that is missing does not stop the template of ApplicationSet "${object.name}"`,
        hint: 'add "goTemplateOptions: [missingkey=error]"',
        fix: [{ path: ['spec', 'goTemplateOptions'], value: ['missingkey=error'] }],
      });
    }
  },
};
