import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { emitYaml } from '../../../src/render/emit-yaml';
import { argocdCm } from '../../../stacks/argocd/argocd-cm';
import type { ArgoCdCm } from '../../../stacks/argocd/argocd-cm';
import { deliverySettings } from '../../../stacks/argocd/delivery-settings';
import { ArgoCdSettings } from '../../../stacks/settings/argocd';
import { findPrograms } from '../../cluster/tools/find-programs';
import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const oidc = cmOf({
  exposure: { kind: 'gateway', host: 'argocd.example.com', name: 'public', namespace: 'gateway-system' },
  signIn: { kind: 'oidc', name: 'Example', issuer: 'https://login.example.com', clientId: 'argocd' },
});

test('nobody is admin, anonymous, or in a shell, and only plain YAML is delivered', () => {
  const { 'resource.customizations.health.argoproj.io_Application': health, ...rest } = oidc;

  expect(health).toContain('return hs');
  expect(emitYaml(rest)).toMatchInlineSnapshot(`
   "admin.enabled: "false"
   exec.enabled: "false"
   helm.enable: "false"
   jsonnet.enable: "false"
   oidc.config: |
     clientID: argocd
     clientSecret: "$argocd-sign-in:clientSecret"
     issuer: https://login.example.com
     name: Example
     requestedScopes:
     - openid
     - profile
     - email
     - groups
   resource.customizations.health.argoproj.io_ApplicationSet: |
     hs = { status = "Healthy", message = "nobody waits for it: its conditions say how it is" }
     return hs
   timeout.reconciliation: 60s
   timeout.reconciliation.jitter: 30s
   url: https://argocd.example.com
   users.anonymous.enabled: "false"
   "
  `);
});

test('Dex gets its connectors, whose secrets are references', () => {
  const config = {
    clientID: 'argocd',
    clientSecret: '$argocd-sign-in:githubClientSecret',
    orgs: [{ name: 'your-org' }],
  };
  const dex = cmOf({
    signIn: { kind: 'dex', connectors: [{ type: 'github', id: 'github', name: 'GitHub', config }] },
  });

  expect(dex['dex.config']).toMatchInlineSnapshot(`
   "connectors:
   - config:
       clientID: argocd
       clientSecret: "$argocd-sign-in:githubClientSecret"
       orgs:
       - name: your-org
     id: github
     name: GitHub
     type: github
   "
  `);
  expect(dex).not.toHaveProperty('oidc.config');
});

test('without a way in from outside, the address is the end of a port-forward', () => {
  expect(cmOf({}).url).toBe('https://localhost:8080');
  expect(cmOf({ url: 'https://argocd.example.com' }).url).toBe('https://argocd.example.com');
});

test('charts and jsonnet are off, because the tree has none; kustomize stays, because it has kustomizations', () => {
  const files = readdirSync(join(packageRoot, 'test', 'golden'), { recursive: true, encoding: 'utf8' });

  expect(files.filter((path) => /Chart\.yaml$|\.jsonnet$/.test(path))).toEqual([]);
  expect(files.filter((path) => path.endsWith('/kustomization.yaml')).length).toBeGreaterThan(10);
  expect(oidc).toMatchObject({ 'helm.enable': 'false', 'jsonnet.enable': 'false' });
  expect(oidc).not.toHaveProperty('kustomize.enable');
});

test('the page for an Argo CD of your own says the same', () => {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'own-argo-cd.md'), 'utf8');
  const [, configMap = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const [, seconds] = /`controller\.sync\.timeout\.seconds: "(\d+)"`/.exec(page) ?? [];

  expect(parse(configMap)).toMatchObject({ metadata: { name: 'argocd-cm' }, data: deliverySettings.cm });
  expect(seconds).toBe(deliverySettings.params['controller.sync.timeout.seconds']);
});

const argocd = findPrograms(['argocd']).found.get('argocd');
const withArgoCd = argocd === undefined ? describe.skip : describe;

