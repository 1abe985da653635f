/** The documents of a small catalog, as people write them. */
export interface CatalogData {
  readonly platform: unknown;
  readonly environment: unknown;
  readonly service: unknown;
  readonly overlay: unknown;
  /** An environment on another cluster, in which nothing runs. */
  readonly otherEnvironment: unknown;
  /** Every service besides, and its release. */
  readonly other: unknown;
  readonly release: unknown;
}

const platform = {
  catalogVersion: 1,
  repository: { url: 'https://github.com/your-org/gitops.git' },
  registry: 'ghcr.io/your-org',
  portal: { provider: 'port' },
  clusterNetworks: ['10.0.0.0/8'],
  secrets: { places: ['{environment}/{service}', 'spring-boot', 'api', 'mail'] },
  access: { readers: ['auditors'] },
  owners: ['ops'],
  notifications: { slack: ['on-deployed'] },
  teams: {
    'web-team': {
      owners: ['@your-org/web-team'],
      groups: ['web-people'],
      slack: 'web',
      email: 'web@example.com',
      pagerduty: 'web',
    },
    ops: { owners: ['@your-org/ops'], slack: 'ops', email: 'ops@example.com', pagerduty: 'ops' },
  },
  systems: { shop: { description: 'sells' }, pay: { delivery: 'application-set' } },
};

const amounts = { cpu: '100', memory: '100Gi' };

const environment = {
  cluster: { kubernetesVersion: '1.36' },
  namespace: '{environment}',
  sync: { mode: 'automatic' },
  gateway: { name: 'public', namespace: 'gateway-system', host: '{service}.example.com' },
  secretStore: { name: 'vault-backend' },
  quota: { requests: amounts, limits: amounts, pods: 1000 },
  containerLimits: {
    max: amounts,
    default: { cpu: '1', memory: '1Gi' },
    defaultRequest: { cpu: '100m', memory: '128Mi' },
  },
  owners: ['ops'],
  formerNamespaces: ['old'],
  freezes: [{ reason: 'Friday', schedule: '0 12 * * 5', duration: '60h' }],
  notifications: { slack: ['on-deployed'], email: ['on-deployed'], pagerduty: ['on-deployed'] },
};

const ports = [
  { name: 'http', containerPort: 8080 },
  { name: 'admin', containerPort: 9090 },
];

const service = {
  team: 'web-team',
  system: 'shop',
  ports,
  public: true,
  dependsOn: ['api', { service: 'auth', ports: ['http'] }],
  egress: [
    { namespace: 'mail', ports: [25] },
    { cidr: '192.0.2.0/24', ports: [443] },
  ],
  env: { A: 'a' },
  config: { values: { a: 'a' }, mountPath: '/etc/app' },
  secrets: { keys: { token: { env: 'TOKEN' }, 'tls.key': {} } },
  scratch: { '/work': '64Mi' },
  monitoring: { alerts: true, dashboard: true, tracing: true },
};

const other = { team: 'ops', ports };
const release = { release: { version: 'v1' } };
const otherEnvironment = {
  ...environment,
  cluster: { server: 'https://next.example.com', kubernetesVersion: '1.36' },
};
const common = { platform, environment, otherEnvironment, other, release, overlay: release };

/** Catalogs that have, taken together, everything that a catalog can say. */
export const richCatalogs: readonly CatalogData[] = [
  {
    ...common,
    service: {
      ...service,
      scale: { owner: 'hpa', minReplicas: 2, maxReplicas: 4 },
      rollout: { strategy: 'canary', steps: [{ setWeight: 20 }, { pause: { duration: '1h' } }], analysis: true },
      mesh: { provider: 'linkerd', routes: 'gateway-api' },
      exposure: { hosts: ['web.example.com'] },
    },
  },
  {
    ...common,
    service: {
      ...service,
      scale: {
        owner: 'keda',
        minReplicas: 1,
        maxReplicas: 4,
        triggers: [{ type: 'cron', metricType: 'Value', metadata: { start: '1' } }],
      },
      rollout: { strategy: 'blueGreen' },
      exposure: { kind: 'ingress' },
      mesh: {
        provider: 'linkerd',
        routes: 'service-profile',
        profile: {
          routes: [{ name: 'all', method: 'GET', pathRegex: '/.*' }],
          retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10 },
        },
      },
    },
  },
  { ...common, service: { ...service, scale: { owner: 'fixed', replicas: 3 }, rollout: { strategy: 'rolling' } } },
  {
    ...common,
    service: {
      ...service,
      storage: { size: '10Gi', mountPath: '/data' },
      backup: { schedule: '0 2 * * *', retentionDays: 30, size: '20Gi', command: ['dump'] },
    },
  },
];

/** Two texts, at least, of every form that a leaf may want. */
// prettier-ignore
export const textsOfManyForms = [
  'spring-boot', 'api', 'mail', 'http', 'admin', 'dev', 'next', 'v7', 'web-team', 'ops', 'shop', 'pay', 'ONE', 'TWO', '/x', '/y',
  '5m', '7m', '1h', '120m', '150m', '16Mi', '32Mi', '96Mi', '80Mi', '2Gi', '3Gi', '24Gi', '200Gi', '300Gi', '25%', '30%',
  '{environment}', '{service}-{environment}', 'a.example.com', 'b.example.com', 'https://a.example.com', 'https://b.example.com',
  '10.1.0.0/16', '10.2.0.0/16', '0 3 * * *', '0 4 * * *', 'Europe/Berlin', 'Asia/Tokyo', '1.35', '1.34',
  `sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`, 'A'.repeat(16), 'B'.repeat(16),
  '@your-org/a', '@your-org/b', 'a@example.com', 'b@example.com',
];
