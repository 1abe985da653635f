import { readGoTemplate } from '../../argocd/go-template';
import { notificationConfigsOf, templateTextsOf } from '../../argocd/notifications';
import type { Rule } from '../../rule';

export const unparsableNotificationTemplate: Rule = {
  id: 'unparsable-notification-template',
  title: 'a notification template does not parse',
  why: 'The controller stops at the first template that it cannot parse, and sends nothing at all: no notification of any Application, by any service.',
  source: 'https://github.com/argoproj/notifications-engine/blob/master/pkg/templates/service.go',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: Application {{.app.metadata.annotations.example\\\\.com/team}} is degraded
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-notifications-cm, namespace: argocd }
data:
  template.app-degraded: |
    message: Application {{ index .app.metadata.annotations "example.com/team" }} is degraded
`,
  check(inventory, report) {
    for (const config of notificationConfigsOf(inventory)) {
      for (const { entry, field, text } of templateTextsOf(config)) {
        const template = readGoTemplate(text);
        if (!('problem' in template)) continue;
        report({
          object: entry.object,
          path: entry.path,
          message: `${field} of "${entry.key}" is no template: ${template.problem}`,
          hint: template.problem.includes('\\')
            ? 'write {{ index .app.metadata.annotations "example.com/name" }} for a key with dots and slashes'
            : 'try it: argocd admin notifications template notify',
        });
      }
    }
  },
};
