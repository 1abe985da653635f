import { textAt, valueAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const applicationSetDeletesApplications: Rule = {
  id: 'application-set-deletes-applications',
  title: 'an ApplicationSet deletes Applications although a person syncs them',
  why: 'Nothing is deployed without a person, but an element that is removed from the list deletes its Application and all that runs for it, at once.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/',
  severity: 'info',
  failing: `
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
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ name: web }] } }]
  syncPolicy: { applicationsSync: create-update }
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: 'services/{{ .name }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const { object, kind, isAutomated } of writtenApplications(inventory)) {
      if (kind !== 'ApplicationSet' || isAutomated) continue;
      const policy = textAt(object.value, ['spec', 'syncPolicy', 'applicationsSync']) ?? 'sync';
      const preserves = valueAt(object.value, ['spec', 'syncPolicy', 'preserveResourcesOnDeletion']) === true;
      // A patch may turn automated sync on.
      if (preserves || (policy.startsWith('create-') && policy !== 'create-delete')) continue;
      if (textAt(object.value, ['spec', 'templatePatch'])?.includes('automated') === true) continue;
      report({
        object,
        path: ['spec', 'syncPolicy'],
        message: `the policy "${policy}" of ApplicationSet "${object.name}" deletes Applications that only a person syncs`,
        hint: 'write "applicationsSync: create-update", or "preserveResourcesOnDeletion: true"',
      });
    }
  },
};
