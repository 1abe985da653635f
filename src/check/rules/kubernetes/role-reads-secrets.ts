import { permissionsIn, roleName } from '../../permissions';
import type { Rule } from '../../rule';

export const roleReadsSecrets: Rule = {
  id: 'role-reads-secrets',
  title: 'a role may read all secrets',
  why: 'Among them are the tokens and passwords of everybody else. `list` and `watch` show the values, too.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'warning',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [get, list] }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], resourceNames: [web], verbs: [get] }]
`,
  check(inventory, report) {
    for (const { object, path, groups, resources, verbs, isForAll } of permissionsIn(inventory)) {
      if (!groups.includes('') || !resources.includes('secrets') || !isForAll) continue;
      const verb = verbs.find((one) => /^(?:get|list|watch|\*)$/.test(one));
      if (verb === undefined) continue;
      report({
        object,
        path: [...path, 'resources'],
        message: `${roleName(object)} may "${verb}" every secret`,
        hint: 'name the secrets in resourceNames, or mount the one that is needed',
      });
    }
  },
};
