import { nearest } from '../../../model/nearest';
import { notificationConfigsOf, declaredSubscriptions } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const unknownNotificationTrigger: Rule = {
  id: 'unknown-notification-trigger',
  title: 'somebody subscribed to a trigger that does not exist',
  why: 'The annotation looks like an alarm and is none: nothing ever fires, and the first failure that nobody hears of shows it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/subscriptions/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.slack: |
    token: $slack-token
  template.app-degraded: |
    message: degraded
  trigger.on-health-degraded: |
    - when: app.status.health.status == 'Degraded'
      send: [app-degraded]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations: { notifications.argoproj.io/subscribe.on-degraded.slack: shop }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  service.slack: |
    token: $slack-token
  template.app-degraded: |
    message: degraded
  trigger.on-health-degraded: |
    - when: app.status.health.status == 'Degraded'
      send: [app-degraded]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations: { notifications.argoproj.io/subscribe.on-health-degraded.slack: shop }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const configs = notificationConfigsOf(inventory);
    if (configs.length === 0) return; // It is somewhere else.
    const names = configs.flatMap(({ triggers }) => triggers.map(({ name }) => name));
    for (const { object, path, trigger } of declaredSubscriptions(inventory)) {
      // Without a trigger the default ones are meant.
      if (trigger === '' || names.includes(trigger)) continue;
      const meant = nearest(trigger, names);
      report({
        object,
        path,
        message: `trigger "${trigger}" that ${object.kind} "${object.name}" subscribes to does not exist`,
        hint: meant === undefined ? `add "trigger.${trigger}" to argocd-notifications-cm` : `write "${meant}"`,
      });
    }
  },
};
