import { parse } from 'yaml';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { argocdRules } from '../../../src/check/rules/argocd';
import { runRules } from '../../../src/check/run-rules';
import { readManifestText } from '../../../src/manifests/read-text';
import { notificationServices, notificationTriggers } from '../../../src/model/platform';
import { portalBody } from '../../../stacks/notifications/portal-body';
import {
  notificationConfigOf,
  notificationData,
  notificationsValues,
} from '../../../stacks/notifications/notification-config';
import { secretKeysOf } from '../../../stacks/notifications/services';
import { renderShippedCatalog, shippedCatalog } from '../../helpers/shipped-catalog';
import { allNotifications, configMapYaml } from '../helpers/notifications';
import { RealChart } from '../../charts-suite/real-chart';

const { catalog } = loadCatalog(folderSource(shippedCatalog));
const config = allNotifications();
const data = notificationData(config);

test('every event and every service that a catalog may name is there', () => {
  const services = Object.keys(config.services).map((key) => key.split('.').at(-1));

  expect(Object.keys(config.triggers)).toEqual(notificationTriggers.map((trigger) => `trigger.${trigger}`));
  expect(new Set(services)).toEqual(new Set(notificationServices));
});

test('a channel that the catalog does not name needs no secret, and no template speaks of it', () => {
  const quiet = notificationConfigOf({
    channels: ['port'],
    teams: {},
    portalUrl: 'http://controller.test',
    email: undefined,
    subscriptions: [],
  });

  expect(Object.keys(quiet.services)).toEqual(['service.webhook.port']);
  expect(secretKeysOf(quiet.services)).toEqual(['port-webhook-token']);
  expect(new Set(Object.values(quiet.templates).flatMap(Object.keys))).toEqual(new Set(['message', 'webhook']));
});

test('only what is critical goes to PagerDuty', () => {
  const waking = Object.entries(config.templates).filter(([, template]) => template.pagerdutyv2 !== undefined);

  expect(waking.map(([name]) => name)).toEqual(['template.app-health-degraded', 'template.app-sync-failed']);
});

test('the Secret has a key for each thing that is secret, and Argo CD can read its name', () => {
  const keys = secretKeysOf(config.services);

  expect(keys).toEqual([
    'email-password',
    'pagerduty-key-backend-team',
    'pagerduty-key-blog-team',
    'pagerduty-key-game-team',
    'pagerduty-key-identity-team',
    'pagerduty-key-observability-team',
    'pagerduty-key-platform-team',
    'pagerduty-key-sre-team',
    'port-webhook-token',
    'slack-token',
  ]);
});

test('the owners of platform and environment hear of what belongs to no service, but not of its health', () => {
  expect(catalog.environments.get('prod')?.notifications.email).toEqual(['on-health-degraded']);
  expect(parse(data['subscriptions'] ?? '')).toEqual([
    {
      recipients: ['slack:platform', 'slack:sre'],
      triggers: ['on-deployed', 'on-drifted', 'on-sync-failed', 'on-waiting'],
      selector: 'app.kubernetes.io/managed-by=slipway,env=prod,!team',
    },
  ]);
});

test('our own rules find nothing in it, next to everything that subscribes', () => {
  const rendered = [...renderShippedCatalog().texts].filter(([path]) => path.startsWith('argocd/prod/'));
  const objects = [...rendered, ['argocd-notifications-cm.yaml', configMapYaml(config)] as const].flatMap(
    ([path, text]) => readManifestText(text, path).objects,
  );

  const findings = runRules({ objects }, { rules: argocdRules, settings: { kubernetesVersion: '1.36' } });

  expect(findings.filter(({ rule }) => /notification|webhook/.test(rule))).toEqual([]);
  expect(JSON.stringify(objects.map(({ value }) => value))).toContain('subscribe.on-health-degraded.pagerduty');
});

test('the rules do find a value that is written into JSON as it is', () => {
  const broken = configMapYaml(config).replaceAll('.app | default nil | toJson', '.app');
  const { objects } = readManifestText(
    broken.replaceAll('"entity": {{', '"entity": "{{'),
    'argocd-notifications-cm.yaml',
  );

  const findings = runRules({ objects }, { rules: argocdRules, settings: { kubernetesVersion: '1.36' } });

  expect(findings.map(({ rule }) => rule)).toContain('notification-value-not-escaped');
});

