import { http, inEnvironments, ofContainer, ofPods, row, without } from './row';
import type { NewcomerRow } from './row';

/** Accounts, containers, what runs to an end, and ways out. */
export const whoAndWhat: readonly NewcomerRow[] = [
  row('01 imagePullSecrets: of a service', `${http}pull: { secrets: [ghcr-pull] }\n`, {
    'service-account.yaml': { imagePullSecrets: [{ name: 'ghcr-pull' }] },
  }),
  row(
    '01 imagePullSecrets: of all services of an environment',
    http,
    { 'service-account.yaml': { imagePullSecrets: [{ name: 'ghcr-pull' }] } },
    { files: inEnvironments('namespace:', 'defaults: { pull: { secrets: [ghcr-pull] } }\nnamespace:') },
  ),
  row(
    '02 ServiceAccount annotations, RBAC, API token',
    `${http}identity:
  annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/{service}-{environment}" }
  token: true
  rules: [{ resources: [services, endpoints], verbs: [get, list] }]
`,
    {
      'service-account.yaml': {
        metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/web-prod' } },
      },
      'deployment.yaml': ofPods({ serviceAccountName: 'web', automountServiceAccountToken: true }),
      'role.yaml': { rules: [{ apiGroups: [''], resources: ['services', 'endpoints'], verbs: ['get', 'list'] }] },
      'role-binding.yaml': {
        roleRef: { kind: 'Role', name: 'web' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'prod' }],
      },
    },
  ),
  row('03 a workload without ports', 'ports: []\n', {
    'deployment.yaml': ofContainer(without('ports', 'livenessProbe', 'readinessProbe')),
    'service.yaml': null,
  }),
  row(
    '04 no liveness and readiness probe',
    `${http}probes: { liveness: { protocol: none }, readiness: { protocol: none } }\n`,
    { 'deployment.yaml': ofContainer(without('livenessProbe', 'readinessProbe')) },
  ),
  row(
    '04 exec probes, probe headers',
    `${http}probes:
  liveness: { protocol: exec, command: [/app/alive] }
  readiness: { path: /_healthz, headers: { Cookie: shop_session-id=x-readiness-probe } }
`,
    {
      'deployment.yaml': ofContainer({
        livenessProbe: { exec: { command: ['/app/alive'] } },
        readinessProbe: {
          httpGet: { path: '/_healthz', httpHeaders: [{ name: 'Cookie', value: 'shop_session-id=x-readiness-probe' }] },
        },
      }),
    },
  ),
  row(
    '05 initContainers, sidecars (native ones too), lifecycle.preStop',
    `${http}initContainers: { wait: { image: docker.io/library/busybox:1.37, command: [sleep, "1"] } }
sidecars:
  proxy: { image: tools/proxy:v1 }
  exporter: { image: tools/exporter:v1, native: false }
preStop: { command: [/app/drain] }
`,
    {
      'deployment.yaml': ofPods({
        initContainers: [
          { name: 'proxy', image: 'ghcr.io/your-org/tools/proxy:v1', restartPolicy: 'Always' },
          { name: 'wait', image: 'docker.io/library/busybox:1.37', command: ['sleep', '1'] },
        ],
        containers: [
          { name: 'web', lifecycle: { preStop: { exec: { command: ['/app/drain'] } } } },
          { name: 'exporter', image: 'ghcr.io/your-org/tools/exporter:v1' },
        ],
      }),
    },
  ),
  row(
    '06 CronJob, Job, migration hook',
    `${http}jobs:
  migrate: { when: before, command: [/app/migrate] }
  seed: { when: once, command: [/app/seed] }
  report: { schedule: "0 3 * * *", command: [/app/report] }
`,
    {
      'cron-job-report.yaml': { kind: 'CronJob', spec: { schedule: '0 3 * * *' } },
      'job-migrate.yaml': { kind: 'Job', metadata: { annotations: { 'argocd.argoproj.io/hook': 'Sync' } } },
      'job-seed.yaml': { kind: 'Job', metadata: { name: 'web-seed' } },
    },
  ),
  row('06 DaemonSet', `${http}runs: everywhere\n`, {
    'daemon-set.yaml': { kind: 'DaemonSet', metadata: { name: 'web' } },
    'deployment.yaml': null,
  }),
  row(
    '07 any escape hatch: raw manifest, patch, extra labels and annotations',
    `${http}patches: [{ kind: Deployment, merge: { spec: { template: { spec: { hostname: web } } } } }]
metadata: { all: { labels: { cost-center: "42" } }, pods: { annotations: { sidecar.istio.io/inject: "false" } } }
`,
    {
      'deployment.yaml': ofPods({ hostname: 'web' }, { annotations: { 'sidecar.istio.io/inject': 'false' } }),
      'service.yaml': { metadata: { labels: { 'cost-center': '42' } } },
      'lease-leader.yaml': { kind: 'Lease', metadata: { name: 'leader', namespace: 'prod' } },
      'kustomization.yaml': { resources: expect.arrayContaining(['lease-leader.yaml']) as unknown },
    },
    {
      files: {
        'services/web/manifests/lease.yaml':
          'apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: { name: leader }\nspec: { holderIdentity: web }\n',
      },
      tree: {
        'argocd/prod/bootstrap/app-project-prod.yaml': {
          spec: {
            namespaceResourceWhitelist: expect.arrayContaining([
              { group: 'coordination.k8s.io', kind: 'Lease' },
            ]) as unknown,
          },
        },
      },
    },
  ),
];
