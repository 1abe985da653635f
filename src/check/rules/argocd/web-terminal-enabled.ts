import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const webTerminalEnabled: Rule = {
  id: 'web-terminal-enabled',
  title: 'Argo CD opens shells in pods',
  why: 'A stolen session of the web interface is a shell in production, with the secrets of each container. What is changed there is in no commit.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/web_based_terminal/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  exec.enabled: "true"
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data:
  exec.enabled: "false"
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap')) {
      if (object.name !== 'argocd-cm' || textAt(object.value, ['data', 'exec.enabled']) !== 'true') continue;
      report({
        object,
        path: ['data', 'exec.enabled'],
        message: '"exec.enabled" is "true": the web interface opens shells in pods',
        hint: 'remove it, and use kubectl with the rights of a person',
      });
    }
  },
};
