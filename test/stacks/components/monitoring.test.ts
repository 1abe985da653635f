import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { resourceOf } from '../helpers/record';
import type { RecordedResource } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

const release = 'kubernetes:helm.sh/v3:Release';
const externalSecret = 'kubernetes:external-secrets.io/v1:ExternalSecret';

describe('monitoring of production', () => {
  let resources: readonly RecordedResource[] = [];
  beforeAll(async () => {
    resources = await theStack('prod');
  });

  test('the kinds come first, then the secrets, then what uses them, then what is measured', () => {
    const stack = resourceOf(resources, release, 'monitoring-release');
    const monitors = resources.filter(({ type }) => /monitoring\.coreos\.com/.test(type));

    expect(stack.dependsOn).toEqual(
      expect.arrayContaining(['monitoring-crds', 'monitoring-grafana-admin', 'monitoring-receivers']),
    );
    // Six of Argo CD, one of each program of External Secrets, of Argo Rollouts and of Linkerd, of the store of traces and of their
    // collector; alerts of Argo CD, of the platform and of add-ons.
    expect(monitors).toHaveLength(6 + 5 + 2 + 3);
    for (const { dependsOn, parent } of monitors) {
      expect(dependsOn).toContain('monitoring-release');
      expect(parent).toBe('monitoring');
    }
  });

  test('what the tree brings has its kinds when the bootstrap begins', () => {
    const bootstrap = resourceOf(resources, 'platform:delivery:BootstrapApplication', 'bootstrap-prod');

    expect(bootstrap.dependsOn).toEqual(expect.arrayContaining(['monitoring-crds', 'monitoring-release']));
  });

  test('both releases have fixed names and repair themselves', () => {
    for (const [name, chart] of [
      ['monitoring-crds', 'prometheus-operator-crds'],
      ['monitoring-release', 'kube-prometheus-stack'],
    ] as const) {
      expect(resourceOf(resources, release, name).inputs).toMatchObject({
        name: chart,
        namespace: 'monitoring',
        atomic: true,
        maxHistory: 5,
      });
    }
  });

  test('no secret is in the values: Grafana and the receivers read them from the store', () => {
    const keysOf = (name: string) => {
      const { inputs } = resourceOf(resources, externalSecret, name);
      return [...JSON.stringify(inputs['spec']).matchAll(/"secretKey":"([^"]+)"/g)].map(([, key]) => key);
    };

    expect(keysOf('monitoring-grafana-admin')).toEqual(['admin-password', 'admin-user']);
    expect(keysOf('monitoring-receivers')).toEqual([
      'email-password',
      'pagerduty-key-backend-team',
      'pagerduty-key-blog-team',
      'pagerduty-key-game-team',
      'pagerduty-key-identity-team',
      'pagerduty-key-observability-team',
      'pagerduty-key-platform-team',
      'pagerduty-key-sre-team',
      'slack-token',
      'watchdog-url',
    ]);
  });

  test('Grafana finds the dashboards of the platform', () => {
    const dashboards = resources.filter(
      ({ parent, type }) => parent === 'monitoring' && type === 'kubernetes:core/v1:ConfigMap',
    );

    expect(dashboards.map(({ name }) => name).sort()).toEqual([
      'monitoring-dashboard-slipway-application',
      'monitoring-dashboard-slipway-argocd',
      'monitoring-dashboard-slipway-delivery',
    ]);
    for (const { inputs } of dashboards) {
      expect(inputs).toHaveProperty('metadata.labels', { grafana_dashboard: '1' });
      expect(inputs).toHaveProperty('metadata.namespace', 'monitoring');
    }
  });
});

test('where people sign in to Grafana, the secret of the client is read from the store, before Grafana starts', async () => {
  const url = 'https://login.example.com';
  const signIn = { name: 'Ours', clientId: 'grafana', authUrl: url, tokenUrl: url, apiUrl: url };
  const resources = await theStack('dev', { monitoring: { grafana: { signIn } } });

  const secret = resourceOf(resources, externalSecret, 'monitoring-grafana-sign-in');
  expect(secret.inputs).toHaveProperty('metadata.name', 'grafana-sign-in');
  expect(secret.inputs).toHaveProperty('spec.data.0.remoteRef', {
    key: 'dev/grafana-sign-in',
    property: 'clientSecret',
  });
  expect(resources.indexOf(secret)).toBeLessThan(
    resources.indexOf(resourceOf(resources, release, 'monitoring-release')),
  );
});

test('where nobody is told of alerts, Alertmanager needs no Secret', async () => {
  const resources = await theStack('dev', { catalog: catalogThatTellsNobodyInDev() });

  expect(resources.filter(({ name }) => name === 'monitoring-receivers')).toEqual([]);
  expect(resourceOf(resources, release, 'monitoring-release').inputs).toHaveProperty(
    'values.alertmanager.alertmanagerSpec.secrets',
    [],
  );
});

test('without monitoring nothing of it is there, and the root waits for nothing of it', async () => {
  const resources = await theStack('dev', {
    install: { backup: false, linkerd: false, monitoring: false },
    otherMesh: true,
  });

  expect(resources.filter(({ name }) => name.startsWith('monitoring'))).toEqual([]);
  expect(resources.filter(({ type }) => /monitoring/.test(type))).toEqual([]);
});

/** The shipped catalog, relative to the root of the project. */
function catalogThatTellsNobodyInDev(): string {
  const copy = temporaryFolder();
  cpSync(shippedCatalog, copy, { recursive: true });
  const dev = join(copy, 'environments', 'dev.yaml');
  writeFileSync(dev, readFileSync(dev, 'utf8').replace(/^notifications:\n {2}slack: .*\n/m, ''));
  return relative(packageRoot, copy);
}
