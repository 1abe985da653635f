import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const adminBesideSingleSignOn: Rule = {
  id: 'admin-beside-single-sign-on',
  title: 'the account "admin" works beside single sign-on',
  why: 'One password that nobody rotates opens everything, and no log says who used it. With single sign-on it is needed for the first hour only.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#disable-admin-user',
  severity: 'info',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  oidc.config: |
    name: SSO
    issuer: https://sso.example.com
    clientID: argocd
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  admin.enabled: "false"
  oidc.config: |
    name: SSO
    issuer: https://sso.example.com
    clientID: argocd
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap')) {
      if (object.name !== 'argocd-cm' || textAt(object.value, ['data', 'admin.enabled']) === 'false') continue;
      const login = ['oidc.config', 'dex.config'].find((key) => textAt(object.value, ['data', key]) !== undefined);
      if (login === undefined) continue;
      report({
        object,
        path: ['data', login],
        message: `"${login}" brings single sign-on, and the account "admin" is still enabled`,
        hint: 'add "admin.enabled: \'false\'"',
      });
    }
  },
};