test('R0-32: the portal is told the whole state in one message', () => {
  expect(portalBody('on-sync-failed')).toBe(`{
  "apiVersion": "gitops.platform/v1",
  "event": "app-state",
  "trigger": "on-sync-failed",
  "id": {{ printf "on-sync-failed/%s/%s" (dig "metadata" "uid" "" .app) (dig "status" "operationState" "startedAt" "" .app) | default nil | toJson }},
  "app": {{ dig "metadata" "name" "" .app | default nil | toJson }},
  "namespace": {{ dig "metadata" "namespace" "" .app | default nil | toJson }},
  "project": {{ dig "spec" "project" "" .app | default nil | toJson }},
  "entity": {{ dig "metadata" "annotations" "port.io/entity" "" .app | default nil | toJson }},
  "environment": {{ dig "metadata" "labels" "env" "" .app | default nil | toJson }},
  "health": {{ dig "status" "health" "status" "" .app | default nil | toJson }},
  "healthSince": {{ dig "status" "health" "lastTransitionTime" "" .app | default nil | toJson }},
  "sync": {{ dig "status" "sync" "status" "" .app | default nil | toJson }},
  "revision": {{ dig "status" "operationState" "syncResult" "revision" "" .app | default nil | toJson }},
  "head": {{ dig "status" "sync" "revision" "" .app | default nil | toJson }},
  "operation": {{ if dig "status" "operationState" "phase" "" .app }}{
    "phase": {{ dig "status" "operationState" "phase" "" .app | default nil | toJson }},
    "startedAt": {{ dig "status" "operationState" "startedAt" "" .app | default nil | toJson }},
    "finishedAt": {{ dig "status" "operationState" "finishedAt" "" .app | default nil | toJson }},
    "revision": {{ dig "status" "operationState" "syncResult" "revision" "" .app | default nil | toJson }},
    "initiatedBy": {{ dig "status" "operationState" "operation" "initiatedBy" "username" "" .app | default nil | toJson }},
    "message": {{ dig "status" "operationState" "message" "" .app | trunc 2000 | default nil | toJson }}
  }{{ else }}null{{ end }},
  "deployments": [{{ range $index, $one := dig "status" "history" list .app }}{{ if $index }}, {{ end }}{ "id": {{ $one.id | toJson }}, "revision": {{ $one.revision | toJson }}, "startedAt": {{ $one.deployStartedAt | toJson }}, "initiatedBy": {{ dig "initiatedBy" "username" "" $one | default nil | toJson }}, "finishedAt": {{ $one.deployedAt | toJson }} }{{ end }}],
  "images": {{ dig "status" "summary" "images" list .app | toJson }},
  "observedAt": {{ dig "status" "reconciledAt" "" .app | default nil | toJson }}
}
`);
});

test('one that does not answer is given up within seconds, as each message waits for the one before it', () => {
  const retries = [...configMapYaml(config).matchAll(/retryMax: (\d+)/g)].map(([, count]) => Number(count));
  // Argo CD waits 1, 2, 4 and then 5 s at a time (notifications-engine, `pkg/services/webhook.go`).
  const secondsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => Math.min(2 ** index, 5)).reduce((sum, wait) => sum + wait, 0);

  expect(retries).toHaveLength(1);
  for (const count of retries) expect(secondsOf(count)).toBeLessThan(10);
});

const chart = RealChart.find('argo-cd');
const withChart = chart === undefined ? describe.skip : describe;

withChart('the real chart argo-cd, which is skipped where it or helm is missing', () => {
  test('makes the same ConfigMap from the values', () => {
    const made = chart
      ?.render('argocd', { notifications: notificationsValues(config) })
      .find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'argocd-notifications-cm');

    expect(documents(made?.data ?? {})).toEqual(documents(data));
  });
});

/** The chart writes the list of subscriptions itself, with other spaces. */
function documents(entries: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, parse(text)]));
}
