import { readGoTemplate } from '../../argocd/go-template';
import { notificationConfigsOf, templateTextsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

const namespaces = new Set(['.time', '.strings', '.repo']);

export const notificationTimeWithoutCall: Rule = {
  id: 'notification-time-without-call',
  title: 'a notification template writes a group of functions instead of a value',
  why: '".time" is a map of functions. The notification has addresses of memory where a time should be, and what reads it refuses the date.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/functions/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: 'degraded since {{.time}}'
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: 'degraded since {{ (call .time.Now).UTC.Format "2006-01-02T15:04:05Z07:00" }}'
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      for (const { entry, field, text } of templateTextsOf(config)) {
        const template = readGoTemplate(text);
        if ('problem' in template) continue;
        for (const part of template.parts) {
          const [first = '', next] = part.type === 'action' ? part.words : [];
          const isGroup = namespaces.has(first) || /^\.time\.\w+$/.test(first);
          if (!isGroup || (next !== undefined && next !== '|')) continue;
          report({
            object: entry.object,
            path: entry.path,
            message: `"{{ ${first} }}" in ${field} of "${entry.key}" is a function or a group of them, no value`,
            hint: 'write {{ (call .time.Now).UTC.Format "2006-01-02T15:04:05Z07:00" }}',
          });
        }
      }
    }
  },
};
