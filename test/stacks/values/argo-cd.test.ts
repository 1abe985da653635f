import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ArgoCdSettings } from '../../../stacks/settings/argocd';
import { argoCdValues } from '../../../stacks/values/argo-cd';
import { RealChart } from '../../charts-suite/real-chart';
import type { Rendered } from '../../charts-suite/real-chart';

const plain = argoCdValues({ settings: ArgoCdSettings.parse({}), hasMetrics: false });
const everything = argoCdValues({
  settings: ArgoCdSettings.parse({
    exposure: {
      kind: 'gateway',
      host: 'argocd.example.com',
      grpcHost: 'grpc.argocd.example.com',
      name: 'public',
      namespace: 'gateway-system',
    },
    signIn: { kind: 'dex', connectors: [{ type: 'github', id: 'github', name: 'GitHub', config: {} }] },
    highlyAvailable: true,
    nodes: 3,
  }),
  hasMetrics: true,
});
const ingress = argoCdValues({
  settings: ArgoCdSettings.parse({
    exposure: {
      kind: 'ingress',
      host: 'argocd.example.com',
      className: 'traefik',
      namespace: 'traefik',
      tlsSecret: 'argocd-certificate',
    },
    highlyAvailable: true,
    nodes: 2,
  }),
  hasMetrics: true,
});

test('R2-19: where it is highly available, what people and webhooks ask has two pods; the controller is one', () => {
  const { server, repoServer, applicationSet, controller } = everything;

  expect([server, repoServer, applicationSet].map(({ replicas }) => replicas)).toEqual([2, 2, 2]);
  expect(controller).not.toHaveProperty('replicas');
});

test('R2-18: the controller has what the platform promises', () => {
  expect(plain.controller).toEqual({
    resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2000m', memory: '4Gi' } },
    metrics: { enabled: false },
  });
});

test('an Argo CD that is measured says what the catalog wants of syncs', () => {
  expect(everything.controller.metrics).toEqual({
    enabled: true,
    applicationLabels: { enabled: true, labels: ['slipway.dev/sync'] },
  });
});

test('R2-20: what was read from Git is kept for a day', () => {
  expect(plain.configs.params['reposerver.repo.cache.expiration']).toBe('24h0m0s');
});

test('Redis has three pods only where three nodes are said', () => {
  expect(ingress).not.toHaveProperty('redis-ha');
  expect(ingress.server.replicas).toBe(2);
  expect(everything).toHaveProperty('redis-ha.enabled', true);
});

const chart = RealChart.find('argo-cd');
const withChart = chart === undefined ? describe.skip : describe;

