import { permissionsIn, roleName } from '../../permissions';
import type { Rule } from '../../rule';

export const roleCanGrow: Rule = {
  id: 'role-can-grow',
  title: 'a role lets its owner have other roles',
  why: 'With `escalate`, `bind` or `impersonate` one becomes administrator in one step, and a token of any ServiceAccount is as good.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'error',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web }
rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate, bind] }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web }
rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get] }]
`,
  check(inventory, report) {
    for (const { object, path, resources, verbs, isForAll } of permissionsIn(inventory)) {
      const verb = verbs.find((one) => /^(?:escalate|bind|impersonate)$/.test(one));
      const makesTokens = resources.includes('serviceaccounts/token') && verbs.includes('create');
      if ((verb === undefined && !makesTokens) || !isForAll) continue;
      report({
        object,
        path: [...path, verb === undefined ? 'resources' : 'verbs'],
        message: `${roleName(object)} may ${verb === undefined ? 'create tokens of every ServiceAccount' : `"${verb}"`}`,
        hint: 'remove it, or name what it is for in resourceNames',
      });
    }
  },
};
