import { appendFileSync, cpSync } from 'node:fs';
import { join, relative } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { resourceOf } from '../helpers/record';
import type { RecordedResource } from '../helpers/record';
import { theStack, trustAnchor, type Config } from '../helpers/the-stack';

const release = 'kubernetes:helm.sh/v3:Release';
const image = `ghcr.io/your-org/slipway:1.0.0@sha256:${'0'.repeat(64)}`;

describe('everything is installed', () => {
  let resources: readonly RecordedResource[];

  beforeAll(async () => {
    resources = await theStack('prod', {
      install: { gitopsController: true },
      gitopsController: { image },
    });
  });

  const chartOf = (name: string): RecordedResource => resourceOf(resources, release, name);
  const component = (type: string, name: string): RecordedResource => resourceOf(resources, `platform:${type}`, name);

  test('every release has a fixed name, an end, and a way back', () => {
    for (const { inputs } of resources.filter(({ type }) => type === release)) {
      expect(inputs).toMatchObject({ atomic: true, cleanupOnFail: true, maxHistory: 5, timeout: expect.any(Number) });
      expect(inputs['name']).toMatch(/^[a-z][a-z0-9-]*$/);
      // A chart of ours has its version in its Chart.yaml.
      if (inputs['chart'] !== './charts/gateway-api') expect(inputs).toHaveProperty('version');
    }
  });

  test('R2-02: kinds come before what uses them, and the store before whoever takes a Secret out of it', () => {
    const before = (type: string, name: string): readonly string[] => component(type, name).dependsOn;

    expect(before('network:Linkerd', 'linkerd')).toEqual(
      expect.arrayContaining(['gateway-api-release', 'external-secrets-vault-backend']),
    );
    expect(before('delivery:GitOpsController', 'gitops-controller')).toContain('external-secrets-vault-backend');
    expect(before('delivery:Backup', 'backup')).toEqual(
      expect.arrayContaining(['argocd-release', 'external-secrets-vault-backend']),
    );
    expect(before('delivery:BootstrapApplication', 'bootstrap-prod')).toEqual(
      expect.arrayContaining([
        'gateway-api-release',
        'linkerd-control-plane',
        'rollouts-release',
        'external-secrets-release',
        'projects-bootstrap-prod',
      ]),
    );
    expect(chartOf('linkerd-control-plane').dependsOn).toEqual(
      expect.arrayContaining(['linkerd-crds', 'linkerd-cni', 'linkerd-issuer']),
    );
  });

  test('removing a release of kinds leaves the kinds', () => {
    expect(chartOf('gateway-api-release').isRetained).toBe(true);
    expect(chartOf('linkerd-crds').isRetained).toBe(true);
    expect(chartOf('rollouts-release').inputs['values']).toMatchObject({ keepCRDs: true });
    expect(chartOf('external-secrets-release').inputs['values']).toMatchObject({
      crds: { annotations: { 'helm.sh/resource-policy': 'keep' } },
    });
  });

  test('the mesh trusts who the caller says, and its key is in no value', () => {
    const { values } = chartOf('linkerd-control-plane').inputs;

    expect(values).toMatchObject({
      identityTrustAnchorsPEM: trustAnchor,
      identity: { issuer: { scheme: 'kubernetes.io/tls' } },
      cniEnabled: true,
    });
    expect(JSON.stringify(values)).not.toContain('PRIVATE KEY');
  });

  test('the controller has no right on the cluster, and one pod whose secrets are files', () => {
    const account = resourceOf(resources, 'kubernetes:core/v1:ServiceAccount', 'gitops-controller-account');
    const deployment = resourceOf(resources, 'kubernetes:apps/v1:Deployment', 'gitops-controller-deployment');
    const service = resourceOf(resources, 'kubernetes:core/v1:Service', 'gitops-controller-service');

    expect(account.inputs).toMatchObject({ automountServiceAccountToken: false });
    expect(resources.filter(({ type, name }) => /rbac/.test(type) && name.startsWith('gitops-controller'))).toEqual([]);
    expect(deployment.inputs).toMatchObject({
      spec: { replicas: 1, strategy: { type: 'Recreate' }, template: { spec: { containers: [{ image }] } } },
    });
    expect(JSON.stringify(deployment.inputs)).not.toMatch(/secretKeyRef|envFrom/);
    expect(service.inputs).toMatchObject({
      metadata: { name: 'port-gitops-controller', namespace: 'port-system' },
      spec: { ports: [{ port: 8080 }] },
    });
  });

  test('R2-23: the backup runs at night, reads, and writes nothing', () => {
    const job = resourceOf(resources, 'kubernetes:batch/v1:CronJob', 'backup-job');
    const role = resourceOf(resources, 'kubernetes:rbac.authorization.k8s.io/v1:Role', 'backup-role');

    expect(job.inputs['spec']).toMatchObject({
      schedule: '0 2 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
    });
    expect(new Set(Object(role.inputs['rules']).flatMap(({ verbs }: { verbs: string[] }) => verbs))).toEqual(
      new Set(['get', 'list']),
    );
  });
});

