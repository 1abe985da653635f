import { permissionsIn, roleName } from '../../permissions';
import type { Rule } from '../../rule';

export const wildcardInRole: Rule = {
  id: 'wildcard-in-role',
  title: 'a role allows more than anybody can list',
  why: 'A star also means what the next version of Kubernetes and the next operator bring.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'warning',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: ["*"] }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get, list, watch] }]
`,
  check(inventory, report) {
    for (const { object, path, groups, resources, verbs } of permissionsIn(inventory)) {
      const stars = Object.entries({ apiGroups: groups, resources, verbs }).filter(([, values]) =>
        values.includes('*'),
      );
      const [first] = stars;
      if (first === undefined) continue;
      report({
        object,
        path: [...path, first[0]],
        message: `${roleName(object)} has "*" in ${stars.map(([key]) => key).join(', ')}`,
        hint: 'list what is needed',
        severity: resources.includes('*') && verbs.includes('*') ? 'error' : 'warning',
      });
    }
  },
};
