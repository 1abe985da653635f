import { textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import { builtInRoles, policyLinesOf } from '../../argocd/rbac-policy';
import type { ReadPolicyLine } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const unusedRbacRole: Rule = {
  id: 'unused-rbac-role',
  title: 'a role has rights and nobody has it, or somebody has a role without rights',
  why: 'Usually one name is misspelt: the group logs in and sees nothing, and the lines of the role wait for nobody.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#rbac-model-structure',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:developer, applications, get, shop/*, allow
    p, role:developer, logs, get, shop/*, allow
    g, dev-team, role:develoer
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:developer, applications, get, shop/*, allow
    p, role:developer, logs, get, shop/*, allow
    g, dev-team, role:developer
`,
  check(inventory, report) {
    const lines = policyLinesOf(inventory).filter(({ policy }) => policy.project === undefined);
    const defaults = inventory
      .ofKind('ConfigMap')
      .filter(({ name }) => name === 'argocd-rbac-cm')
      .map((object) => textAt(object.value, ['data', 'policy.default']));
    const withRights = new Set([...builtInRoles, ...lines.map(subjectOf)]);
    const granted = new Set([
      ...defaults,
      ...lines.map(({ line }) => (line?.type === 'grant' ? line.role : undefined)),
    ]);
    const said = new Set<string>();
    for (const { line, policy } of lines) {
      const role = line?.type === 'permission' ? line.subject : line?.role;
      if (line === undefined || role === undefined || !role.startsWith('role:') || said.has(role)) continue;
      if (line.type === 'permission' ? granted.has(role) || builtInRoles.includes(role) : withRights.has(role))
        continue;
      said.add(role);
      const meant = line.type === 'grant' ? nearest(role, withRights) : undefined;
      report({
        object: policy.object,
        path: policy.path,
        message:
          line.type === 'grant'
            ? `role "${role}" of "${line.subject}" has no rights`
            : `role "${role}" has rights, and nobody has the role`,
        hint:
          line.type === 'grant'
            ? meant === undefined
              ? `add lines "p, ${role}, ..."`
              : `write "${meant}"`
            : `add "g, <group>, ${role}", or remove its lines`,
      });
    }
  },
};

/** A role has rights of its own, or those of a role that it is given. */
function subjectOf({ line }: ReadPolicyLine): string {
  return line?.subject ?? '';
}
