import { mappingAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import { notificationConfigsOf, declaredSubscriptions } from '../../argocd/notifications';
import type { Report, Rule } from '../../rule';

export const unknownNotificationService: Rule = {
  id: 'unknown-notification-service',
  title: 'a subscription or a template is for a service that is not set up',
  why: 'The controller has nobody to give the notification to. It writes an error, and a template for a webhook of another name sends an empty GET instead of its body.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com/argocd
    headers: [{ name: Authorization, value: Bearer $portal-token }]
  template.app-degraded: |
    webhook:
      portals: { method: POST, body: '{}' }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com/argocd
    headers: [{ name: Authorization, value: Bearer $portal-token }]
  template.app-degraded: |
    webhook:
      portal: { method: POST, body: '{}' }
`,
  check(inventory, report) {
    const configs = notificationConfigsOf(inventory);
    const known = configs.flatMap(({ services }) => services.map(({ name }) => name));
    const hintFor = (name: string): Pick<Report, 'hint'> => {
      const meant = nearest(name, known);
      return { hint: meant === undefined ? `add a "service.<type>.${name}"` : `write "${meant}"` };
    };
    for (const { templates } of configs) {
      for (const { object, path, key, yaml } of templates) {
        for (const name of Object.keys(mappingAt(yaml?.value, ['webhook']))) {
          if (known.includes(name)) continue;
          const message = `webhook "${name}" of "${key}" is no service of argocd-notifications-cm`;
          report({ object, path, message, ...hintFor(name) });
        }
      }
    }
    if (configs.length === 0) return;
    for (const { object, path, service } of declaredSubscriptions(inventory)) {
      if (known.includes(service)) continue;
      const message = `service "${service}" that ${object.kind} "${object.name}" subscribes with is not set up in argocd-notifications-cm`;
      report({ object, path, message, ...hintFor(service) });
    }
  },
};
