import { expect } from 'expect';

import type { RenderedObject } from '../helpers/shipped-catalog';
import { app, containerOf, inFile, inTree, noFile, overlay, peersOf, podOf, secretsOf, variablesOf } from './row';
import type { Requirement } from './row';
import { withoutNamespaces } from './without-namespaces';

const payment = (environment: string, file: string) => overlay('payment-service', environment, file);
const deployment = payment('prod', 'deployment');
const application = app('prod', 'payment-service');

/** payment-service-portal.md */
export const payments: readonly Requirement[] = [
  {
    id: 'R0-01',
    what: 'a request in the portal ends in a running service; it is promoted under approvals and a change ticket',
    provedBy: ['test/controller/story.slow.test.ts', 'test/cluster/suite/story.test.ts'],
  },
  {
    id: 'R0-02',
    what: 'a service is asked for by name, team, language, framework, template, port, database, redis and public',
    claims: [
      inFile(deployment, (o) => o.metadata.labels?.['team'], 'backend-team'),
      inFile(deployment, (o) => containerOf(o).ports[0].containerPort, 8080),
      inFile(deployment, (o) => Object.keys(secretsOf(o)), ['DB_HOST', 'DB_PASSWORD', 'DB_USERNAME']),
      inFile(payment('prod', 'http-route'), (o) => o.kind, 'HTTPRoute'),
    ],
    provedBy: ['test/changes/verbs/create.test.ts', 'test/cli/commands/portal.test.ts'],
  },
  {
    id: 'R0-03',
    what: 'a service has a folder with an overlay for each environment, and production a network policy',
    corrected: ['E-14'],
    otherwise: ['no-kustomize-export.md'],
    claims: ['dev', 'staging', 'prod'].flatMap((environment) => [
      inFile(
        payment(environment, 'kustomization'),
        (o) => o['resources'],
        expect.arrayContaining([
          'config-map-config.yaml',
          'deployment.yaml',
          'external-secret-secrets.yaml',
          'network-policy.yaml',
          'service.yaml',
        ]),
      ),
      noFile(payment(environment, 'secret')),
    ]),
    provedBy: ['test/scaffold/repository-files.test.ts', 'test/cli/changes/scaffold.slow.test.ts'],
  },
  {
    id: 'R0-04',
    what: 'labels app, tier, team and managed-by; annotations of the portal on the workload; version on the pods',
    corrected: ['E-21'],
    claims: [
      inFile(
        deployment,
        (o) => o.metadata.labels,
        expect.objectContaining({
          app: 'payment-service',
          tier: 'backend',
          team: 'backend-team',
          'managed-by': 'port-io',
          'app.kubernetes.io/name': 'payment-service',
          'app.kubernetes.io/managed-by': 'slipway',
        }),
      ),
      inFile(
        deployment,
        (o) => o.metadata.annotations,
        expect.objectContaining({ 'port.io/entity': 'payment-service', 'port.io/blueprint': 'microservice' }),
      ),
      inFile(deployment, (o) => o['spec'].template.metadata.labels.version, 'v1.2.0'),
    ],
  },
  {
    id: 'R0-05',
    what: 'two replicas where nothing else is said (staging), found by the label app',
    claims: [
      inFile(payment('staging', 'deployment'), (o) => o['spec'].replicas, 2),
      inFile(deployment, (o) => o['spec'].selector.matchLabels, { app: 'payment-service' }),
    ],
  },
  {
    id: 'R0-06',
    what: 'metrics are at /actuator/prometheus on 8080',
    corrected: ['E-18'],
    claims: [
      inFile(
        deployment,
        (o) => o['spec'].template.metadata.annotations,
        expect.objectContaining({
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': '8080',
          'prometheus.io/path': '/actuator/prometheus',
        }),
      ),
      inFile(payment('prod', 'service-monitor'), (o) => o['spec'].endpoints, [
        { port: 'http', path: '/actuator/prometheus', interval: '30s' },
      ]),
    ],
  },
  {
    id: 'R0-07',
    what: 'pods run as a ServiceAccount of their own, which exists, as user 65534',
    corrected: ['E-16'],
    claims: [
      inFile(deployment, (o) => podOf(o).serviceAccountName, 'payment-service'),
      inFile(payment('prod', 'service-account'), (o) => [o.metadata.name, o['automountServiceAccountToken']], [
        'payment-service',
        false,
      ]),
      inFile(
        deployment,
        (o) => podOf(o).securityContext,
        expect.objectContaining({ runAsNonRoot: true, runAsUser: 65534, fsGroup: 65534 }),
      ),
    ],
  },
  {
    id: 'R0-08',
    what: 'port 8080 is called http; the image is fixed to what was released',
    corrected: ['E-25'],
    claims: [
      inFile(deployment, (o) => containerOf(o).ports, [{ name: 'http', containerPort: 8080, protocol: 'TCP' }]),
      inFile(
        deployment,
        (o) => containerOf(o).image,
        expect.stringMatching(/^ghcr\.io\/your-org\/payment-service:v1\.2\.0@sha256:[0-9a-f]{64}$/),
      ),
    ],
  },
  {
    id: 'R0-09',
    what: 'Spring gets its profile, and the database its credentials from the Secret',
    claims: [
      inFile(deployment, variablesOf, expect.objectContaining({ SPRING_PROFILES_ACTIVE: 'kubernetes' })),
      inFile(deployment, secretsOf, {
        DB_HOST: 'payment-service-secrets/db-host',
        DB_USERNAME: 'payment-service-secrets/db-username',
        DB_PASSWORD: 'payment-service-secrets/db-password',
      }),
    ],
  },
  {
    id: 'R0-10',
    what: 'requests 200m, 512Mi and 1Gi of disk; limits 1 CPU, 1Gi and 2Gi of disk',
    claims: [
      inFile(deployment, (o) => containerOf(o).resources, {
        requests: { cpu: '200m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        limits: { cpu: '1000m', memory: '1Gi', 'ephemeral-storage': '2Gi' },
      }),
    ],
  },
  {
    id: 'R0-11',
    what: 'the container has no rights in the kernel and cannot write to its image',
    corrected: ['E-17'],
    claims: [
      inFile(
        deployment,
        (o) => containerOf(o).securityContext,
        expect.objectContaining({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          runAsUser: 65534,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        }),
      ),
    ],
  },
  {
    id: 'R0-12',
    what: 'liveness is asked after 60 s, each 10 s',
    claims: [
      inFile(deployment, (o) => containerOf(o).livenessProbe, {
        httpGet: { path: '/actuator/health/liveness', port: 'http' },
        initialDelaySeconds: 60,
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      }),
    ],
    provedBy: ['test/scaffold/suite/samples.test.ts'],
  },
  {
    id: 'R0-13',
    what: 'readiness is asked after 30 s, each 5 s',
    claims: [
      inFile(deployment, (o) => containerOf(o).readinessProbe, {
        httpGet: { path: '/actuator/health/readiness', port: 'http' },
        initialDelaySeconds: 30,
        periodSeconds: 5,
        timeoutSeconds: 3,
        failureThreshold: 3,
      }),
    ],
    provedBy: ['test/scaffold/suite/samples.test.ts'],
  },
  {
    id: 'R0-14',
    what: '1Gi of scratch disk at /tmp; the configuration as files in /app/config',
    claims: [
      inFile(
        deployment,
        (o) => podOf(o).volumes,
        expect.arrayContaining([
          { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
          { name: 'config', configMap: { name: 'payment-service-config' } },
        ]),
      ),
      inFile(
        deployment,
        (o) => containerOf(o).volumeMounts,
        expect.arrayContaining([
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'config', mountPath: '/app/config', readOnly: true },
        ]),
      ),
    ],
  },
  {
    id: 'R0-15',
    what: 'production: namespace prod, v1.2.0, five replicas, its own configuration',
    corrected: ['E-01', 'E-15'],
    claims: [
      inFile(deployment, (o) => [o.metadata.namespace, o['spec'].replicas], ['prod', 5]),
      inFile(payment('prod', 'config-map-config'), (o) => o['data'], {
        ENVIRONMENT: 'production',
        LOG_LEVEL: 'INFO',
        METRICS_ENABLED: 'true',
      }),
      inFile(payment('prod', 'kustomization'), (o) => o['resources'].includes('deployment.yaml'), true),
    ],
  },
  {
    id: 'R0-16',
    what: 'the Secret has db-host, db-username and db-password, whose values are in the store; the database is in db',
    corrected: ['E-14'],
    claims: [
      inFile(
        payment('prod', 'external-secret-secrets'),
        (o) => o['spec'].data.map(({ secretKey }: { secretKey: string }) => secretKey),
        ['db-host', 'db-password', 'db-username'],
      ),
      inFile(payment('prod', 'network-policy'), (o) => peersOf(o, 'to'), expect.arrayContaining(['db/*:5432'])),
      inTree('kinds', (objects) => objects.filter(({ kind }) => kind === 'Secret'), []),
    ],
    provedBy: ['test/cli/commands/secrets.test.ts'],
  },
  {
    id: 'R0-17',
    what: 'production denies all traffic that nobody needs',
    claims: [
      inFile(payment('prod', 'network-policy'), (o) => o['spec'].policyTypes, ['Ingress', 'Egress']),
      inFile(payment('prod', 'network-policy'), (o) => peersOf(o, 'from'), [
        'gateway-system/*:8080',
        'monitoring/*:8080',
      ]),
      inFile('argocd/prod/baseline/prod/network-policy-default-deny.yaml', (o) => o['spec'].podSelector, {}),
    ],
  },
  {
    id: 'R0-18',
    what: 'the Application is payment-service-prod in argocd, with its labels',
    claims: [
      inFile(application, (o) => [o.metadata.name, o.metadata.namespace], ['payment-service-prod', 'argocd']),
      inFile(
        application,
        (o) => o.metadata.labels,
        expect.objectContaining({
          'app.kubernetes.io/name': 'payment-service',
          'app.kubernetes.io/environment': 'prod',
          'managed-by': 'port-io',
          team: 'backend-team',
        }),
      ),
    ],
  },
  {
    id: 'R0-19',
    what: 'the Application names its entity, is in wave 2, and tells the portal what happens to it',
    corrected: ['E-06', 'E-22'],
    claims: [
      inFile(
        application,
        (o) => o.metadata.annotations,
        expect.objectContaining({
          'port.io/entity': 'payment-service',
          'port.io/environment': 'prod',
          'argocd.argoproj.io/sync-wave': '2',
          'notifications.argoproj.io/subscribe.on-sync-succeeded.port': '',
          'notifications.argoproj.io/subscribe.on-sync-failed.port': '',
          'notifications.argoproj.io/subscribe.on-health-degraded.port': '',
        }),
      ),
    ],
  },
  {
    id: 'R0-20',
    what: 'it deploys services/payment-service/overlays/prod to namespace prod of its own cluster, in project microservices',
    corrected: ['E-23'],
    claims: [
      inFile(application, (o) => o['spec'].project, 'microservices'),
      inFile(application, (o) => o['spec'].source, {
        repoURL: 'https://github.com/your-org/gitops-manifests.git',
        targetRevision: 'main',
        path: 'services/payment-service/overlays/prod',
      }),
      inFile(application, (o) => o['spec'].destination, {
        server: 'https://kubernetes.default.svc',
        namespace: 'prod',
      }),
    ],
  },
  {
    id: 'R0-21',
    what: 'how it syncs, how often it tries again, and how much history it keeps',
    corrected: ['E-11', 'E-27'],
    otherwise: ['namespaces-and-tries-of-applications.md'],
    claims: [
      inFile(application, (o) => o['spec'].syncPolicy.automated, undefined),
      inFile(
        application,
        (o) => o['spec'].syncPolicy.syncOptions,
        expect.arrayContaining([
          'PrunePropagationPolicy=foreground',
          'PruneLast=true',
          'RespectIgnoreDifferences=true',
        ]),
      ),
      ...withoutNamespaces,
      inFile(application, (o) => o['spec'].syncPolicy.retry, {
        limit: 3,
        backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
      }),
      // What syncs by itself is tried until its cause is mended.
      ...['dev', 'staging'].map((environment) =>
        inFile(app(environment, 'payment-service'), (o) => o['spec'].syncPolicy.retry, {
          limit: -1,
          refresh: true,
          backoff: { duration: '5s', factor: 2, maxDuration: '1m' },
        }),
      ),
      inFile(application, (o) => o['spec'].revisionHistoryLimit, 10),
    ],
  },
  {
    id: 'R0-22',
    what: 'replicas are ignored where an autoscaler owns them, and nowhere else; Secrets are not in Git at all',
    corrected: ['E-12', 'E-13'],
    claims: [
      inFile(application, (o) => o['spec'].ignoreDifferences, undefined),
      inFile(app('prod', 'user-service'), (o) => o['spec'].ignoreDifferences, [
        { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
      ]),
    ],
  },
  {
    id: 'R0-23',
    what: 'the portal has an entity for the service',
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/portal/port/port-formats.test.ts',
      'test/cli/commands/portal.test.ts',
    ],
  },
  {
    id: 'R0-24',
    what: 'the portal has an entity for each deployment: replicas 1, 2, 5, whence it was promoted, its change ticket',
    corrected: ['E-20'],
    claims: [
      ...[['dev', 1] as const, ['staging', 2] as const, ['prod', 5] as const].map(([environment, replicas]) =>
        inFile(payment(environment, 'deployment'), (o) => o['spec'].replicas, replicas),
      ),
      inFile(
        application,
        (o) => o.metadata.annotations,
        expect.objectContaining({
          'slipway.dev/promoted-from': 'staging',
          'slipway.dev/change-ticket': 'CHG-12345',
        }),
      ),
      inTree(
        'image of payment-service in every environment',
        (objects) => imagesOf(objects, 'payment-service').size,
        1,
      ),
    ],
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/portal/port/port-formats.test.ts',
      'test/cli/commands/portal.test.ts',
      'test/controller/outcome-status.test.ts',
    ],
  },
  {
    id: 'R0-25',
    what: 'a webhook promotes',
    corrected: ['E-24'],
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/controller/promote.test.ts',
      'test/cli/commands/portal.test.ts',
    ],
  },
  {
    id: 'R0-26',
    what: 'a webhook rolls back to a version, with a reason',
    corrected: ['E-30'],
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/changes/verbs/rollback.test.ts',
      'test/cli/commands/portal.test.ts',
    ],
  },
  {
    id: 'R0-27',
    what: 'a webhook scales, with limits and a reason',
    corrected: ['E-12'],
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/changes/verbs/scale.test.ts',
      'test/cli/commands/portal.test.ts',
    ],
  },
  {
    id: 'R0-28',
    what: 'a promotion may wait for tests',
    provedBy: ['test/cluster/suite/story.test.ts', 'test/changes/verbs/promote.test.ts', 'test/gates/gates.test.ts'],
  },
  {
    id: 'R0-29',
    what: 'the portal shows health, ownership, the pipeline with its lead time, and what is asked for',
    otherwise: ['usage-stays-in-prometheus.md'],
    provedBy: [
      'test/cli/commands/portal.test.ts',
      'test/cli/commands/capacity.test.ts',
      'test/controller/outcome-status.test.ts',
    ],
  },
  {
    id: 'R0-30',
    what: 'health, sync and what is asked for reach the portal',
    otherwise: ['usage-stays-in-prometheus.md'],
    // A sync that has succeeded is not yet healthy, and what was degraded may be healthy again.
    claims: [
      inFile(
        app('prod', 'payment-service'),
        (o) =>
          ['on-deployed', 'on-health-degraded', 'on-health-recovered', 'on-drifted', 'on-waiting'].filter(
            (event) => o.metadata.annotations?.[`notifications.argoproj.io/subscribe.${event}.port`] !== undefined,
          ),
        ['on-deployed', 'on-health-degraded', 'on-health-recovered', 'on-drifted', 'on-waiting'],
      ),
    ],
    provedBy: [
      'test/controller/argocd-webhook.test.ts',
      'test/cli/commands/portal.test.ts',
      'test/controller/outcome-status.test.ts',
    ],
  },
  {
    id: 'R0-31',
    what: 'Argo CD sends what happens to the controller, which knows who sent it',
    corrected: ['E-10'],
    provedBy: [
      'test/controller/argocd-webhook.test.ts',
      'test/stacks/components/notifications.test.ts',
      'test/stacks/notifications/argocd.slow.test.ts',
    ],
  },
  {
    id: 'R0-32',
    what: 'a successful sync is reported with its revision and the health that it has',
    corrected: ['E-02', 'E-05', 'E-08', 'E-09'],
    provedBy: ['test/stacks/notifications/notification-config.test.ts', 'test/cluster/suite/notifications.test.ts'],
  },
  {
    id: 'R0-33',
    what: 'degraded health is reported with its reason and time',
    corrected: ['E-03', 'E-04', 'E-07'],
    provedBy: ['test/stacks/notifications/argocd.slow.test.ts', 'test/cluster/suite/notifications.test.ts'],
  },
  {
    id: 'R0-34',
    what: 'hundreds of services, a complete audit trail, emergency access',
    provedBy: [
      'test/cluster/suite/story.test.ts',
      'test/cluster/suite/many-services.test.ts',
      'test/delivery/audit.slow.test.ts',
    ],
  },
];

function imagesOf(objects: readonly RenderedObject[], name: string): ReadonlySet<string> {
  const deployments = objects.filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
  return new Set(deployments.map((object) => containerOf(object).image));
}
