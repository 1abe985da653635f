import { isMapping } from '../../../manifests/value-at';
import { notificationConfigsOf } from '../../argocd/notifications';
import type { NotificationEntry } from '../../argocd/notifications';
import type { Rule } from '../../rule';

const services = new Set(
  `awssqs email slack mattermost rocketchat grafana opsgenie webhook telegram github teams teams-workflows googlechat pushover
   alertmanager pagerduty pagerdutyv2 newrelic webex`.split(/\s+/),
);

export const malformedNotificationEntry: Rule = {
  id: 'malformed-notification-entry',
  title: 'a template, trigger or service of the notifications cannot be read',
  why: 'The controller reads all entries or none: with one that is no YAML, or a trigger that is no list, nothing is sent for any Application.',
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
    when: app.status.health.status == 'Degraded'
    send: [app-degraded]
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
    for (const { templates, triggers, services: configured } of notificationConfigsOf(inventory)) {
      for (const entry of [...templates, ...triggers, ...configured]) {
        const problem = problemOf(entry);
        if (problem === undefined) continue;
        const hint = 'compare it with the catalog of notifications that Argo CD ships';
        report({ object: entry.object, path: entry.path, message: `"${entry.key}" ${problem}`, hint });
      }
    }
  },
};

function problemOf({ key, yaml }: NotificationEntry): string | undefined {
  if (yaml === undefined) return 'is no YAML';
  if (key.startsWith('trigger.')) {
    if (!Array.isArray(yaml.value)) return 'is no list of conditions';
    const broken: unknown = yaml.value.find((one) => !isMapping(one) || typeof one['when'] !== 'string');
    return broken === undefined ? undefined : `has a condition without "when"${unknownKeysOf(broken)}`;
  }
  if (key.startsWith('service.')) {
    const parts = key.split('.');
    if (parts.length > 3) return 'has more than a type and a name';
    if (!services.has(parts[1] ?? '')) return `has the type "${parts[1] ?? ''}", which is no service`;
  }
  return isMapping(yaml.value) || key.startsWith('service.') ? undefined : 'is no mapping';
}

/** `, and with "where", which is unknown`; empty where all keys are known. */
function unknownKeysOf(condition: unknown): string {
  const keys = isMapping(condition) ? Object.keys(condition).filter((key) => !keysOfConditions.has(key)) : [];
  const named = keys.map((key) => `"${key}"`).join(', ');
  return keys.length === 0 ? '' : `, and with ${named}, which ${keys.length === 1 ? 'is' : 'are'} unknown`;
}

const keysOfConditions: ReadonlySet<string> = new Set(['when', 'send', 'oncePer', 'description']);
