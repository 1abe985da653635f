import { notificationConfigsOf, templateTextsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const notificationHealthMessage: Rule = {
  id: 'notification-health-message',
  title: 'a notification template asks for the message of the health of an Application',
  why: 'Argo CD up to 3.5 does not set it. The notification says "<no value>" where the reason should be.',
  source: 'https://github.com/argoproj/argo-cd/blob/v3.2.11/pkg/apis/application/v1alpha1/types.go',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: '{{ .app.metadata.name }} is degraded: {{ .app.status.health.message }}'
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: '{{ .app.metadata.name }} is degraded: {{ .app.status.operationState.message }}'
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      for (const { entry, field, text } of templateTextsOf(config)) {
        if (!/\{\{[^{}]*\.app\.status\.health\.message\b/.test(text)) continue;
        report({
          object: entry.object,
          path: entry.path,
          message: `".app.status.health.message" in ${field} of "${entry.key}" is never set`,
          hint: 'write .app.status.operationState.message, or range over .app.status.conditions',
        });
      }
    }
  },
};
