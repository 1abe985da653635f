import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Service = NonNullable<PlacementOverrides['service']>;
interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const ports: NonNullable<Service['ports']> = [
  { name: 'amqp', containerPort: 5672, protocol: 'tcp' },
  { name: 'epmd', containerPort: 4369, protocol: 'tcp' },
  { name: 'gossip', containerPort: 7946, protocol: 'udp' },
];

function rendered(service: Service) {
  const chart = new EnvironmentOverlay(aChart(), 'overlay', aPlacement({ service: { ports, ...service } }));
  const objects: readonly KubernetesObject[] = chart.toJson();
  return (kind: string, name: string) => objects.find((one) => one.kind === kind && one.metadata.name === name)?.spec;
}

const toEachOther = [
  {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dev' } },
    podSelector: { matchLabels: { app: 'web' } },
  },
];

test('pods of one service reach each other at the ports that they say, and at no others', () => {
  const policy = rendered({ peers: ['epmd', 'gossip'] })('NetworkPolicy', 'web');

  const tcp = [{ protocol: 'TCP', port: 4369 }];
  const udp = [{ protocol: 'UDP', port: 7946 }];
  expect(policy?.['ingress']).toEqual(
    expect.arrayContaining([
      { from: toEachOther, ports: tcp },
      { from: toEachOther, ports: udp },
    ]),
  );
  expect(policy?.['egress']).toEqual(
    expect.arrayContaining([
      { to: toEachOther, ports: tcp },
      { to: toEachOther, ports: udp },
    ]),
  );
  expect(JSON.stringify(policy)).not.toContain('5672');
});

test('without peers no pod of a service reaches another one of it', () => {
  expect(JSON.stringify(rendered({})('NetworkPolicy', 'web'))).not.toContain('"app":"web"}}}]');
  expect(rendered({})('Service', 'web-headless')).toBeUndefined();
});

test('peers find each other by a headless Service, before they are ready and with storage or without', () => {
  for (const storage of [undefined, { size: '1Gi', mountPath: '/data' }]) {
    const headless = rendered({ peers: ['epmd'], service: { ports: { amqp: {} } }, ...(storage && { storage }) });

    expect(headless('Service', 'web-headless')).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { app: 'web' },
      // That of callers, and that of peers, which callers do not see.
      ports: [{ name: 'amqp' }, { name: 'epmd' }],
    });
    expect(headless('Service', 'web')).toMatchObject({ ports: [{ name: 'amqp' }] });
  }
});

test('pods with storage start one after the other, unless they are to start at once', () => {
  const storage = { size: '1Gi', mountPath: '/data' };

  expect(rendered({ storage })('StatefulSet', 'web')).toMatchObject({ podManagementPolicy: 'OrderedReady' });
  expect(rendered({ storage, podManagement: 'parallel' })('StatefulSet', 'web')).toMatchObject({
    podManagementPolicy: 'Parallel',
  });
});

test('members without storage have names, by a headless Service, and no claims', () => {
  const members = rendered({ runs: 'members', podManagement: 'parallel' });
  const spec = members('StatefulSet', 'web');

  expect(spec).toMatchObject({ serviceName: 'web-headless', podManagementPolicy: 'Parallel' });
  expect(spec).not.toHaveProperty('volumeClaimTemplates');
  expect(spec).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  expect(members('Service', 'web-headless')).toMatchObject({ clusterIP: 'None', selector: { app: 'web' } });
  expect(members('Deployment', 'web')).toBeUndefined();
});

test('in a mesh a pod may call another one of its own service by its certificate', () => {
  const chart = new EnvironmentOverlay(
    aChart(),
    'overlay',
    aPlacement({ service: { ports, peers: ['epmd'], mesh: { provider: 'linkerd' } } }),
  );

  const objects: readonly KubernetesObject[] = chart.toJson();
  expect(objects.find(({ kind }) => kind === 'MeshTLSAuthentication')?.spec).toMatchObject({
    identityRefs: [{ kind: 'ServiceAccount', name: 'web', namespace: 'dev' }],
  });
});
