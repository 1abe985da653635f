import { builtInRoles, policyLinesOf } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const builtInRoleRedefined: Rule = {
  id: 'built-in-role-redefined',
  title: 'a policy gives rights to a role that Argo CD has already',
  why: 'Lines are added to those that the role has: role:admin keeps every right, whatever the policy lists. Who reads the policy believes in less.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#basic-built-in-roles',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:admin, applications, get, shop/*, allow
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    g, platform-team, role:admin
`,
  check(inventory, report) {
    for (const { text, line, policy } of policyLinesOf(inventory)) {
      if (line?.type !== 'permission' || !builtInRoles.includes(line.subject)) continue;
      report({
        object: policy.object,
        path: policy.path,
        message: `policy "${text}" adds to "${line.subject}", which Argo CD brings with rights of its own`,
        hint: 'give the role a name of its own',
      });
    }
  },
};
