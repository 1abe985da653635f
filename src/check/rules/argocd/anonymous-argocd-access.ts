import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

const settings = [
  ['argocd-cm', 'users.anonymous.enabled'],
  ['argocd-cmd-params-cm', 'server.disable.auth'],
];

export const anonymousArgocdAccess: Rule = {
  id: 'anonymous-argocd-access',
  title: 'Argo CD can be used without a login',
  why: 'Everybody who reaches the server has the rights of policy.default, and with server.disable.auth those of an administrator: to deploy anything into every cluster that Argo CD knows.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#anonymous-access',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  users.anonymous.enabled: "true"
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  users.anonymous.enabled: "false"
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap')) {
      for (const [name, key = ''] of settings) {
        if (object.name !== name || textAt(object.value, ['data', key]) !== 'true') continue;
        report({
          object,
          path: ['data', key],
          message: `"${key}" is "true": nobody has to log in`,
          hint: 'remove it; give a reader an account, or single sign-on',
        });
      }
    }
  },
};
