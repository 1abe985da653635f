import { permissionsIn, roleName } from '../../permissions';
import type { Rule } from '../../rule';

const makePods = /^(?:pods|deployments|statefulsets|daemonsets|replicasets|replicationcontrollers|jobs|cronjobs)$/;

export const roleCreatesPods: Rule = {
  id: 'role-creates-pods',
  title: 'a role may create pods',
  why: 'A pod can mount every Secret and use every ServiceAccount of its namespace: creating pods means having these.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  severity: 'info',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [batch], resources: [jobs], verbs: [create] }]
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [batch], resources: [jobs], verbs: [get] }]
`,
  check(inventory, report) {
    for (const { object, path, resources, verbs } of permissionsIn(inventory)) {
      const resource = resources.find((one) => makePods.test(one));
      if (resource === undefined || !verbs.some((verb) => verb === 'create' || verb === '*')) continue;
      report({
        object,
        path: [...path, 'resources'],
        message: `${roleName(object)} may create ${resource}`,
        hint: 'keep what must start pods in a namespace of its own',
        severity: object.kind === 'ClusterRole' ? 'warning' : 'info',
      });
    }
  },
};
