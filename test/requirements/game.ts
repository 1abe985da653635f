import { expect } from 'expect';

import type { RenderedObject } from '../helpers/shipped-catalog';
import { quantityValue } from '../../src/model/quantity';
import { app, containerOf, inFile, inTree, noFile, overlay, peersOf } from './row';
import type { Requirement } from './row';

const nine = [
  'asset-service',
  'auth-service',
  'chat-service',
  'graphics-gateway',
  'persistence-service',
  'physics-service',
  'script-executor',
  'text-gateway',
  'world-state',
] as const;
const stateless = nine.filter((service) => service !== 'persistence-service');
const small = nine.filter((service) => service !== 'world-state');
const workload = (service: string) =>
  overlay(service, 'dev', service === 'persistence-service' ? 'stateful-set' : 'deployment');

/** nine-services-setup.md */
export const game: readonly Requirement[] = [
  {
    id: 'R4-01',
    what: 'nine services and a client',
    claims: [...nine, 'client'].flatMap((service) =>
      ['dev', 'staging', 'prod'].map((environment) =>
        inFile(overlay(service, environment, 'kustomization'), (o) => o.kind, 'Kustomization'),
      ),
    ),
  },
  {
    id: 'R4-02',
    what: 'one ApplicationSet makes the nine Applications, which sync, heal and prune; the client has its own',
    corrected: ['E-78'],
    claims: [
      inFile(app('dev', 'game'), (o) => o.kind, 'ApplicationSet'),
      inFile(
        app('dev', 'game'),
        (o) => o['spec'].generators[0].list.elements.map(({ name }: { name: string }) => name),
        nine.map((service) => `${service}-dev`),
      ),
      inFile(app('dev', 'game'), (o) => o['spec'].template.spec.syncPolicy.automated, {
        prune: true,
        selfHeal: true,
      }),
      inFile(app('dev', 'game'), (o) => o['spec'].template.metadata.labels['app.kubernetes.io/part-of'], 'game'),
      inFile(app('dev', 'client'), (o) => [o.kind, o.metadata.name], ['Application', 'client-dev']),
    ],
  },
  {
    id: 'R4-03',
    what: 'only what changed is built',
    provedBy: ['test/scaffold/scripts.slow.test.ts', 'test/scaffold/pushes.slow.test.ts'],
  },
  {
    id: 'R4-04',
    what: 'CI finds what changed, builds it and writes the tags',
    provedBy: ['test/scaffold/repository-files.test.ts', 'test/scaffold/bump.slow.test.ts'],
  },
  {
    id: 'R4-05',
    what: 'one Dockerfile for all, with small images',
    provedBy: [
      'test/scaffold/suite/samples.test.ts',
      'test/scaffold/repository-files.test.ts',
      'test/scaffold/suite/builders.test.ts',
    ],
  },
  {
    id: 'R4-06',
    what: 'one replica, 128Mi to 512Mi, 100m to 500m, HTTP on 8080, gRPC on 50051, a ConfigMap',
    corrected: ['E-79'],
    claims: small.flatMap((service) => [
      inFile(workload(service), (o) => o['spec'].replicas, 1),
      inFile(workload(service), amountsOf, [
        { cpu: '100m', memory: '128Mi' },
        { cpu: '500m', memory: '512Mi' },
      ]),
      inFile(workload(service), portsOf, { http: 8080, grpc: 50051 }),
      inFile(overlay(service, 'dev', 'config-map-config'), (o) => o.kind, 'ConfigMap'),
    ]),
  },
  {
    id: 'R4-07',
    what: 'world-state: two replicas, 256Mi to 1Gi, 200m to 1 CPU',
    claims: [
      inFile(workload('world-state'), (o) => o['spec'].replicas, 2),
      inFile(workload('world-state'), amountsOf, [
        { cpu: '200m', memory: '256Mi' },
        { cpu: '1000m', memory: '1Gi' },
      ]),
      inFile(workload('world-state'), portsOf, { http: 8080, grpc: 50051 }),
    ],
  },
  {
    id: 'R4-08',
    what: '/health says that it lives, /ready that it may get requests',
    claims: nine.map((service) =>
      inFile(
        workload(service),
        (o) => [containerOf(o).livenessProbe.httpGet.path, containerOf(o).readinessProbe.httpGet.path],
        ['/health', '/ready'],
      ),
    ),
    provedBy: ['test/scaffold/suite/samples.test.ts'],
  },
  {
    id: 'R4-09',
    what: 'no storage, but for persistence-service, which is backed up',
    claims: [
      ...stateless.map((service) => noFile(overlay(service, 'dev', 'stateful-set'))),
      inFile(
        workload('persistence-service'),
        (o) => o['spec'].volumeClaimTemplates[0].spec.resources.requests.storage,
        '20Gi',
      ),
      inFile(overlay('persistence-service', 'dev', 'cron-job-backup'), (o) => o['spec'].schedule, '30 2 * * *'),
    ],
  },
  {
    id: 'R4-10',
    what: 'a service changes replicas, memory or variables without a patch',
    corrected: ['E-74'],
    claims: nine.map((service) =>
      inFile(overlay(service, 'dev', 'config-map-config'), (o) => o['data'], { SERVICE_NAME: service }),
    ),
    provedBy: ['test/render/nine-services.test.ts'],
  },
  {
    id: 'R4-11',
    what: 'one value names the registry of all',
    corrected: ['E-72', 'E-75'],
    claims: nine.map((service) =>
      inFile(workload(service), (o) => containerOf(o).image, expect.stringContaining(`ghcr.io/your-org/${service}:`)),
    ),
    provedBy: [
      'test/render/nine-services.test.ts',
      'test/changes/verbs/hold.test.ts',
      'test/model/auto-sync.test.ts',
      'test/cli/sync.test.ts',
    ],
  },
  {
    id: 'R4-12',
    what: 'deny by default, restricted pods, read-only disks, secrets from a store',
    corrected: ['E-76'],
    claims: [
      inFile('argocd/dev/baseline/dev/network-policy-default-deny.yaml', (o) => o['spec'], {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
      }),
      ...['enforce', 'warn', 'audit'].map((mode) =>
        inFile(
          'argocd/dev/baseline/dev/namespace.yaml',
          (o) => o.metadata.labels?.[`pod-security.kubernetes.io/${mode}`],
          'restricted',
        ),
      ),
      ...nine.map((service) =>
        inFile(
          workload(service),
          (o) => containerOf(o).securityContext,
          expect.objectContaining({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }),
        ),
      ),
    ],
  },
  {
    id: 'R4-13',
    what: 'metrics everywhere; dashboards, alerts, traces and notifications in production',
    otherwise: ['what-the-platform-leaves-to-others.md'],
    claims: [
      ...nine.flatMap((service) => [
        inFile(overlay(service, 'dev', 'service-monitor'), (o) => o.kind, 'ServiceMonitor'),
        inFile(overlay(service, 'prod', 'config-map-dashboard'), (o) => o.kind, 'ConfigMap'),
        inFile(overlay(service, 'prod', 'prometheus-rule'), (o) => o.kind, 'PrometheusRule'),
      ]),
      inFile(
        app('prod', 'game'),
        (o) => o['spec'].template.metadata.annotations,
        expect.objectContaining({
          'notifications.argoproj.io/subscribe.on-health-degraded.pagerduty': 'game',
          'notifications.argoproj.io/subscribe.on-deployed.slack': 'game',
        }),
      ),
    ],
    provedBy: ['test/prometheus/suite/queries.test.ts', 'test/model/place.test.ts'],
  },
  {
    id: 'R4-14',
    what: 'recovered in ten minutes',
    corrected: ['E-77'],
    provedBy: ['test/cluster/suite/recovery.test.ts'],
  },
  {
    id: 'R4-15',
    what: 'a sync takes a minute, so rendering must take far less',
    provedBy: ['test/render/render-time.slow.test.ts'],
  },
  {
    id: 'R4-16',
    what: 'the nine fit on a small machine: 1.2 CPUs and 1.5 GiB requested, at most 6 CPUs and 6 GiB',
    corrected: ['E-70'],
    claims: (['requests', 'limits'] as const).map((side) =>
      inTree(
        `${side} of the nine services in dev`,
        (objects) => [sumOf(objects, side, 'cpu'), sumOf(objects, side, 'memory') / 2 ** 30],
        side === 'requests' ? [expect.closeTo(1.2), 1.5] : [6, 6],
      ),
    ),
    provedBy: [
      'test/cli/commands/capacity.test.ts',
      'test/stacks/platform-command/capacity.test.ts',
      'test/scaffold/scripts.slow.test.ts',
      'test/scaffold/repository-files.test.ts',
    ],
  },
  {
    id: 'R4-17',
    what: 'traffic goes from gateways to world-state, from there to backends, from these to persistence',
    claims: [
      inFile(overlay('graphics-gateway', 'dev', 'network-policy'), (o) => peersOf(o, 'from'), [
        'gateway-system/*:50051',
        'monitoring/*:8080',
      ]),
      inFile(overlay('world-state', 'dev', 'network-policy'), (o) => peersOf(o, 'from'), [
        'dev/graphics-gateway:8080,50051',
        'dev/text-gateway:8080,50051',
        'monitoring/*:8080',
      ]),
      inFile(overlay('physics-service', 'dev', 'network-policy'), (o) => [peersOf(o, 'from'), peersOf(o, 'to')], [
        ['dev/world-state:8080,50051', 'monitoring/*:8080'],
        ['kube-system/kube-dns:53', 'dev/persistence-service:8080,50051'],
      ]),
      inFile(
        overlay('persistence-service', 'dev', 'network-policy'),
        (o) => peersOf(o, 'from').filter((peer) => /gateway|world-state/.test(peer)),
        [],
      ),
    ],
  },
  {
    id: 'R4-18',
    what: 'what the nine services planned: health, secrets, storage, monitoring, mesh, environments, autoscaling, chaos',
    corrected: ['E-73'],
    claims: [
      inFile(app('staging', 'game'), (o) => o['spec'].generators[0].list.elements.length, 9),
      inFile(app('prod', 'game'), (o) => o['spec'].generators[0].list.elements.length, 9),
    ],
    provedBy: [
      'test/cluster/suite/argo-cd.test.ts',
      'test/cluster/suite/autoscaling.test.ts',
      'test/cluster/suite/recovery.test.ts',
      'test/render/nine-services.test.ts',
    ],
  },
  {
    id: 'R4-19',
    what: 'an overlay can be applied with kubectl alone, and its Service leads to port 8080 of ready pods',
    provedBy: ['test/cluster/suite/recovery.test.ts'],
    claims: nine.map((service) => inFile(overlay(service, 'staging', 'service'), (o) => o['spec'].ports[0].port, 8080)),
  },
  {
    id: 'R4-20',
    what: 'going back by history',
    corrected: ['E-71'],
    provedBy: ['test/changes/verbs/rollback.test.ts', 'test/cluster/suite/rollback.test.ts'],
  },
];

function amountsOf(object: RenderedObject): readonly unknown[] {
  const { requests, limits } = containerOf(object).resources;
  return [requests, limits].map(({ cpu, memory }) => ({ cpu, memory }));
}

function portsOf(object: RenderedObject): Readonly<Record<string, number>> {
  const ports: readonly { readonly name: string; readonly containerPort: number }[] = containerOf(object).ports;
  return Object.fromEntries(ports.map(({ name, containerPort }) => [name, containerPort]));
}

function sumOf(objects: readonly RenderedObject[], side: 'requests' | 'limits', resource: 'cpu' | 'memory'): number {
  return objects
    .filter(({ kind, metadata }) => ['Deployment', 'StatefulSet'].includes(kind) && metadata.namespace === 'dev')
    .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'] === 'game')
    .reduce(
      (sum, object) =>
        sum + object['spec'].replicas * (quantityValue(containerOf(object).resources[side][resource]) ?? Number.NaN),
      0,
    );
}
