import { textAt } from '../../../manifests/value-at';
import { policyLinesOf } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const broadDefaultRole: Rule = {
  id: 'broad-default-role',
  title: 'whoever logs in may change Applications',
  why: 'policy.default holds for everybody who can log in, and cannot be taken away by a deny. One wrong group in the identity provider is enough to sync or delete production.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#default-policy-for-authenticated-users',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.default: role:admin
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.default: role:readonly
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap')) {
      if (object.name !== 'argocd-rbac-cm') continue;
      const role = textAt(object.value, ['data', 'policy.default']) ?? '';
      // A role without any line has no right: a way to say "none".
      const mayChange = policyLinesOf(inventory).some(
        ({ line }) =>
          line?.type === 'permission' && line.subject === role && line.effect === 'allow' && line.action !== 'get',
      );
      if (role !== 'role:admin' && !mayChange) continue;
      report({
        object,
        path: ['data', 'policy.default'],
        message: `role "${role}" in policy.default lets everybody who logs in change something`,
        hint: 'write "role:readonly", or an empty text for no right at all',
      });
    }
  },
};