withArgoCd('argocd, which is skipped where the program is missing', () => {
  test('accepts the settings', () => {
    expect(adminSettings(['validate']).match(/[✅❌] .+/gu)).toEqual([
      '✅ accounts',
      '✅ general',
      '✅ kustomize',
      '✅ resource-overrides',
    ]);
  });

  const automatic = { syncPolicy: { automated: { prune: true } } };
  const running = { phase: 'Running', message: 'one or more tasks are running' };
  const waiting = { ...running, message: 'waiting for healthy state of apps/StatefulSet/base' };
  const history = [{ id: 0 }];
  const [ill, well] = [{ status: 'Degraded' }, { status: 'Healthy' }];
  const now = new Date();
  const old = new Date(now.getTime() - 200_000);

  test.each([
    ['is new', now, automatic, {}, 'Progressing'],
    ['was compared, and is not applied yet', old, automatic, { sync: { status: 'OutOfSync' } }, 'Progressing'],
    ['is being applied for the first time', old, automatic, { operationState: running, health: ill }, 'Progressing'],
    ['is new and waits for its pods', now, automatic, { operationState: waiting, health: ill }, 'Progressing'],
    ['waits for its pods for long', old, automatic, { operationState: waiting, health: ill }, 'Healthy'],
    ['is new and not ready', now, automatic, { history, health: ill }, 'Progressing'],
    ['is new and ready', now, automatic, { history, health: well }, 'Healthy'],
    ['became ill', old, automatic, { history, health: ill }, 'Healthy'],
    ['is being applied again', old, automatic, { history, operationState: running, health: ill }, 'Healthy'],
    ['was refused at the first try', now, automatic, { operationState: { ...running, retryCount: 1 } }, 'Healthy'],
    ['failed', now, automatic, { operationState: { phase: 'Failed' } }, 'Healthy'],
    ['may not be applied', now, automatic, { sync: { status: 'Unknown' } }, 'Healthy'],
    ['is there already', old, automatic, { sync: { status: 'Synced' } }, 'Healthy'],
    ['is synced by a person', now, {}, {}, 'Healthy'],
    ['has its automation switched off', now, { syncPolicy: { automated: { enabled: false } } }, {}, 'Healthy'],
  ])('R2-14: an Application that %s', (_, created, spec, status, health) => {
    const creationTimestamp = created.toISOString().replace(/\.\d+/, '');
    const file = join(temporaryFolder(), 'application.yaml');
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'web-dev', namespace: 'argocd', creationTimestamp },
      spec,
      status,
    };
    writeFileSync(file, emitYaml(application));

    expect(adminSettings(['resource-overrides', 'health', file])).toContain(`STATUS: ${health}\n`);
  });

  test('an ApplicationSet of which one Application is refused holds up nothing', () => {
    const file = join(temporaryFolder(), 'application-set.yaml');
    const conditions = [{ type: 'ErrorOccurred', status: 'True', message: 'application destination is not permitted' }];
    const metadata = { name: 'shop-dev', namespace: 'argocd' };
    writeFileSync(
      file,
      emitYaml({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata, status: { conditions } }),
    );

    expect(adminSettings(['resource-overrides', 'health', file])).toContain('STATUS: Healthy\n');
  });
});

function cmOf(settings: object): ArgoCdCm {
  return argocdCm(ArgoCdSettings.parse(settings));
}

function adminSettings(command: readonly string[]): string {
  const folder = temporaryFolder();
  const [cm, secret] = [join(folder, 'argocd-cm.yaml'), join(folder, 'argocd-secret.yaml')];
  // Argo CD makes this key when it starts.
  const data = { 'server.secretkey': Buffer.from('a key').toString('base64') };
  const metadata = { namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } };
  writeFileSync(
    cm,
    emitYaml({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm', ...metadata }, data: oidc }),
  );
  writeFileSync(
    secret,
    emitYaml({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'argocd-secret', ...metadata }, data }),
  );
  const { stdout } = spawnSync(
    argocd ?? '',
    ['admin', 'settings', ...command, '--argocd-cm-path', cm, '--argocd-secret-path', secret],
    { encoding: 'utf8', timeout: 30_000 },
  );
  return stdout;
}
