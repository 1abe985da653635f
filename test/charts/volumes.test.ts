import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import type { KubernetesObject } from '../../src/constructs/manifest';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

function rendered(service: NonNullable<PlacementOverrides['service']>): readonly KubernetesObject[] {
  return new EnvironmentOverlay(aChart(), 'web', aPlacement({ service })).objects.map((one) => one.toJson());
}

function named(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject | undefined {
  return objects.find((one) => one.kind === kind && one.metadata.name === name);
}

test('each sort of volume is what Kubernetes calls it', () => {
  const objects = rendered({
    scratch: { '/tmp': null },
    volumes: {
      cache: { emptyDir: { size: '64Mi', medium: 'Memory' }, mounts: [{ mountPath: '/cache' }] },
      tls: { secret: { name: 'tls', items: { b: 'b', a: 'a/a' }, mode: '0440' }, mounts: [{ mountPath: '/tls' }] },
      site: {
        configMap: { name: 'site', optional: true },
        mounts: [{ mountPath: '/site.conf', subPath: 'site.conf' }],
      },
      theirs: { existingClaim: 'theirs', mounts: [{ mountPath: '/theirs', readOnly: true }] },
      node: { hostPath: { path: '/var/log', type: 'Directory' }, mounts: [{ mountPath: '/logs' }] },
      who: {
        projected: {
          sources: [
            { token: { path: 'token', audience: 'vault' } },
            { fields: { name: 'metadata.name' } },
            { secret: { name: 'ca', items: { 'ca.crt': 'root.pem' } } },
          ],
          mode: '0444',
        },
        mounts: [{ mountPath: '/who' }],
      },
    },
  });

  expect(named(objects, 'Deployment', 'web')).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [
            {
              volumeMounts: [
                { name: 'cache', mountPath: '/cache' },
                { name: 'node', mountPath: '/logs' },
                { name: 'site', mountPath: '/site.conf', subPath: 'site.conf' },
                { name: 'theirs', mountPath: '/theirs', readOnly: true },
                { name: 'tls', mountPath: '/tls' },
                { name: 'who', mountPath: '/who' },
              ],
            },
          ],
          volumes: [
            { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
            { name: 'node', hostPath: { path: '/var/log', type: 'Directory' } },
            { name: 'site', configMap: { name: 'site', optional: true } },
            { name: 'theirs', persistentVolumeClaim: { claimName: 'theirs' } },
            {
              name: 'tls',
              secret: {
                secretName: 'tls',
                items: [
                  { key: 'a', path: 'a/a' },
                  { key: 'b', path: 'b' },
                ],
                defaultMode: 0o440,
              },
            },
            {
              name: 'who',
              projected: {
                sources: [
                  { serviceAccountToken: { path: 'token', audience: 'vault' } },
                  { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
                  { secret: { name: 'ca', items: [{ key: 'ca.crt', path: 'root.pem' }] } },
                ],
                defaultMode: 0o444,
              },
            },
          ],
        },
      },
    },
  });
});

test('a claim of its own is there before anybody waits for it, and stays when Git has it no more', () => {
  const volumes = {
    uploads: { claim: { size: '10Gi', className: 'shared' }, mounts: [{ mountPath: '/uploads' }] },
    work: { claim: { size: '1Gi', kept: false }, mounts: [{ mountPath: '/work' }] },
  };
  const objects = rendered({ volumes });
  const uploads = named(objects, 'PersistentVolumeClaim', 'web-uploads');

  expect(uploads).toMatchObject({
    metadata: {
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        // A claim that waits for its first pod would hold an earlier wave for ever.
        'argocd.argoproj.io/sync-wave': '0',
      },
    },
    spec: { accessModes: ['ReadWriteMany'], storageClassName: 'shared', resources: { requests: { storage: '10Gi' } } },
  });
  const work = named(objects, 'PersistentVolumeClaim', 'web-work')?.metadata.annotations;
  expect(work).not.toHaveProperty(['argocd.argoproj.io/sync-options']);
});

test('a volume is seen by the containers that it names, and jobs see what ends with a pod', () => {
  const objects = rendered({
    sidecars: { log: { image: 'log:1' } },
    jobs: { clean: { when: 'before', command: ['clean'] } },
    volumes: {
      logs: { emptyDir: {}, mounts: [{ mountPath: '/logs' }, { mountPath: '/in', readOnly: true, container: 'log' }] },
      side: { emptyDir: {}, mounts: [{ mountPath: '/side', container: 'log' }] },
      data: { existingClaim: 'data', mounts: [{ mountPath: '/data' }] },
    },
  });

  expect(named(objects, 'Deployment', 'web')).toMatchObject({
    spec: {
      template: {
        spec: {
          initContainers: [
            {
              name: 'log',
              volumeMounts: [
                { name: 'tmp', mountPath: '/tmp' },
                { name: 'logs', mountPath: '/in', readOnly: true },
                { name: 'side', mountPath: '/side' },
              ],
            },
          ],
        },
      },
    },
  });
  const job = JSON.stringify(named(objects, 'Job', 'web-clean'));
  expect(job).toContain('"volumes":[{"name":"tmp","emptyDir":{"sizeLimit":"128Mi"}},{"name":"logs","emptyDir":{}}]');
});

