import { expect } from 'expect';

import { app, containerOf, inFile, inTree, noFile, overlay, peersOf, secretsOf } from './row';
import type { Requirement } from './row';
import { withoutNamespaces } from './without-namespaces';

const environments = ['dev', 'staging', 'prod'] as const;
const apm = (environment: string, file: string) => overlay('apm', environment, file);
const wave = 'argocd.argoproj.io/sync-wave';

/** apm-stack-workflow.md */
export const apmStack: readonly Requirement[] = [
  {
    id: 'R2-01',
    what: 'one Application for each environment, all from one repository',
    claims: environments.map((environment) =>
      inFile(app(environment, 'apm'), (o) => [o.metadata.name, o['spec'].source.repoURL, o['spec'].source.path], [
        `apm-${environment}`,
        'https://github.com/your-org/gitops-manifests.git',
        `services/apm/overlays/${environment}`,
      ]),
    ),
  },
  {
    id: 'R2-02',
    what: 'overlays, Applications and projects have their folders',
    corrected: ['E-54', 'E-56', 'E-57'],
    claims: environments.map((environment) =>
      inFile(
        `argocd/${environment}/bootstrap/app-project-microservices.yaml`,
        (o) => o['spec'].destinations.map(({ namespace }: { namespace: string }) => namespace),
        environments.flatMap((name) => [name, `user-service-${name}`]).sort(),
      ),
    ),
    provedBy: ['test/stacks/components/parts.test.ts', 'test/platform/suite/one-cluster.test.ts'],
  },
  {
    id: 'R2-03',
    what: 'environments are apart, and run the same bytes',
    claims: [
      inTree(
        'images of apm',
        (objects) =>
          new Set(
            objects
              .filter(({ kind, metadata }) => /^(Deployment|Rollout)$/.test(kind) && metadata.name === 'apm')
              .map((object) => containerOf(object).image),
          ).size,
        1,
      ),
      ...environments.map((environment) =>
        inFile(
          `argocd/${environment}/baseline/${environment}/resource-quota.yaml`,
          (o) => o.metadata.namespace,
          environment,
        ),
      ),
    ],
  },
  {
    id: 'R2-04',
    what: 'least privilege: restricted pods, network policies, secrets from a store; who acts by hand in Argo CD is kept',
    claims: environments.flatMap((environment) => [
      inFile(
        `argocd/${environment}/baseline/${environment}/namespace.yaml`,
        (o) => o.metadata.labels?.['pod-security.kubernetes.io/enforce'],
        'restricted',
      ),
      inFile(apm(environment, 'network-policy'), (o) => o['spec'].policyTypes, ['Ingress', 'Egress']),
      inFile(apm(environment, 'external-secret-secrets'), (o) => o.kind, 'ExternalSecret'),
    ]),
    provedBy: [
      'test/delivery/audit.slow.test.ts',
      'test/stacks/argocd/rbac-policy.test.ts',
      'test/controller/argocd/event-of-application.test.ts',
      'test/controller/argocd/acts.test.ts',
      'test/controller/argocd/acts-of-events.test.ts',
      'test/delivery/acts.test.ts',
      'test/cluster/suite/acts.test.ts',
    ],
  },
  {
    id: 'R2-05',
    what: 'metrics are read everywhere, production has alerts, and drift is undone where nobody approves it',
    claims: [
      ...environments.map((environment) =>
        inFile(apm(environment, 'service-monitor'), (o) => o.kind, 'ServiceMonitor'),
      ),
      inFile(apm('prod', 'prometheus-rule'), (o) => o['spec'].groups[0].rules.length > 0, true),
      inFile(app('dev', 'apm'), (o) => o['spec'].syncPolicy.automated.selfHeal, true),
    ],
    provedBy: [
      'test/prometheus/suite/queries.test.ts',
      'test/stacks/monitoring/queries.test.ts',
      'test/stacks/monitoring/promtool.slow.test.ts',
    ],
  },
  {
    id: 'R2-06',
    what: 'three layouts: GitFlow, a branch for each environment, and one branch with an overlay for each environment',
    corrected: ['E-57'],
    otherwise: ['no-kustomize-export.md'],
    claims: environments.map((environment) =>
      inFile(app(environment, 'apm'), (o) => o['spec'].source.targetRevision, 'main'),
    ),
    provedBy: [
      'test/render/layouts.test.ts',
      'test/delivery/delivery.test.ts',
      'test/scaffold/branch-map.slow.test.ts',
    ],
  },
  {
    id: 'R2-07',
    what: 'development syncs, prunes and heals by itself, and never empties itself',
    corrected: ['E-58'],
    claims: [
      inFile(app('dev', 'apm'), (o) => o['spec'].syncPolicy.automated, {
        prune: true,
        selfHeal: true,
      }),
    ],
    provedBy: ['test/scaffold/repository-files.test.ts'],
  },
  {
    id: 'R2-08',
    what: 'staging is reached by review; the sources differ on its sync, and automatic was settled',
    corrected: ['E-40'],
    claims: [
      inFile(app('staging', 'apm'), (o) => o['spec'].syncPolicy.automated, {
        prune: true,
        selfHeal: true,
      }),
    ],
    provedBy: ['test/cluster/suite/story.test.ts', 'test/delivery/delivery.test.ts'],
  },
  {
    id: 'R2-09',
    what: 'production syncs by hand',
    corrected: ['E-41'],
    otherwise: ['namespaces-and-tries-of-applications.md'],
    claims: [
      inFile(app('prod', 'apm'), (o) => o['spec'].syncPolicy.automated, undefined),
      inFile(
        app('prod', 'apm'),
        (o) => o['spec'].syncPolicy.syncOptions,
        expect.arrayContaining(['PrunePropagationPolicy=foreground']),
      ),
      ...withoutNamespaces,
    ],
    provedBy: ['test/cluster/suite/story.test.ts', 'test/delivery/delivery.test.ts'],
  },
  {
    id: 'R2-10',
    what: 'production is blue-green: measured as preview, moved by a person, the old one stays 30 s',
    corrected: ['E-43'],
    claims: [
      inFile(apm('prod', 'rollout'), (o) => o['spec'].strategy.blueGreen, {
        activeService: 'apm-active',
        previewService: 'apm-preview',
        autoPromotionEnabled: false,
        // Of several releases within that time one stays.
        scaleDownDelayRevisionLimit: 1,
        scaleDownDelaySeconds: 30,
        prePromotionAnalysis: {
          // Of the service's own name: services share a namespace.
          templates: [{ templateName: 'apm-success-rate' }],
          args: [
            { name: 'service-name', value: 'apm-preview' },
            { name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
          ],
        },
      }),
      inFile(apm('prod', 'service-active'), (o) => o.metadata.name, 'apm-active'),
      inFile(apm('prod', 'service-preview'), (o) => o.metadata.name, 'apm-preview'),
      inFile(apm('prod', 'analysis-template-success-rate'), (o) => [o['spec'].args, o['spec'].metrics[0].name], [
        [{ name: 'service-name' }, { name: 'pod-hash' }],
        'success-rate',
      ]),
      noFile(apm('prod', 'deployment')),
    ],
    provedBy: ['test/prometheus/suite/queries.test.ts'],
  },
  {
    id: 'R2-11',
    what: 'staging is a canary: 20 %, a person, 50 %, ten minutes, all',
    corrected: ['E-43', 'E-44'],
    provedBy: ['test/cluster/suite/notifications.test.ts', 'test/model/laws/monitoring.test.ts'],
    claims: [
      inFile(apm('staging', 'rollout'), (o) => o['spec'].strategy.canary, {
        maxSurge: '25%',
        maxUnavailable: '25%',
        steps: [
          { setWeight: 20 },
          { pause: {} },
          { setWeight: 50 },
          { pause: { duration: '10m' } },
          { setWeight: 100 },
        ],
      }),
      // A weight is a share of the pods here: 20 % needs five of them.
      inFile(apm('staging', 'rollout'), (o) => o['spec'].replicas, 5),
    ],
  },
  {
    id: 'R2-12',
    what: 'development rolls: a quarter more, a quarter less',
    claims: [
      inFile(apm('dev', 'deployment'), (o) => o['spec'].strategy, {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      }),
    ],
  },
  {
    id: 'R2-13',
    what: 'waves: what pods need -10, monitoring -5, what runs 0, what lets traffic in 5',
    claims: [
      inFile(apm('prod', 'external-secret-secrets'), (o) => o.metadata.annotations?.[wave], '-10'),
      inFile(apm('prod', 'service-monitor'), (o) => o.metadata.annotations?.[wave], '-5'),
      inFile(apm('dev', 'deployment'), (o) => o.metadata.annotations?.[wave], '0'),
      inFile(overlay('payment-service', 'prod', 'http-route'), (o) => o.metadata.annotations?.[wave], '5'),
      inFile(app('dev', 'baseline'), (o) => o.metadata.annotations?.[wave], '-20'),
      inFile(app('dev', 'apm'), (o) => o.metadata.annotations?.[wave], '-5'),
    ],
  },
  {
    id: 'R2-14',
    what: 'Argo CD knows when a Deployment is healthy',
    corrected: ['E-42'],
    provedBy: ['test/stacks/argocd/argocd-cm.test.ts', 'test/cluster/suite/argo-cd.test.ts'],
  },
  {
    id: 'R2-15',
    what: 'roles of people in Argo CD',
    corrected: ['E-55'],
    provedBy: ['test/stacks/argocd/rbac-policy.test.ts'],
  },
  {
    id: 'R2-16',
    what: 'the password of the database comes from the store vault-backend',
    corrected: ['E-51', 'E-52'],
    claims: [
      inFile(
        apm('prod', 'external-secret-secrets'),
        ({ apiVersion, metadata, ...object }) => [
          apiVersion,
          metadata.name,
          object['spec'].secretStoreRef.name,
          object['spec'].refreshInterval,
          object['spec'].target,
          object['spec'].data.map(({ secretKey, remoteRef }: ExternalSecretData) => [
            secretKey,
            remoteRef.key,
            remoteRef.property,
          ]),
        ],
        [
          'external-secrets.io/v1',
          'apm-secrets',
          'vault-backend',
          '1h',
          { name: 'apm-secrets', creationPolicy: 'Owner' },
          // The source has one key for every environment. That of each is what docs/decisions/secrets.md chooses.
          [['database-password', 'prod/apm', 'db-password']],
        ],
      ),
      inFile(apm('prod', 'rollout'), secretsOf, { DATABASE_PASSWORD: 'apm-secrets/database-password' }),
    ],
  },
  {
    id: 'R2-17',
    what: 'who may reach the server of Argo CD',
    corrected: ['E-49', 'E-50'],
    provedBy: ['test/stacks/network/platform-flows.test.ts'],
  },
  { id: 'R2-18', what: 'CPU and memory of Argo CD', provedBy: ['test/stacks/values/argo-cd.test.ts'] },
  {
    id: 'R2-19',
    what: 'two replicas of each part of Argo CD',
    corrected: ['E-45'],
    otherwise: ['one-controller-of-argo-cd.md'],
    provedBy: ['test/stacks/values/argo-cd.test.ts', 'test/stacks/components/argo-cd.test.ts'],
  },
  {
    id: 'R2-20',
    what: 'how long Argo CD keeps what it read from Git',
    corrected: ['E-46'],
    provedBy: ['test/stacks/values/argo-cd.test.ts'],
  },
  {
    id: 'R2-21',
    what: 'metrics are read every 30 s at /metrics',
    corrected: ['E-47'],
    claims: [
      inFile(apm('prod', 'service-monitor'), (o) => o['spec'].endpoints, [
        { port: 'http', path: '/metrics', interval: '30s' },
      ]),
      inFile(apm('prod', 'network-policy'), (o) => peersOf(o, 'from'), ['monitoring/*:8080']),
    ],
    provedBy: ['test/prometheus/suite/queries.test.ts', 'test/stacks/monitoring/queries.test.ts'],
  },
  {
    id: 'R2-22',
    what: 'an alert when a sync fails',
    corrected: ['E-48'],
    provedBy: [
      'test/stacks/monitoring/queries.test.ts',
      'test/stacks/monitoring/promtool.slow.test.ts',
      'test/prometheus/suite/queries.test.ts',
    ],
  },
  {
    id: 'R2-23',
    what: 'backups at two in the night, kept for 30 days',
    corrected: ['E-53'],
    claims: [
      inFile(
        overlay('blog-database', 'prod', 'cron-job-backup'),
        (o) => [
          o['spec'].schedule,
          o['spec'].jobTemplate.spec.template.spec.containers[0].command[2].includes('-mtime +29'),
        ],
        ['0 2 * * *', true],
      ),
    ],
    provedBy: ['test/stacks/components/parts.test.ts', 'test/stacks/backup-script.test.ts'],
  },
  { id: 'R2-24', what: 'Argo CD is restored after a disaster', provedBy: ['test/cluster/suite/restored.test.ts'] },
  {
    id: 'R2-25',
    what: 'ten good practices, among them tests and runbooks',
    provedBy: ['test/docs/pages.slow.test.ts', 'test/docs/days.test.ts'],
  },
  {
    id: 'R2-26',
    what: 'seven steps from nothing to a running platform',
    provedBy: ['test/platform/suite/one-cluster.test.ts', 'test/cli/init/platform-pipelines.slow.test.ts'],
  },
  {
    id: 'R2-27',
    what: 'how to find out what is wrong',
    provedBy: [
      'test/diagnosis/diagnose.test.ts',
      'test/cli/commands/doctor.test.ts',
      'test/cluster/suite/doctor.test.ts',
      'test/cli/commands/capacity.test.ts',
    ],
  },
];

interface ExternalSecretData {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string; readonly property: string };
}
