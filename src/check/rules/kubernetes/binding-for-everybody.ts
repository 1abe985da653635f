import { listAt, textAt } from '../../../manifests/value-at';
import { bindingsIn } from '../../permissions';
import type { Rule } from '../../rule';

export const bindingForEverybody: Rule = {
  id: 'binding-for-everybody',
  title: 'a role is given to everybody',
  why: '`system:unauthenticated` is anybody who reaches the API server, and `system:authenticated` every pod and every user. `system:masters` cannot be taken away again by RBAC.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'error',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: Group, name: system:authenticated }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: Group, name: shop-team }]
`,
  check(inventory, report) {
    for (const object of bindingsIn(inventory)) {
      for (const [index, subject] of listAt(object.value, ['subjects']).entries()) {
        const name = textAt(subject, ['name']) ?? '';
        if (!/^system:(?:anonymous|unauthenticated|authenticated|masters|serviceaccounts)$/.test(name)) continue;
        report({
          object,
          path: ['subjects', index, 'name'],
          message: `the ${object.kind} "${object.name}" gives "${textAt(object.value, ['roleRef', 'name']) ?? ''}" to "${name}"`,
          hint: 'name the people or the ServiceAccounts',
        });
      }
    }
  },
};
