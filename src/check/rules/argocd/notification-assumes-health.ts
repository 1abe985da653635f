import { listAt, textAt } from '../../../manifests/value-at';
import { jsonBodiesOf, notificationConfigsOf } from '../../argocd/notifications';
import type { DeclaredNotifications } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const notificationAssumesHealth: Rule = {
  id: 'notification-assumes-health',
  title: 'a notification says which health an Application has, and nobody has looked',
  why: 'A sync that succeeded has applied the objects; pods may still start, or fail. Whoever reads the message takes a release for healthy that is not.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/catalog/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com
    headers: [{ name: Authorization, value: Bearer $token }]
  template.app-synced: |
    webhook:
      portal:
        method: POST
        body: |
          { "app": {{ .app.metadata.name | toJson }}, "status": "Healthy" }
  trigger.on-sync-succeeded: |
    - when: app.status.operationState.phase in ['Succeeded']
      send: [app-synced]
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.webhook.portal: |
    url: https://portal.example.com
    headers: [{ name: Authorization, value: Bearer $token }]
  template.app-synced: |
    webhook:
      portal:
        method: POST
        body: |
          { "app": {{ .app.metadata.name | toJson }}, "status": {{ .app.status.health.status | toJson }} }
  trigger.on-sync-succeeded: |
    - when: app.status.operationState.phase in ['Succeeded']
      send: [app-synced]
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      for (const { entry, field, text } of jsonBodiesOf(config)) {
        const health = /:\s*"(Healthy|Degraded|Progressing)"/.exec(text)?.[1];
        const trigger = health === undefined ? undefined : carelessTrigger(config, entry.name);
        if (health === undefined || trigger === undefined) continue;
        report({
          object: entry.object,
          path: entry.path,
          message: `${field} of "${entry.key}" says "${health}", and "${trigger}", which sends it, does not look at the health`,
          hint: 'write {{ .app.status.health.status | toJson }}, or send it when app.status.health.status is that',
        });
      }
    }
  },
};

/** A trigger that sends a template and does not ask for the health. */
function carelessTrigger({ triggers }: DeclaredNotifications, template: string): string | undefined {
  return triggers.find(({ yaml }) =>
    listAt(yaml?.value, []).some(
      (condition) =>
        listAt(condition, ['send']).includes(template) && textAt(condition, ['when'])?.includes('.health.') !== true,
    ),
  )?.key;
}