describe('a controller that a portal reaches', () => {
  const routeOf = async (exposure?: object, other: object = {}): Promise<readonly RecordedResource[]> => {
    const resources = await theStack('prod', {
      install: { gitopsController: true },
      gitopsController: { image, exposure, ...other },
    });
    return resources.filter(({ name }) => /^gitops-controller(-route|-deployment)?$/.test(name));
  };
  const gateway = { kind: 'gateway', host: 'gitops.example.com', name: 'public', namespace: 'gateway-system' };
  const ingress = {
    kind: 'ingress',
    host: 'gitops.example.com',
    className: 'nginx',
    namespace: 'ingress-nginx',
    tlsSecret: 'gitops-certificate',
    annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
  };
  const argumentsOf = (resources: readonly RecordedResource[]): string =>
    JSON.stringify(resourceOf(resources, 'kubernetes:apps/v1:Deployment', 'gitops-controller-deployment').inputs);

  test('has a route of webhooks, and of nothing else, at a Gateway that ends TLS', async () => {
    const resources = await routeOf({ ...gateway, sectionName: 'https' });
    const part = resourceOf(resources, 'platform:delivery:GitOpsController', 'gitops-controller');
    const route = resourceOf(resources, 'kubernetes:gateway.networking.k8s.io/v1:HTTPRoute', 'gitops-controller-route');

    expect(part.dependsOn).toContain('gateway-api-release');
    expect(route.dependsOn).toContain('gitops-controller-service');
    expect(route.inputs).toMatchObject({ metadata: { name: 'port-gitops-controller', namespace: 'port-system' } });
    expect(route.inputs['spec']).toEqual({
      hostnames: ['gitops.example.com'],
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: 'public',
          namespace: 'gateway-system',
          sectionName: 'https',
        },
      ],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/webhooks' } }],
          backendRefs: [{ group: '', kind: 'Service', name: 'port-gitops-controller', port: 8080, weight: 1 }],
        },
      ],
    });
  });

  test('or an Ingress with a certificate', async () => {
    const route = resourceOf(
      await routeOf(ingress),
      'kubernetes:networking.k8s.io/v1:Ingress',
      'gitops-controller-route',
    );

    expect(route.inputs).toMatchObject({ metadata: { annotations: ingress.annotations } });
    expect(route.inputs['spec']).toEqual({
      ingressClassName: 'nginx',
      tls: [{ hosts: ['gitops.example.com'], secretName: 'gitops-certificate' }],
      rules: [
        {
          host: 'gitops.example.com',
          http: {
            paths: [
              {
                path: '/webhooks',
                pathType: 'Prefix',
                backend: { service: { name: 'port-gitops-controller', port: { number: 8080 } } },
              },
            ],
          },
        },
      ],
    });
  });

  test('believes as many proxies as there are on the way, and none where it has no route', async () => {
    expect(argumentsOf(await routeOf(gateway))).toContain('"--proxies","1"');
    expect(argumentsOf(await routeOf(gateway, { proxies: 2 }))).toContain('"--proxies","2"');
    expect(argumentsOf(await routeOf())).toContain('"--proxies","0"');
    expect((await routeOf()).map(({ name }) => name)).not.toContain('gitops-controller-route');
  });

  test('pushes as often as the stack says, and else as often as there is something', async () => {
    expect(argumentsOf(await routeOf(gateway, { pushesPerMinute: 6 }))).toContain('"--pushes-per-minute","6"');
    expect(argumentsOf(await routeOf())).not.toContain('--pushes-per-minute');
  });
});

test('the controller gets a key of GnuPG where Argo CD wants its signatures, in whichever environment', async () => {
  const catalog = join(temporaryFolder(), 'catalog');
  cpSync(join(packageRoot, 'catalog'), catalog, { recursive: true });
  for (const name of ['dev', 'staging', 'prod'])
    appendFileSync(join(catalog, `environments/${name}.yaml`), 'signatures: { keys: ["0123456789ABCDEF"] }\n');
  const keysIn = async (config: Config): Promise<string> => {
    const install = { install: { gitopsController: true }, gitopsController: { image } };
    const resources = await theStack('prod', { ...install, ...config });
    return JSON.stringify(resources.filter(({ name }) => name.startsWith('gitops-controller-secret')));
  };

  expect(await keysIn({ catalog: relative(packageRoot, catalog) })).toContain('gpg-signing-key');
  expect(await keysIn({})).toContain('signing-key');
  expect(await keysIn({})).not.toContain('gpg-signing-key');
});