withChart('the real chart, which is skipped where helm or the chart is missing', () => {
  const render = (values: object): readonly Rendered[] =>
    chart?.render('argocd', { ...values, crds: { install: false } }) ?? [];
  const [ofPlain, ofEverything, ofIngress] = [plain, everything, ingress].map(render);

  test('has every key that is set', () => {
    const [ofChart, ofRedis] = ['', 'charts/redis-ha/'].map((part) =>
      asRecord(parse(readFileSync(join(chart?.folder ?? '', part, 'values.yaml'), 'utf8'))),
    );
    const withRedis = { ...ofChart, 'redis-ha': { ...asRecord(ofChart?.['redis-ha']), ...ofRedis } };

    expect(unknownKeys(everything, withRedis)).toEqual([]);
    expect(unknownKeys(ingress, ofChart)).toEqual([]);
    expect(unknownKeys({ controller: { resource: {}, metrics: { enable: true } } }, ofChart)).toEqual([
      'controller.resource',
      'controller.metrics.enable',
    ]);
  });

  test('calls things as the documentation of Argo CD does, whatever the release is called', () => {
    expect(namesOf(ofPlain, 'Deployment')).toEqual([
      'argocd-applicationset-controller',
      'argocd-notifications-controller',
      'argocd-redis',
      'argocd-repo-server',
      'argocd-server',
    ]);
    expect(namesOf(ofPlain, 'StatefulSet')).toEqual(['argocd-application-controller']);
  });

  test('leaves to others what others make', () => {
    expect(namesOf(ofEverything, 'ConfigMap')).not.toContain('argocd-rbac-cm');
    expect(namesOf(ofEverything, 'ConfigMap')).not.toContain('argocd-notifications-cm');
    expect(namesOf(ofEverything, 'Secret')).toEqual(['argocd-secret']);
    expect(namesOf(ofEverything, 'NetworkPolicy')).toEqual([]);
    expect(namesOf(ofEverything, 'ServiceMonitor')).toEqual([]);
  });

  test('makes the password of Redis before Redis', () => {
    expect(objectOf(ofPlain, 'Job', 'argocd-redis-secret-init').metadata).toMatchObject({
      annotations: { 'helm.sh/hook': 'pre-install,pre-upgrade' },
    });
  });

  test('writes every setting, and starts the programs with every parameter', () => {
    expect(objectOf(ofEverything, 'ConfigMap', 'argocd-cm').data).toMatchObject({ ...everything.configs.cm });
    expect(objectOf(ofEverything, 'ConfigMap', 'argocd-cmd-params-cm').data).toMatchObject({
      ...everything.configs.params,
    });
    for (const parameter of Object.keys(everything.configs.params)) {
      expect(JSON.stringify(workloads(ofEverything))).toContain(`"key":"${parameter}"`);
    }
  });

  test('keeps its own settings of what is no news', () => {
    const keys = Object.keys(objectOf(ofPlain, 'ConfigMap', 'argocd-cm').data ?? {});

    expect(keys.filter((key) => key.includes('ignoreResourceUpdates')).length).toBeGreaterThan(5);
  });

  test('is highly available where that is said', () => {
    expect(replicasOf(ofPlain)).toMatchInlineSnapshot(`
     {
       "argocd-application-controller": 1,
       "argocd-applicationset-controller": 1,
       "argocd-notifications-controller": 1,
       "argocd-redis": 1,
       "argocd-repo-server": 1,
       "argocd-server": 1,
     }
    `);
    expect(replicasOf(ofEverything)).toMatchInlineSnapshot(`
     {
       "argocd-application-controller": 1,
       "argocd-applicationset-controller": 2,
       "argocd-dex-server": 1,
       "argocd-notifications-controller": 1,
       "argocd-redis-ha-haproxy": 3,
       "argocd-redis-ha-server": 3,
       "argocd-repo-server": 2,
       "argocd-server": 2,
     }
    `);
    expect(namesOf(ofPlain, 'PodDisruptionBudget')).toEqual([]);
    expect(namesOf(ofEverything, 'PodDisruptionBudget')).toEqual([
      'argocd-applicationset-controller',
      'argocd-redis-ha-haproxy-pdb',
      'argocd-redis-ha-pdb',
      'argocd-repo-server',
      'argocd-server',
    ]);
  });

  test('serves the metrics of every part where Prometheus is', () => {
    expect(namesOf(ofPlain, 'Service').filter((name) => name.endsWith('-metrics'))).toEqual([]);
    expect(namesOf(ofIngress, 'Service').filter((name) => name.endsWith('-metrics'))).toEqual([
      'argocd-application-controller-metrics',
      'argocd-applicationset-controller-metrics',
      'argocd-notifications-controller-metrics',
      'argocd-redis-metrics',
      'argocd-repo-server-metrics',
      'argocd-server-metrics',
    ]);
  });

  test('is reached through a Gateway, by browsers and by the command line under a host each', () => {
    expect(objectOf(ofEverything, 'HTTPRoute', 'argocd-server').spec).toMatchObject({
      hostnames: ['argocd.example.com'],
      parentRefs: [{ name: 'public', namespace: 'gateway-system' }],
      rules: [{ backendRefs: [{ name: 'argocd-server', port: 80 }] }],
    });
    expect(objectOf(ofEverything, 'GRPCRoute', 'argocd-server-grpc').spec).toEqual({
      hostnames: ['grpc.argocd.example.com'],
      parentRefs: [{ name: 'public', namespace: 'gateway-system' }],
      rules: [{ backendRefs: [{ name: 'argocd-server', port: 80, weight: 1 }] }],
    });
  });

  test('is reached through an Ingress with the certificate that is named', () => {
    expect(objectOf(ofIngress, 'Ingress', 'argocd-server').spec).toMatchObject({
      ingressClassName: 'traefik',
      rules: [{ host: 'argocd.example.com' }],
      tls: [{ hosts: ['argocd.example.com'], secretName: 'argocd-certificate' }],
    });
  });

  test('R1-14, R2-18: has limits for every container, and none that the restricted standard refuses', () => {
    const containers = [ofPlain, ofEverything, ofIngress].flatMap(workloads).flatMap(containersOf);

    expect(containers.length).toBeGreaterThan(20);
    expect(containers.filter(({ limits }) => limits === undefined).map(({ name }) => name)).toEqual([]);
    expect(containers.filter(({ refused }) => refused.length > 0)).toEqual([]);
  });
});

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

// Below an empty mapping or list the chart takes what it is given, and argocd-cm and its like pass every key on.
function unknownKeys(values: unknown, defaults: unknown, path = ''): readonly string[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [];
  if (Object.keys(asRecord(defaults)).length === 0 || /^configs\.(cm|params)$/.test(path)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const inner = path === '' ? key : `${path}.${key}`;
    return key in asRecord(defaults) ? unknownKeys(value, asRecord(defaults)[key], inner) : [inner];
  });
}

function namesOf(objects: readonly Rendered[] | undefined, kind: string): readonly string[] {
  return (objects ?? [])
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();
}

function objectOf(objects: readonly Rendered[] | undefined, kind: string, name: string): Rendered {
  const found = objects?.find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

function workloads(objects: readonly Rendered[] | undefined): readonly Rendered[] {
  return (objects ?? []).filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
}

function replicasOf(objects: readonly Rendered[] | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    workloads(objects)
      .filter(({ kind }) => kind !== 'Job')
      .map(({ metadata, spec }) => [metadata.name, spec?.['replicas']]),
  );
}

/** A container, and what the Pod Security Standard "restricted" has against it (Kubernetes, "Pod Security Standards"). */
function containersOf({ metadata, spec }: Rendered) {
  const pod = asRecord(asRecord(spec?.['template'])['spec']);
  const ofPod = asRecord(pod['securityContext']);
  const list = [pod['initContainers'] ?? [], pod['containers'] ?? []].flatMap((some) =>
    Array.isArray(some) ? some : [],
  );
  return list.map(asRecord).map((container) => {
    const own = asRecord(container['securityContext']);
    const merged = { ...ofPod, ...own };
    const capabilities = asRecord(own['capabilities']);
    const isAllowed = {
      runAsNonRoot: merged['runAsNonRoot'] === true,
      seccompProfile: asRecord(merged['seccompProfile'])['type'] === 'RuntimeDefault',
      allowPrivilegeEscalation: own['allowPrivilegeEscalation'] === false,
      capabilities: JSON.stringify(capabilities['drop']) === '["ALL"]' && capabilities['add'] === undefined,
      hostNetwork: pod['hostNetwork'] !== true,
    };
    return {
      name: `${metadata.name} ${String(container['name'])}`,
      limits: asRecord(container['resources'])['limits'],
      refused: Object.entries(isAllowed).flatMap(([rule, isFine]) => (isFine ? [] : [rule])),
    };
  });
}
