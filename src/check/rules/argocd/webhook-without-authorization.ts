import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { notificationConfigsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const webhookWithoutAuthorization: Rule = {
  id: 'webhook-without-authorization',
  title: 'a notification webhook does not say who it is',
  why: 'Argo CD cannot sign what it sends. Whoever reaches the receiver can tell it that a release is healthy, or that another one has failed.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/webhook/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: http://portal.example.com/argocd
    headers: [{ name: Content-Type, value: application/json }]
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com/argocd
    headers:
      - { name: Content-Type, value: application/json }
      - { name: Authorization, value: Bearer $portal-token }
`,
  check(inventory, report) {
    for (const { services } of notificationConfigsOf(inventory)) {
      for (const { object, path, key, yaml } of services) {
        if (!key.startsWith('service.webhook.') || yaml === undefined) continue;
        const url = textAt(yaml.value, ['url']) ?? '';
        const headers = listAt(yaml.value, ['headers']).map((header) => textAt(header, ['name']) ?? '');
        // Some services want a header of their own, or have a secret in their address.
        const isKnown =
          headers.some((name) => /auth|token|api-?key|secret|signature/i.test(name)) ||
          valueAt(yaml.value, ['basicAuth']) !== undefined ||
          url.includes('$');
        if (isKnown) continue;
        report({
          object,
          path,
          message: `"${key}" sends to "${url}" without a header that authorizes it`,
          hint: `add "Authorization: Bearer $token" with the token in argocd-notifications-secret${url.startsWith('http:') ? ', and use https' : ''}`,
        });
      }
    }
  },
};
