import { App } from 'cdk8s';

import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import type { Placement } from '../../src/model/placement';
import { placementKinds } from '../../src/model/baseline';
import { aPlacement } from '../helpers/a-placement';
import { placeServices } from '../helpers/place-services';
import { placements } from '../helpers/placements';

function overlayOf(placement: Placement): EnvironmentOverlay {
  return new EnvironmentOverlay(new App(), placement.application.name, placement);
}

function objectsOf(placement: Placement): readonly string[] {
  return overlayOf(placement).objects.map(({ kind, name }) => `${kind} ${name}`);
}

test('a service with nothing but a port is reached, watched and delivered', () => {
  const overlay = overlayOf(aPlacement());

  expect(overlay.objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'ServiceAccount web',
    'Deployment web',
    'Service web',
    'PodDisruptionBudget web',
    'NetworkPolicy web',
    'ServiceMonitor web',
  ]);
  expect(overlay.application?.name).toBe('web-dev');
});

test('the Application is not among the objects that it deploys', () => {
  expect(objectsOf(aPlacement())).not.toContain('Application web-dev');
});

test('a service whose Application an ApplicationSet makes has none of its own', () => {
  const { application } = overlayOf(
    aPlacement({
      service: { system: 'shop' },
      platform: { systems: { shop: { delivery: 'application-set' } } },
    }),
  );

  expect(application).toBeUndefined();
});

test('a pod may reach DNS and what it declares, nothing else', () => {
  const { web } = placeServices({
    services: {
      web: { dependsOn: [{ service: 'api', ports: ['grpc'] }], egress: [{ cidr: '10.20.0.0/16', ports: [5432] }] },
      api: {
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'grpc', containerPort: 9090, protocol: 'grpc' },
        ],
      },
    },
  }).placements;

  expect(policyOf(web).spec.egress).toEqual([
    {
      to: [inNamespace('kube-system', { 'k8s-app': 'kube-dns' })],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
    { to: [inNamespace('prod', { app: 'api' })], ports: [{ protocol: 'TCP', port: 9090 }] },
    { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ protocol: 'TCP', port: 5432 }] },
  ]);
});

test('nobody may reach a pod that nobody declares to call', () => {
  const { spec } = policyOf(aPlacement({ service: { monitoring: { scrape: false } } }));

  expect(spec).not.toHaveProperty('ingress');
  expect(spec.policyTypes).toContain('Ingress');
});

test('pods of a backup have a policy of their own: the one of the service does not match them', () => {
  const policies = overlayOf(placements['stateful'] ?? aPlacement())
    .objects.filter(({ kind }) => kind === 'NetworkPolicy')
    .map((manifest): unknown => manifest.toJson());

  expect(policies).toMatchObject([
    { metadata: { name: 'database' }, spec: { podSelector: { matchLabels: { app: 'database' } } } },
    { metadata: { name: 'database-backup' }, spec: { podSelector: { matchLabels: { app: 'database-backup' } } } },
  ]);
});

test.each(Object.entries(placements))('the AppProject allows every kind of %s', (_name, placement) => {
  const allowed = new Set(placementKinds.map(({ group, kind }) => `${group}/${kind}`));

  const used = overlayOf(placement).objects.map(
    ({ apiGroup, kind }) => `${apiGroup === 'core' ? '' : apiGroup}/${kind}`,
  );

  expect(used.filter((kind) => !allowed.has(kind))).toEqual([]);
});

test.each(Object.entries(placements))('no two objects of %s have the same kind and name', (_name, placement) => {
  const objects = objectsOf(placement);

  expect(new Set(objects).size).toBe(objects.length);
});

function policyOf(placement: Placement | undefined) {
  const policy = overlayOf(placement ?? aPlacement()).objects.find(({ kind }) => kind === 'NetworkPolicy');
  const json: {
    readonly spec: { readonly ingress?: unknown; readonly egress?: unknown; readonly policyTypes?: unknown };
  } = JSON.parse(JSON.stringify(policy?.toJson()));
  return json;
}

function inNamespace(namespace: string, pods: Readonly<Record<string, string>>): unknown {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: pods },
  };
}
