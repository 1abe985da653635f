import { permissionsIn, roleName } from '../../permissions';
import type { Rule } from '../../rule';

export const roleMayExec: Rule = {
  id: 'role-may-exec',
  title: 'a role may run commands in pods',
  why: 'With that one has every secret and every right that any of these pods has, and no manifest shows what was done.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'warning',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods/exec], verbs: [create] }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods/log], verbs: [get] }]
`,
  check(inventory, report) {
    for (const { object, path, resources } of permissionsIn(inventory)) {
      const resource = resources.find((one) => /^pods\/(?:exec|attach|ephemeralcontainers|\*)$/.test(one));
      if (resource === undefined) continue;
      report({
        object,
        path: [...path, 'resources'],
        message: `${roleName(object)} allows "${resource}"`,
        hint: 'remove it, or give it to people for the time of an incident',
      });
    }
  },
};