test('a job of a service of jobs sees what outlives pods, too', () => {
  const objects = rendered({
    runs: 'jobs',
    ports: [],
    jobs: { web: { schedule: '0 3 * * *', command: ['clean'] } },
    volumes: { data: { existingClaim: 'data', mounts: [{ mountPath: '/data' }] } },
  });

  expect(JSON.stringify(named(objects, 'CronJob', 'web'))).toContain('{"claimName":"data"}');
});

test('each pod has every volume of its storage for itself, and one of them is called data', () => {
  const objects = rendered({
    scale: { owner: 'fixed', replicas: 1 },
    monitoring: { alerts: true },
    storage: [
      { size: '10Gi', mountPath: '/data', subPath: 'db' },
      { name: 'wal', size: '1Gi', mountPath: '/wal', className: 'fast', accessMode: 'ReadWriteOncePod' },
    ],
  });

  expect(named(objects, 'StatefulSet', 'web')).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [
            {
              volumeMounts: [
                { name: 'data', mountPath: '/data', subPath: 'db' },
                { name: 'wal', mountPath: '/wal' },
                { name: 'tmp' },
              ],
            },
          ],
        },
      },
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } },
        { metadata: { name: 'wal' }, spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'fast' } },
      ],
    },
  });
  expect(JSON.stringify(named(objects, 'PrometheusRule', 'web'))).toContain('(data|wal)-web-[0-9]+');
});

test('a pod on each node has nobody who counts it, and is replaced node by node', () => {
  const objects = rendered({ runs: 'everywhere', monitoring: { alerts: true } });
  const set = named(objects, 'DaemonSet', 'web');

  expect(set).toMatchObject({
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
  });
  expect(set).not.toHaveProperty('spec.replicas');
  expect(JSON.stringify(set)).not.toContain('podAntiAffinity');
  expect(objects.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  expect(JSON.stringify(named(objects, 'PrometheusRule', 'web'))).toContain(
    'kube_daemonset_status_number_unavailable{namespace=\\"dev\\", daemonset=\\"web\\"}',
  );
});

test('an autoscaler that an environment wants by default is none of a pod on each node', () => {
  const placement = aPlacement({
    service: { runs: 'everywhere' },
    environment: { defaults: { scale: { owner: 'hpa', minReplicas: 2, maxReplicas: 4 } } },
  });
  const kinds = new EnvironmentOverlay(aChart(), 'web', placement).objects.map((one) => one.toJson().kind);

  expect(kinds).toContain('DaemonSet');
  expect(kinds).not.toContain('HorizontalPodAutoscaler');
  expect(placement.application.ignoresReplicasOf).toBeUndefined();
});

test('what a pod has for itself and for its time is a claim of its own, or what a driver makes', () => {
  const objects = rendered({
    scratch: { '/tmp': null },
    volumes: {
      room: { ephemeral: { size: '100Gi', className: 'fast' }, mounts: [{ mountPath: '/room' }] },
      tls: {
        csi: {
          driver: 'csi.cert-manager.io',
          readOnly: true,
          attributes: { 'csi.cert-manager.io/issuer-name': 'ca' },
          secret: 'driver',
        },
        mounts: [{ mountPath: '/tls', readOnly: true }],
      },
    },
  });

  expect(named(objects, 'Deployment', 'web')).toMatchObject({
    spec: {
      template: {
        spec: {
          volumes: [
            {
              name: 'room',
              ephemeral: {
                volumeClaimTemplate: {
                  spec: {
                    accessModes: ['ReadWriteOnce'],
                    storageClassName: 'fast',
                    resources: { requests: { storage: '100Gi' } },
                  },
                },
              },
            },
            {
              name: 'tls',
              csi: {
                driver: 'csi.cert-manager.io',
                readOnly: true,
                volumeAttributes: { 'csi.cert-manager.io/issuer-name': 'ca' },
                nodePublishSecretRef: { name: 'driver' },
              },
            },
          ],
        },
      },
    },
  });
  expect(objects.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
});

test('a new pod counts when it has been ready for as long as the service says', () => {
  for (const service of [{}, { runs: 'everywhere' as const }, { rollout: { strategy: 'blueGreen' as const } }]) {
    const objects = rendered({ minReadySeconds: 20, ...service });
    const workload = objects.find(({ kind }) => ['Deployment', 'DaemonSet', 'Rollout'].includes(kind));

    expect(workload).toMatchObject({ spec: { minReadySeconds: 20 } });
  }
});
