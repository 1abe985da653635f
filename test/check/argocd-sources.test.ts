import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { argocdRules } from '../../src/check/rules/argocd';
import { runRules } from '../../src/check/run-rules';
import { readManifestText } from '../../src/manifests/read-text';

const folder = join(__dirname, 'sources');

/** Rows of the list of errors in the source documents, and the rules that find them. */
const rows: readonly (readonly [string, ...string[]])[] = [
  ['e-02', 'unparsable-notification-template'],
  ['e-03', 'notification-time-without-call'],
  ['e-04', 'notification-health-message'],
  ['e-05', 'notification-value-not-escaped'],
  ['e-06', 'unknown-notification-trigger'],
  ['e-07', 'unknown-notification-template'],
  ['e-10', 'webhook-without-authorization'],
  ['e-11', 'unclear-automated-sync'],
  ['e-12', 'ignored-replicas-nobody-owns'],
  ['e-13', 'ignored-secret-data'],
  ['e-23', 'floating-revision'],
  ['e-41', 'unclear-automated-sync'],
  ['e-43', 'unknown-analysis-template', 'unknown-rollout-service'],
  ['e-44', 'redundant-canary-step', 'unreachable-canary-weight'],
  ['e-45', 'unknown-replica-variable'],
  ['e-46', 'unknown-argocd-setting'],
  ['e-47', 'wrong-argocd-metrics-service'],
  ['e-48', 'alert-on-bare-counter', 'unknown-argocd-metric-label'],
  ['e-55', 'broad-rbac-grant', 'built-in-role-redefined', 'rbac-without-logs'],
  ['e-68', 'autoscaler-against-self-heal'],
  ['e-72', 'unclear-automated-sync'],
];

test.each(rows)('error %s of the source documents is found', (row, ...ids) => {
  const file = readdirSync(folder).find((name) => name.startsWith(`${row}-`)) ?? '';
  const { objects, unreadable } = readManifestText(readFileSync(join(folder, file), 'utf8'), file);

  const found = new Set(
    runRules({ objects }, { rules: argocdRules, settings: { kubernetesVersion: '1.36' } }).map(({ rule }) => rule),
  );

  expect(unreadable).toEqual([]);
  expect([...found]).toEqual(expect.arrayContaining(ids));
});
