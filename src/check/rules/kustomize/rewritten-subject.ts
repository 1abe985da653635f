import { listAt, textAt } from '../../../manifests/value-at';
import { contentsOf } from '../../kustomize/contents';
import type { Rule } from '../../rule';

export const rewrittenSubject: Rule = {
  id: 'rewritten-subject',
  title: 'the namespace of a kustomization replaces that of a subject',
  why: 'Kustomize takes each subject with the name "default" for the account of its own namespace: the right goes to somebody else than the file says, and nobody is told.',
  source: 'https://github.com/kubernetes-sigs/kustomize/issues/4301',
  severity: 'error',
  failing: `
# kustomization.yaml
namespace: shop
resources: [binding.yaml]
---
# binding.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: puller }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:image-puller' }
subjects: [{ kind: ServiceAccount, name: default, namespace: builds }]
`,
  passing: `
# kustomization.yaml
namespace: shop
resources: [binding.yaml]
---
# binding.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: puller }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:image-puller' }
subjects: [{ kind: ServiceAccount, name: builder, namespace: builds }]
`,
  check(inventory, report) {
    for (const object of inventory.kustomizations) {
      const namespace = textAt(object.value, ['namespace']);
      if (namespace === undefined || namespace === '') continue;
      for (const { kind, source } of contentsOf(object).resources) {
        if (!kind.endsWith('RoleBinding') || source === undefined) continue;
        for (const subject of listAt(source.value, ['subjects'])) {
          const written = textAt(subject, ['namespace']);
          const isDefault = textAt(subject, ['kind']) === 'ServiceAccount' && textAt(subject, ['name']) === 'default';
          if (!isDefault || written === undefined || written === namespace) continue;
          report({
            object,
            path: ['namespace'],
            message: `the right that ${kind} "${source.name}" gives to the ServiceAccount "default" of "${written}" goes to that of "${namespace}"`,
            hint: 'give the account of the other namespace a name of its own, or keep the binding in a kustomization without a namespace',
          });
        }
      }
    }
  },
};
