import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const bindingToNothing: Rule = {
  id: 'binding-to-nothing',
  title: 'a binding gives a role that is not there, or gives it to nobody',
  why: 'The API server takes the binding, and nobody gets a right by it: what runs is forbidden what it was made for.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
  severity: 'warning',
  failing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [web] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: raeder }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
`,
  passing: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [web] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
`,
  check(inventory, report) {
    for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
      for (const object of inventory.ofKind(kind, group)) {
        const role = roleProblem(inventory, object);
        if (role !== undefined) report({ object, path: ['roleRef', 'name'], ...role });
        for (const [index, subject] of listAt(object.value, ['subjects']).entries()) {
          const found = subjectProblem(inventory, object, subject);
          if (found !== undefined) report({ object, path: ['subjects', index, 'name'], ...found });
        }
      }
    }
  },
};

interface Problem {
  readonly message: string;
  readonly hint: string;
}

const group = 'rbac.authorization.k8s.io';

/** A role that is like none here may come with an installation from elsewhere; every cluster has those of Kubernetes. */
function roleProblem(
  inventory: Inventory,
  { kind: binding, name, namespace, value }: ManifestObject,
): Problem | undefined {
  const [kind = '', role = ''] = [textAt(value, ['roleRef', 'kind']), textAt(value, ['roleRef', 'name'])];
  const isBuiltIn = role.startsWith('system:') || ['admin', 'cluster-admin', 'edit', 'view'].includes(role);
  const place = kind === 'Role' ? namespace : undefined;
  if (role === '' || isBuiltIn || inventory.find(kind, place, role) !== undefined) return undefined;
  const there = inventory.ofKind(kind, group).filter((one) => kind !== 'Role' || one.namespace === namespace);
  const meant = nearest(
    role,
    there.map((one) => one.name),
  );
  if (meant === undefined && !(kind === 'Role' && there.length > 0)) return undefined;
  const hint = meant === undefined ? `add the ${kind}, or correct the name` : `write "${meant}"`;
  return { message: `${binding} "${name}" gives the ${kind} "${role}", which is not there`, hint };
}

function subjectProblem(inventory: Inventory, binding: ManifestObject, subject: unknown): Problem | undefined {
  const name = textAt(subject, ['name']);
  const namespace = textAt(subject, ['namespace']) ?? binding.namespace;
  if (textAt(subject, ['kind']) !== 'ServiceAccount' || name === undefined || name === 'default') return undefined;
  if (inventory.find('ServiceAccount', namespace, name) !== undefined) return undefined;
  const there = inventory.ofKind('ServiceAccount', '').filter((one) => one.namespace === namespace);
  const meant = nearest(
    name,
    there.map((one) => one.name),
  );
  if (meant === undefined) return undefined;
  const message = `${binding.kind} "${binding.name}" gives rights to the ServiceAccount "${name}", which is not there`;
  return { message, hint: `write "${meant}"` };
}
