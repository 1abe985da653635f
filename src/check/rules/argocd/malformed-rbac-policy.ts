import { nearest } from '../../../model/nearest';
import { policyLinesOf } from '../../argocd/rbac-policy';
import type { PolicyLine, RbacPolicy } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

const forEdit = ['get', 'create', 'update', 'delete'];

/** Actions by resource, as Argo CD 3.2 knows them. */
const actions: Readonly<Record<string, readonly string[]>> = {
  accounts: ['get', 'create', 'update', 'delete'],
  applications: [...forEdit, 'sync', 'override', 'action'],
  applicationsets: forEdit,
  certificates: forEdit,
  clusters: forEdit,
  exec: ['create'],
  extensions: ['invoke'],
  gpgkeys: forEdit,
  logs: ['get'],
  projects: forEdit,
  repositories: forEdit,
  'write-repositories': forEdit,
};

export const malformedRbacPolicy: Rule = {
  id: 'malformed-rbac-policy',
  title: 'a line of an RBAC policy of Argo CD cannot be read, or permits what does not exist',
  why: 'A line that cannot be read makes Argo CD keep the policy that it had, or none after a restart. A resource or action that does not exist permits nothing, and a deny that is misspelt denies nothing.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:dev, application, get, shop/*, allow
    p, role:dev, applications, synch, shop/*, allow
    p, role:dev, applications, delete, shop/*, denied
    p, role:dev, applications, get, shop/*
    g, shop-team, role:dev
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:dev, applications, get, shop/*, allow
    p, role:dev, applications, sync, shop/*, allow
    p, role:dev, applications, delete, shop/*, deny
    p, role:dev, logs, get, shop/*, allow
    g, shop-team, role:dev
`,
  check(inventory, report) {
    for (const { text, line, policy } of policyLinesOf(inventory)) {
      const problem = line === undefined ? unreadable : problemOf(line, policy);
      if (problem === undefined) continue;
      report({
        object: policy.object,
        path: policy.path,
        message: `policy "${text}" ${problem.what}`,
        hint: problem.hint,
      });
    }
  },
};

interface Problem {
  readonly what: string;
  readonly hint: string;
}

const unreadable: Problem = {
  what: 'is neither a permission of six parts nor a grant of three',
  hint: 'write "p, role:x, <resource>, <action>, <object>, allow" or "g, <group>, role:x"',
};

function problemOf(line: PolicyLine, policy: RbacPolicy): Problem | undefined {
  if (line.type === 'grant') return undefined;
  const { subject, resource, action, effect } = line;
  if (effect !== 'allow' && effect !== 'deny') {
    return { what: `has the effect "${effect}"`, hint: 'write "allow" or "deny"' };
  }
  if (policy.project !== undefined && !subject.startsWith(`proj:${policy.project}:`)) {
    return { what: `is about "${subject}"`, hint: `begin it with "proj:${policy.project}:" and the name of the role` };
  }
  // Patterns of any kind: the match mode decides what they mean.
  if (/[*?[\]{}()|^$]/.test(resource)) return undefined;
  const known = Object.hasOwn(actions, resource) ? actions[resource] : undefined;
  if (known === undefined) {
    const meant = nearest(resource, Object.keys(actions)) ?? `one of ${Object.keys(actions).join(', ')}`;
    return { what: `is about the resource "${resource}", which does not exist`, hint: `write ${meant}` };
  }
  const verb = action.split('/')[0] ?? action;
  if (/[*?[\]{}()|^$]/.test(verb) || known.includes(verb)) return undefined;
  const meant = nearest(verb, known) ?? `one of ${known.join(', ')}`;
  return { what: `is about the action "${action}", which ${resource} do not have`, hint: `write ${meant}` };
}
