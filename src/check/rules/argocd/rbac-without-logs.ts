import { policyLinesOf } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const rbacWithoutLogs: Rule = {
  id: 'rbac-without-logs',
  title: 'a role sees Applications and not their logs',
  why: 'Since Argo CD 3.0 logs are a resource of their own. The tab is gone for people who had it before, and they notice when something is broken.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/2.14-3.0/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd }
data:
  policy.csv: |
    p, role:developer, applications, get, shop/*, allow
    g, dev-team, role:developer
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
    const lines = policyLinesOf(inventory);
    const withLogs = new Set(
      lines.flatMap(({ line }) => {
        if (line === undefined) return [];
        // What a role is given may bring the logs.
        if (line.type === 'grant') return [line.subject];
        return ['logs', '*'].includes(line.resource) ? [line.subject] : [];
      }),
    );
    const said = new Set<string>(['role:admin', 'role:readonly']);
    for (const { line, policy } of lines) {
      if (line?.type !== 'permission' || line.resource !== 'applications' || line.effect !== 'allow') continue;
      const { subject, object } = line;
      if (withLogs.has(subject) || said.has(subject) || !/^(?:get|\*)$/.test(line.action)) continue;
      said.add(subject);
      report({
        object: policy.object,
        path: policy.path,
        message: `"${subject}" may see applications "${object}" and no logs`,
        hint: `add "p, ${subject}, logs, get, ${object}, allow" if it should`,
      });
    }
  },
};
