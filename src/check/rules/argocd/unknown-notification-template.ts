import { nearest } from '../../../model/nearest';
import { notificationConfigsOf, templatesSentBy } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const unknownNotificationTemplate: Rule = {
  id: 'unknown-notification-template',
  title: 'a trigger sends a template that does not exist',
  why: 'The trigger fires, and sending fails in the log of a controller that nobody reads. Nobody is told.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/triggers/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: degraded
  trigger.on-degraded: |
    - when: app.status.health.status == 'Degraded'
      send: [app-degradet]
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: degraded
  trigger.on-degraded: |
    - when: app.status.health.status == 'Degraded'
      send: [app-degraded]
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      const names = config.templates.map(({ name }) => name);
      for (const trigger of config.triggers) {
        for (const name of templatesSentBy(trigger)) {
          if (names.includes(name)) continue;
          const meant = nearest(name, names);
          report({
            object: trigger.object,
            path: trigger.path,
            message: `template "${name}" that "${trigger.key}" sends does not exist`,
            hint: meant === undefined ? `add "template.${name}"` : `write "${meant}"`,
          });
        }
      }
    }
  },
};