test('its Secret has what it needs of several Argo CDs and to tell who may approve, where the stack says so', async () => {
  const secretAndArguments = async (more: object): Promise<{ keys: readonly string[]; words: readonly string[] }> => {
    const resources = await theStack('prod', {
      install: { gitopsController: true },
      gitopsController: { image, ...more },
    });
    const secret = resources.find(({ name }) => name === 'gitops-controller-secret');
    const pod = resourceOf(resources, 'kubernetes:apps/v1:Deployment', 'gitops-controller-deployment');
    return {
      keys: Object(secret?.inputs['spec']).data.map(({ secretKey }: { secretKey: string }) => secretKey),
      words: Object(pod.inputs['spec']).template.spec.containers[0].args,
    };
  };
  const plain = await secretAndArguments({});
  const { keys, words } = await secretAndArguments({
    argocds: { eu: { url: 'https://argocd-eu.example.com' }, us: {} },
    notices: true,
  });

  expect(keys).toEqual(
    expect.arrayContaining([
      ...plain.keys,
      'argocd-webhook-token-eu',
      'argocd-api-token-eu',
      'argocd-webhook-token-us',
      'notice-url',
    ]),
  );
  expect(keys).toHaveLength(plain.keys.length + 4);
  expect(words.slice(-2)).toEqual(['--argocd-url', 'eu=https://argocd-eu.example.com']);
  // External Secrets makes no Secret at all when the store lacks one of its keys.
  expect(plain.keys.filter((key) => /notice|token-/.test(key))).toEqual([]);
});

test.each([
  [
    { provider: 'vault', server: 'https://vault.example.com', role: 'eso' },
    {
      vault: {
        server: 'https://vault.example.com',
        path: 'secret',
        version: 'v2',
        auth: { kubernetes: { role: 'eso' } },
      },
    },
    {},
  ],
  [
    { provider: 'aws', region: 'eu-central-1', roleArn: 'arn:aws:iam::123456789012:role/eso' },
    { aws: { service: 'SecretsManager', region: 'eu-central-1' } },
    { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/eso' },
  ],
  [
    {
      provider: 'gcp',
      projectId: 'shop',
      clusterName: 'one',
      clusterLocation: 'europe-west3',
      serviceAccount: 'eso@shop.iam.gserviceaccount.com',
    },
    {
      gcpsm: { projectID: 'shop', auth: { workloadIdentity: { clusterName: 'one', clusterLocation: 'europe-west3' } } },
    },
    { 'iam.gke.io/gcp-service-account': 'eso@shop.iam.gserviceaccount.com' },
  ],
])('a store of %j has the account of External Secrets sign in', async (secretStore, provider, annotations) => {
  const resources = await theStack('dev', { secretStore });
  const store = resourceOf(
    resources,
    'kubernetes:external-secrets.io/v1:ClusterSecretStore',
    'external-secrets-vault-backend',
  );

  expect(store.inputs).toMatchObject({ metadata: { name: 'vault-backend' }, spec: { provider } });
  expect(JSON.stringify(store.inputs)).toContain(
    '"serviceAccountRef":{"name":"external-secrets","namespace":"external-secrets"}',
  );
  expect(resourceOf(resources, release, 'external-secrets-release').inputs['values']).toMatchObject({
    serviceAccount: { name: 'external-secrets', annotations },
  });
});

test('what is switched off is not made, and what needs no settings asks for none', async () => {
  const install = Object.fromEntries(
    ['argoRollouts', 'backup', 'externalSecrets', 'gatewayApi', 'gitopsController', 'linkerd', 'monitoring'].map(
      (part) => [part, false],
    ),
  );
  const place = { kind: 'secret' };
  const resources = await theStack('dev', { install, otherMesh: true, notifications: { secret: place } });

  expect(resources.filter(({ type }) => type === release).map(({ name }) => name)).toEqual(['argocd-release']);
});

test('a chart comes from a folder, or from where the stack says', async () => {
  const charts = await theStack('dev', { charts: 'mirror' });
  const sources = await theStack('dev', {
    chartSources: {
      'argo-cd': { reference: 'oci://registry.example.com/charts/argo-cd' },
      'argo-rollouts': { reference: 'argo-rollouts', repository: 'https://charts.example.com' },
    },
    versions: { 'argo-cd': '10.2.0' },
  });

  expect(resourceOf(charts, release, 'argocd-release').inputs).toMatchObject({ chart: '../mirror/argo-cd' });
  expect(resourceOf(charts, release, 'argocd-release').inputs).not.toHaveProperty('version');
  expect(resourceOf(sources, release, 'argocd-release').inputs).toMatchObject({
    chart: 'oci://registry.example.com/charts/argo-cd',
    version: '10.2.0',
  });
  expect(resourceOf(sources, release, 'rollouts-release').inputs).toMatchObject({
    chart: 'argo-rollouts',
    repositoryOpts: { repo: 'https://charts.example.com' },
  });
  expect(resourceOf(sources, release, 'linkerd-crds').inputs).toMatchObject({
    repositoryOpts: { repo: 'https://helm.linkerd.io/edge' },
  });
});
