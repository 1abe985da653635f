import { textAt } from '../../../manifests/value-at';
import { bindingsIn } from '../../permissions';
import type { Rule } from '../../rule';

export const clusterAdminBinding: Rule = {
  id: 'cluster-admin-binding',
  title: 'somebody is made administrator of the cluster',
  why: 'Who breaks into the pod, or gets the token, owns every namespace and every secret.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'error',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`,
  check(inventory, report) {
    for (const object of bindingsIn(inventory)) {
      const role = textAt(object.value, ['roleRef', 'name']);
      if (role !== 'cluster-admin') continue;
      report({
        object,
        path: ['roleRef', 'name'],
        message: `the ${object.kind} "${object.name}" binds "cluster-admin"`,
        hint: 'bind a role with the verbs and resources that are needed',
        // In one namespace it is the owner of that.
        severity: object.kind === 'RoleBinding' ? 'warning' : 'error',
      });
    }
  },
};
