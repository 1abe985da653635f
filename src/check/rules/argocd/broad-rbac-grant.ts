import { builtInRoles, policyLinesOf } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const broadRbacGrant: Rule = {
  id: 'broad-rbac-grant',
  title: 'a role of Argo CD may change every Application',
  why: 'The role is called after a team, and syncs, overrides or deletes production as well: "*/*" is every project. An approval before production is then a habit, no rule.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#basic-built-in-roles',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:developer, applications, get, */*, allow
    p, role:developer, applications, sync, */*, allow
    p, role:developer, logs, get, */*, allow
    g, dev-team, role:developer
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:developer, applications, get, */*, allow
    p, role:developer, applications, sync, shop/*, allow
    p, role:developer, logs, get, */*, allow
    g, dev-team, role:developer
`,
  check(inventory, report) {
    for (const { text, line, policy } of policyLinesOf(inventory)) {
      if (line?.type !== 'permission' || line.effect !== 'allow' || policy.project !== undefined) continue;
      const { subject, resource, action, object } = line;
      // Administrators are meant to have it.
      if (/admin/i.test(subject) || builtInRoles.includes(subject)) continue;
      const isEverywhere = object === '*' || object === '*/*' || object.startsWith('*/');
      const isChange =
        action !== 'get' && /^(?:\*|applications|applicationsets|exec|clusters|repositories|projects)$/.test(resource);
      if (!isEverywhere || !isChange) continue;
      report({
        object: policy.object,
        path: policy.path,
        message: `policy "${text}" lets "${subject}" ${action === '*' ? 'do everything with' : action} ${resource === '*' ? 'everything' : `${resource} of every project`}`,
        hint: 'name the project: shop/*',
      });
    }
  },
};
