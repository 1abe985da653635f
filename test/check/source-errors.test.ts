import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { withExample } from '../../scripts/reference/example-files';
import { rules } from '../../src/check/rules';
import { runRules } from '../../src/check/run-rules';
import { readShippedLifecycles, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { packageRoot } from '../helpers/run-slipway';

const folder = join(__dirname, 'sources');
const settings = {
  kubernetesVersion: '1.36',
  schemas: readShippedSchemas(packageRoot, '1.36'),
  lifecycles: readShippedLifecycles(packageRoot),
};

/** Rows of the list of errors in the source documents that are about manifests, and the rules that find them. */
const rows: readonly (readonly [string, ...string[]])[] = [
  ['e-01', 'duplicate-kustomization-key'],
  ['e-02', 'unparsable-notification-template'],
  ['e-03', 'notification-time-without-call'],
  ['e-04', 'notification-health-message'],
  ['e-05', 'notification-value-not-escaped'],
  ['e-06', 'unknown-notification-trigger'],
  ['e-07', 'unknown-notification-template'],
  ['e-09', 'notification-assumes-health'],
  ['e-10', 'webhook-without-authorization'],
  ['e-11', 'unclear-automated-sync'],
  ['e-12', 'ignored-replicas-nobody-owns'],
  ['e-13', 'ignored-secret-data'],
  ['e-14', 'secret-generator-in-git'],
  ['e-15', 'colliding-generator'],
  // E-16, E-17, E-18, E-21 and E-25 are about one Deployment.
  ['e-16', 'missing-service-account'],
  ['e-16', 'missing-seccomp-profile'],
  ['e-16', 'scrape-annotations-without-monitor'],
  ['e-16', 'missing-recommended-labels'],
  ['e-16', 'image-without-digest'],
  ['e-22', 'wave-without-parent'],
  ['e-23', 'floating-revision'],
  ['e-40', 'unknown-field', 'unclear-automated-sync'],
  ['e-41', 'unclear-automated-sync'],
  ['e-42', 'unknown-field'],
  ['e-43', 'unknown-analysis-template', 'unknown-rollout-service'],
  ['e-44', 'unreachable-canary-weight'],
  ['e-45', 'unknown-replica-variable'],
  ['e-46', 'unknown-argocd-setting'],
  ['e-47', 'wrong-argocd-metrics-service'],
  ['e-48', 'alert-on-bare-counter', 'unknown-argocd-metric-label'],
  // E-50 is about the same NetworkPolicy, E-52 about the same ExternalSecret.
  ['e-49', 'egress-without-dns', 'unreliable-namespace-label'],
  ['e-51', 'unknown-kind', 'refresh-too-often'],
  ['e-55', 'broad-rbac-grant', 'built-in-role-redefined', 'rbac-without-logs'],
  ['e-61', 'service-profile-name', 'missing-field', 'retry-budget-without-retries'],
  ['e-66', 'http-probe-on-grpc-port'],
  ['e-68', 'autoscaler-against-self-heal', 'replicas-under-autoscaler'],
  ['e-72', 'unclear-automated-sync'],
  ['e-76', 'unknown-kind'],
];

test.each(rows)('error %s of the source documents is found', (row, ...ids) => {
  const file = readdirSync(folder).find((name) => name.startsWith(`${row}-`)) ?? '';

  const found = withExample(readFileSync(join(folder, file), 'utf8'), (example) => {
    expect(example.unreadable).toEqual([]);
    return new Set(runRules(example, { rules, settings }).map(({ rule }) => rule));
  });

  expect([...found]).toEqual(expect.arrayContaining(ids));
});
