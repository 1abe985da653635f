import { expect } from 'expect';

import { decideInMesh } from '../helpers/mesh-decision';
import type { RenderedObject } from '../helpers/shipped-catalog';
import { app, containerOf, inFile, inTree, noFile, overlay, peersOf, podOf, variablesOf } from './row';
import type { Requirement } from './row';

const users = (environment: string, file: string) => overlay('user-service', environment, file);
const environments = ['dev', 'staging', 'prod'] as const;
const grpcCalls = ['/grpc.health.v1.Health/Check', '/user.UserService/GetUser'];

/** grpc-user-service-workflow.md */
export const userService: readonly Requirement[] = [
  {
    id: 'R3-01',
    what: 'branches and webhooks start builds',
    provedBy: ['test/scaffold/suite/linters.test.ts', 'test/cli/init/platform-pipelines.slow.test.ts'],
  },
  {
    id: 'R3-02',
    what: 'a build compiles, tests, scans, packs and tells Slack',
    provedBy: [
      'test/scaffold/repository-files.test.ts',
      'test/scaffold/scripts.slow.test.ts',
      'test/scaffold/suite/builders.test.ts',
    ],
  },
  {
    id: 'R3-03',
    what: 'Argo CD finds a change, applies it and watches it',
    corrected: ['E-60'],
    otherwise: ['nothing-goes-back-by-itself.md'],
    claims: [inFile(app('dev', 'user-service'), (o) => o['spec'].syncPolicy.automated.selfHeal, true)],
    provedBy: ['test/cluster/suite/rollouts.test.ts', 'test/cluster/suite/argo-cd.test.ts'],
  },
  {
    id: 'R3-04',
    what: 'a Deployment, a Service, an Ingress, and an autoscaler',
    claims: [
      ...['deployment', 'service', 'ingress', 'horizontal-pod-autoscaler'].map((file) =>
        inFile(users('prod', 'kustomization'), (o) => o['resources'].includes(`${file}.yaml`), true),
      ),
      inFile(users('prod', 'ingress'), (o) => o['spec'].rules[0].host, 'user-service.myapp.example.com'),
    ],
  },
  {
    id: 'R3-05',
    what: 'Linkerd encrypts, retries and leaves broken pods out',
    corrected: ['E-64', 'E-65'],
    otherwise: ['circuit-breaking-and-service-profile.md'],
    claims: [
      ...environments.map((environment) =>
        inFile(
          users(environment, 'deployment'),
          (o) => o['spec'].template.metadata.annotations['linkerd.io/inject'],
          'enabled',
        ),
      ),
      inFile(
        users('prod', 'service'),
        (o) => o.metadata.annotations,
        expect.objectContaining({
          'balancer.linkerd.io/failure-accrual': 'consecutive',
          'balancer.linkerd.io/failure-accrual-consecutive-max-failures': '7',
        }),
      ),
      inFile(
        users('prod', 'grpc-route-grpc'),
        (o) => o.metadata.annotations,
        expect.objectContaining({ 'retry.linkerd.io/limit': '2', 'timeout.linkerd.io/request': '10s' }),
      ),
      // Retries and circuit breaking happen in the proxy of who calls: somebody has to call, from inside the mesh.
      ...environments.flatMap((environment) => [
        inFile(
          overlay('blog-backend', environment, 'deployment'),
          (o) => o['spec'].template.metadata.annotations['linkerd.io/inject'],
          'enabled',
        ),
        inFile(
          overlay('blog-backend', environment, 'network-policy'),
          (o) => peersOf(o, 'to'),
          expect.arrayContaining([`user-service-${environment}/user-service:50051,4143`]),
        ),
        inFile(
          users(environment, 'network-policy'),
          (o) => peersOf(o, 'from'),
          expect.arrayContaining([`${environment}/blog-backend:50051,4143`]),
        ),
      ]),
    ],
    provedBy: [
      'test/render/linkerd-annotations.test.ts',
      'test/model/one-unit.test.ts',
      'test/cluster/suite/route-weights.test.ts',
      'test/cluster/suite/told-to-callers.test.ts',
    ],
  },
  {
    id: 'R3-06',
    what: 'the ServiceProfile with its route and its retry budget, in dev; elsewhere the Gateway API, which replaced it',
    corrected: ['E-61', 'E-62', 'E-63'],
    otherwise: ['circuit-breaking-and-service-profile.md'],
    claims: [
      inFile(
        users('dev', 'service-profile-user-service-dev.svc.cluster.local'),
        (o) => [o.metadata.name, o['spec'].retryBudget],
        ['user-service.user-service-dev.svc.cluster.local', { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' }],
      ),
      inFile(
        users('dev', 'service-profile-user-service-dev.svc.cluster.local'),
        (o) => o['spec'].routes,
        expect.arrayContaining([
          expect.objectContaining({
            name: 'gRPC UserService',
            condition: { method: 'POST', pathRegex: String.raw`/user\.UserService/.*` },
            isRetryable: false,
          }),
        ]),
      ),
      inFile(users('prod', 'grpc-route-grpc'), (o) => o['spec'].parentRefs[0].name, 'user-service'),
    ],
    provedBy: ['test/cluster/suite/told-to-callers.test.ts'],
  },
  {
    id: 'R3-07',
    what: 'dev: one replica of 50m and 64Mi, not scaled, basic metrics',
    claims: [
      inFile(users('dev', 'deployment'), (o) => o['spec'].replicas, 1),
      ...resources('dev', '50m', '64Mi'),
      noFile(users('dev', 'horizontal-pod-autoscaler')),
      inFile(users('dev', 'service-monitor'), (o) => o.kind, 'ServiceMonitor'),
      noFile(users('dev', 'config-map-dashboard')),
    ],
  },
  {
    id: 'R3-08',
    what: 'staging: two to five replicas of 100m and 128Mi, all metrics and traces',
    corrected: ['E-68'],
    claims: [
      inFile(users('staging', 'deployment'), (o) => o['spec'].replicas, undefined),
      ...resources('staging', '100m', '128Mi'),
      ...bounds('staging', 2, 5),
      ...watched('staging'),
    ],
    provedBy: ['test/model/laws/monitoring.test.ts', 'test/stacks/add-ons/trace-address.test.ts'],
  },
  {
    id: 'R3-09',
    what: 'production: three to ten replicas of 200m and 256Mi, watched and guarded',
    corrected: ['E-68'],
    otherwise: ['prod-judges-commits-by-gates.md'],
    claims: [
      inFile(users('prod', 'deployment'), (o) => o['spec'].replicas, undefined),
      ...resources('prod', '200m', '256Mi'),
      ...bounds('prod', 3, 10),
      ...watched('prod'),
      inFile(users('prod', 'prometheus-rule'), (o) => o['spec'].groups[0].rules.length > 0, true),
      inFile(users('prod', 'server-grpc'), (o) => o['spec'].accessPolicy, 'deny'),
    ],
    provedBy: [
      'test/docs/image-policies.test.ts',
      'test/prometheus/suite/queries.test.ts',
      'test/stacks/add-ons/trace-address.test.ts',
    ],
  },
  {
    id: 'R3-10',
    // That each panel finds series: test/prometheus/suite.
    what: 'dashboards of requests as the mesh sees them and as the service counts them, of what pods use, and of how many there are',
    otherwise: ['what-the-platform-leaves-to-others.md'],
    claims: [
      inFile(users('prod', 'config-map-dashboard'), (o) => o.metadata.labels?.['grafana_dashboard'], '1'),
      inFile(users('prod', 'config-map-dashboard'), panelsOf, [
        'Requests',
        'Share of errors',
        'Latency',
        'Requests',
        'Share of errors',
        'Latency',
        'CPU',
        'Memory',
        'Pods',
        'Restarts',
      ]),
      inFile(users('prod', 'pod-monitor'), (o) => o['spec'].podMetricsEndpoints[0].port, 'linkerd-admin'),
      inFile(users('prod', 'service-monitor'), (o) => o['spec'].endpoints[0].path, '/metrics'),
      inFile(
        users('prod', 'network-policy'),
        (o) => peersOf(o, 'from'),
        expect.arrayContaining(['monitoring/*:8080', 'monitoring/*:4191']),
      ),
    ],
    provedBy: [
      'test/charts/dashboard.test.ts',
      'test/charts/monitoring.test.ts',
      'test/model/place.test.ts',
      'test/prometheus/suite/queries.test.ts',
    ],
  },
  {
    id: 'R3-11',
    what: 'Slack hears of deployments and failures, e-mail of what is critical, PagerDuty of production',
    claims: [
      ...environments.map((environment) =>
        inFile(
          app(environment, 'user-service'),
          (o) => o.metadata.annotations,
          expect.objectContaining({
            'notifications.argoproj.io/subscribe.on-deployed.slack': 'identity',
            'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'identity',
          }),
        ),
      ),
      inFile(
        app('prod', 'user-service'),
        (o) => o.metadata.annotations,
        expect.objectContaining({
          'notifications.argoproj.io/subscribe.on-deployed.slack': 'identity',
          'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'identity',
          'notifications.argoproj.io/subscribe.on-health-degraded.email': 'identity-team@example.com',
          'notifications.argoproj.io/subscribe.on-health-degraded.pagerduty': 'identity',
        }),
      ),
      inFile(users('prod', 'prometheus-rule'), (o) => o['spec'].groups[0].rules[0].labels, {
        environment: 'prod',
        service: 'user-service',
        severity: 'critical',
        team: 'identity-team',
      }),
    ],
    provedBy: ['test/stacks/monitoring/alertmanager-config.test.ts', 'test/prometheus/suite/queries.test.ts'],
  },
  {
    id: 'R3-12',
    what: 'not root, on a read-only disk',
    claims: [
      inFile(
        users('prod', 'deployment'),
        (o) => containerOf(o).securityContext,
        expect.objectContaining({ runAsNonRoot: true, readOnlyRootFilesystem: true }),
      ),
    ],
    provedBy: [
      'test/scaffold/repository-files.test.ts',
      'test/scaffold/scripts.slow.test.ts',
      'test/scaffold/suite/linters.test.ts',
    ],
  },
  {
    id: 'R3-13',
    what: 'only who is declared may call: by certificate in the mesh, by network outside it',
    corrected: ['E-69'],
    otherwise: ['networks-where-there-is-no-certificate.md'],
    claims: [
      ...['server-grpc', 'server-http'].map((file) =>
        inFile(users('prod', file), (o) => o['spec'].accessPolicy, 'deny'),
      ),
      inFile(users('prod', 'network-policy'), (o) => o['spec'].policyTypes, ['Ingress', 'Egress']),
      inFile(
        users('prod', 'network-policy'),
        (o) => peersOf(o, 'to'),
        expect.arrayContaining(['linkerd/*:8080,8086,8090']),
      ),
      inFile(users('prod', 'mesh-tls-authentication'), (o) => o['spec'].identityRefs, [
        { kind: 'ServiceAccount', name: 'blog-backend', namespace: 'prod' },
      ]),
      ...environments.flatMap((environment) => [
        inTree(
          `policies of the gRPC port of user-service in ${environment}`,
          (objects) => policiesOf(objects, `user-service-${environment}`, 'user-service.grpc'),
          ['MeshTLSAuthentication user-service'],
        ),
        // Without a certificate nobody gets an answer but to the probe of the kubelet.
        inTree(
          `what a pod of the cluster gets from the gRPC port of user-service in ${environment}`,
          (objects) => askedByPod(objects, `user-service-${environment}`),
          { 'without a certificate': ['/grpc.health.v1.Health/Check'], 'as blog-backend': grpcCalls },
        ),
      ]),
      inFile(users('prod', 'deployment'), (o) => podOf(o).automountServiceAccountToken, false),
    ],
    provedBy: ['test/render/mesh-identity.test.ts'],
  },
  {
    id: 'R3-14',
    what: 'images are signed, and who may do what is limited and recorded',
    provedBy: [
      'test/scaffold/repository-files.test.ts',
      'test/scaffold/scripts.slow.test.ts',
      'test/cluster/suite/story.test.ts',
      'test/delivery/audit.slow.test.ts',
      'test/gates/gates.test.ts',
    ],
  },
  {
    id: 'R3-15',
    what: 'a namespace for each service and environment',
    claims: environments.flatMap((environment) => [
      inFile(users(environment, 'deployment'), (o) => o.metadata.namespace, `user-service-${environment}`),
      inFile(
        `argocd/${environment}/baseline/user-service-${environment}/namespace.yaml`,
        (o) => o.metadata.name,
        `user-service-${environment}`,
      ),
      inFile(app(environment, 'user-service'), (o) => o['spec'].destination.namespace, `user-service-${environment}`),
    ]),
  },
  {
    id: 'R3-16',
    what: 'port 80 of the Service leads to 8080; /health and /metrics are there',
    corrected: ['E-66'],
    claims: [
      inFile(
        users('prod', 'service'),
        (o) => o['spec'].ports[0],
        expect.objectContaining({ name: 'http', port: 80, targetPort: 'http' }),
      ),
      inFile(users('prod', 'deployment'), (o) => containerOf(o).ports, [
        { name: 'http', containerPort: 8080, protocol: 'TCP' },
        { name: 'grpc', containerPort: 50051, protocol: 'TCP' },
      ]),
      inFile(
        users('prod', 'deployment'),
        (o) => [containerOf(o).livenessProbe.httpGet, containerOf(o).readinessProbe.grpc],
        [{ path: '/health', port: 'http' }, { port: 50051 }],
      ),
      inFile(users('prod', 'service-monitor'), (o) => o['spec'].endpoints[0].path, '/metrics'),
    ],
    provedBy: ['test/scaffold/suite/samples.test.ts'],
  },
  {
    id: 'R3-17',
    what: 'production needs an approval',
    corrected: ['E-67'],
    provedBy: ['test/cluster/suite/story.test.ts', 'test/delivery/delivery.test.ts'],
  },
  {
    id: 'R3-18',
    what: 'versions are semantic, builds fail early',
    provedBy: ['test/scaffold/repository-files.test.ts', 'test/scaffold/scripts.slow.test.ts'],
  },
];

function resources(environment: string, cpu: string, memory: string) {
  return (['requests', 'limits'] as const).map((side) =>
    inFile(
      users(environment, 'deployment'),
      (o) => containerOf(o).resources[side],
      expect.objectContaining({ cpu, memory }),
    ),
  );
}

function bounds(environment: string, minReplicas: number, maxReplicas: number) {
  return [
    inFile(
      users(environment, 'horizontal-pod-autoscaler'),
      (o) => o['spec'],
      expect.objectContaining({ minReplicas, maxReplicas }),
    ),
  ];
}

function watched(environment: string) {
  return [
    inFile(users(environment, 'service-monitor'), (o) => o.kind, 'ServiceMonitor'),
    inFile(users(environment, 'config-map-dashboard'), (o) => o.kind, 'ConfigMap'),
    inFile(
      users(environment, 'deployment'),
      variablesOf,
      expect.objectContaining({ OTEL_SERVICE_NAME: 'user-service' }),
    ),
  ];
}

function panelsOf(object: { readonly [field: string]: unknown }): readonly string[] {
  const data = object['data'];
  const [json] = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const { panels }: { panels: readonly { readonly type: string; readonly title: string }[] } = JSON.parse(String(json));
  return panels.filter(({ type }) => type !== 'row').map(({ title }) => title);
}

/** How callers may show who they are to a Server, by every policy of it. */
function policiesOf(objects: readonly RenderedObject[], namespace: string, server: string): readonly string[] {
  return objects
    .filter(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.namespace === namespace)
    .filter((policy) => policy['spec'].targetRef.kind === 'Server' && policy['spec'].targetRef.name === server)
    .flatMap((policy) => policy['spec'].requiredAuthenticationRefs)
    .map(({ kind, name }: { readonly kind: string; readonly name: string }) => `${kind} ${name}`);
}

function askedByPod(tree: readonly RenderedObject[], namespace: string) {
  // A kustomization has no name.
  const objects = tree.filter(({ kind }) => kind !== 'Kustomization');
  const workload = objects.find(
    ({ kind, metadata }) =>
      kind === 'Deployment' && metadata.namespace === namespace && metadata.name === 'user-service',
  );
  if (workload === undefined) return 'there is no Deployment';
  const { metadata, spec } = workload['spec'].template;
  const pod = { namespace, labels: metadata.labels, spec };
  const answered = (caller: { readonly identity?: string }) =>
    grpcCalls.filter(
      (path) => decideInMesh(objects, pod, 50051, { from: '10.1.2.3', method: 'POST', path, ...caller }).isLetIn,
    );
  const identity = `${namespace.replace('user-service-', '')}/blog-backend`;
  return { 'without a certificate': answered({}), 'as blog-backend': answered({ identity }) };
}
