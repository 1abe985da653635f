/** The documents of a small catalog, as people write them. */
export interface CatalogData {
  readonly platform: unknown;
  readonly people: unknown;
  readonly environment: unknown;
  readonly service: unknown;
  readonly overlay: unknown;
  /** An environment on another cluster, in which nothing runs. */
  readonly otherEnvironment: unknown;
  /** Every service besides, and its release. */
  readonly other: unknown;
  readonly release: unknown;
}

const gates = {
  after: ['next'],
  evidence: { healthyFor: '30m', tests: 'always' },
  approvals: [{ count: 2, teams: ['{team}', 'ops'], kinds: ['release'] }],
  approvalLife: '12h',
  ticket: { prefix: 'CHG-', kinds: ['release'] },
  limits: { replicas: 20 },
  permissions: [{ verbs: ['promote'], services: ['w*'], teams: ['ops'], tokens: ['ci'] }],
  hotfix: {
    skips: ['freeze'],
    approvals: [{ count: 1, teams: ['ops'], kinds: ['release'] }],
    ticket: { prefix: 'INC-', kinds: ['release'] },
  },
};

const hold = {
  reason: 'a migration runs',
  by: 'ann',
  since: '2026-11-02T08:00:00Z',
  until: '2027-01-02T08:00:00Z',
  releases: ['v2'],
};

const people = {
  people: {
    ann: {
      name: 'Ann',
      emails: ['ann@example.com'],
      logins: { github: 'ann', gitlab: 'ann', port: 'ann' },
      keys: [`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'A'.repeat(44)} ann`],
      teams: ['ops'],
    },
  },
};

const platform = {
  catalogVersion: 1,
  gates: { ...gates, after: [] },
  tickets: { url: 'https://tickets.example.com/api/{ticket}' },
  attesters: { controller: { keys: [`ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${'B'.repeat(44)}`], of: ['health'] } },
  repository: { url: 'https://github.com/your-org/gitops.git' },
  registry: 'ghcr.io/your-org',
  portal: { provider: 'port' },
  clusterNetworks: ['10.0.0.0/8'],
  secrets: { places: ['{environment}/{service}', 'java', 'api', 'mail'] },
  access: { readers: ['auditors'] },
  monitoring: { tracesUrl: 'http://collector.tracing.svc:4317' },
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
    ops: { owners: ['@your-org/ops'], hold, slack: 'ops', email: 'ops@example.com', pagerduty: 'ops' },
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
  subjects: { bump: 'chore: {subject}' },
  formerNamespaces: ['old'],
  freezes: [
    { reason: 'Friday', schedule: '0 12 * * 5', duration: '60h' },
    { reason: 'a fair', from: '2026-11-20T00:00:00+01:00', until: '2026-12-29T00:00:00+01:00' },
  ],
  notifications: { slack: ['on-deployed'], email: ['on-deployed'], pagerduty: ['on-deployed'] },
};

const probesBy = (probe: object): object => ({ liveness: probe, readiness: probe, startup: probe });

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
    { namespace: 'data', ports: [5432, 6379] },
  ],
  env: { A: 'a' },
  config: { values: { a: 'a' }, mountPath: '/etc/app' },
  secrets: { keys: { token: { env: 'TOKEN' }, 'tls.key': {} }, wholeKeys: ['api'] },
  identity: { annotations: { a: 'a' } },
  scheduling: {
    nodeSelector: { a: 'a' },
    nodes: [{ key: 'a', values: ['a'] }],
    tolerations: [{ key: 'a', effect: 'NoExecute' }],
    hostAliases: { '10.1.2.3': ['db.example.com'] },
  },
  scratch: { '/work': '64Mi' },
  monitoring: { alerts: true, dashboard: true, tracing: true },
};

/** Variables of every sort. */
const fromElsewhere = {
  C: { secret: 'a', key: 'a' },
  D: { configMap: 'a', key: 'a' },
  E: { field: 'status.podIP' },
  F: { resource: 'limits.cpu', divisor: '1m' },
};

/** Volumes of every sort, of which a sidecar sees some. */
const volumes = {
  empty: { emptyDir: { size: '8Mi', medium: 'Memory' }, mounts: [{ mountPath: '/v/empty' }] },
  disk: { emptyDir: { size: '8Mi' }, mounts: [{ mountPath: '/v/disk' }, { mountPath: '/v/api', container: 'api' }] },
  secret: { secret: { name: 'a', items: { a: 'a' } }, mounts: [{ mountPath: '/v/secret' }] },
  map: { configMap: { name: 'a', items: { a: 'a' } }, mounts: [{ mountPath: '/v/map' }] },
  both: {
    projected: {
      sources: [
        { secret: { name: 'a', items: { a: 'a' } } },
        { configMap: { name: 'a', items: { a: 'b' } } },
        { token: { path: 'token' } },
        { fields: { uid: 'metadata.uid' } },
      ],
    },
    mounts: [{ mountPath: '/v/both' }],
  },
  theirs: { existingClaim: 'a', mounts: [{ mountPath: '/v/theirs' }] },
  own: { claim: { size: '1Gi' }, mounts: [{ mountPath: '/v/own' }] },
  node: { hostPath: { path: '/v' }, mounts: [{ mountPath: '/v/node' }] },
  room: { ephemeral: { size: '1Gi' }, mounts: [{ mountPath: '/v/room' }] },
  driver: { csi: { driver: 'csi.example.com', attributes: { a: 'a' } }, mounts: [{ mountPath: '/v/driver' }] },
};

const program = {
  command: ['run'],
  args: ['all'],
  env: { B: 'b', ...fromElsewhere },
  envFrom: [{ secret: 'a', prefix: 'A_' }, { configMap: 'b' }],
  security: { capabilities: ['CHOWN'] },
};
const besides = { ...program, mounts: { '/m': '/tmp' } };

/** Containers besides, and what they listen on. */
const containers = {
  ports: [
    ...ports,
    { name: 'side-a', containerPort: 9101, container: 'api' },
    { name: 'side-b', containerPort: 9102, container: 'api' },
    { name: 'side-c', containerPort: 9103, container: 'mail' },
  ],
  initContainers: { first: { image: 'busybox:1.36', ...besides }, migrate: { command: ['migrate'] } },
  sidecars: {
    api: { image: 'busybox:1.36', ...besides, probes: probesBy({ protocol: 'http', port: 'side-a' }) },
    mail: { image: 'busybox:1.37', probes: probesBy({ protocol: 'grpc' }) },
    log: { image: 'busybox:1.37', native: false, probes: probesBy({ protocol: 'exec', command: ['/alive'] }) },
  },
};

/** Jobs of every kind. */
const jobs = {
  first: { when: 'before', image: 'busybox:1.36', ...program, completions: 3, parallelism: 2 },
  report: { schedule: '0 3 * * *', command: ['report'], timeZone: 'Etc/UTC', concurrency: 'Allow' },
};

/** How a Service is reached from outside. */
const outside = {
  type: 'LoadBalancer',
  sourceRanges: ['10.0.0.0/8'],
  loadBalancerClass: 'nlb',
  externalTrafficPolicy: 'Local',
  sessionAffinity: 'ClientIP',
  affinitySeconds: 60,
};

const behavior = {
  up: { stabilizationSeconds: 60, select: 'Max', policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
  down: { stabilizationSeconds: 600, select: 'Min', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
};

/** Numbers of every kind that add pods. */
const metrics = [
  { type: 'Pods', name: 'requests', selector: { a: 'a' }, average: '100' },
  { type: 'External', name: 'queue', selector: { a: 'a' }, value: '30' },
  {
    type: 'Object',
    name: 'hits',
    selector: { a: 'a' },
    of: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' },
    average: '50',
  },
];

const headers = { set: { 'X-A': 'a' }, remove: ['X-B'] };

/** Patches with every operation; those of several layers add annotations of other names. */
function patchesAdding(name: string, minReadySeconds: number): readonly object[] {
  const annotation = `/metadata/annotations/${name}`;
  return [
    { kind: 'Deployment', name: 'web', merge: { spec: { minReadySeconds } } },
    {
      kind: 'Service',
      json: [
        { op: 'add', path: annotation, value: 'one' },
        { op: 'test', path: annotation, value: 'one' },
        { op: 'replace', path: annotation, value: 'two' },
        { op: 'copy', from: annotation, path: `${annotation}-copy` },
        { op: 'move', from: `${annotation}-copy`, path: `${annotation}-moved` },
        { op: 'remove', path: `${annotation}-moved` },
      ],
    },
  ];
}

const other = { team: 'ops', ports };
const release = { release: { version: 'v1' } };
const overlay = {
  release: {
    version: 'v1',
    source: { commit: 'e'.repeat(40), committedAt: '2026-11-01T08:00:00Z' },
    irreversible: 'it drops a table',
  },
  hold,
};
// In its namespaces everything is permitted, so that a service may say it.
const permitting = { ...environment, podSecurity: 'privileged' };
const otherEnvironment = {
  ...environment,
  cluster: { server: 'https://next.example.com', kubernetesVersion: '1.36' },
};
const common = {
  platform,
  people,
  environment: { ...permitting, gates, hold, delivery: 'pull-request' },
  otherEnvironment,
  other,
  release,
  overlay,
};

/** Catalogs that have, taken together, everything that a catalog can say. */
export const richCatalogs: readonly CatalogData[] = [
  {
    ...common,
    environment: { ...common.environment, canaryWeights: 'routes' },
    service: {
      ...service,
      scale: { owner: 'hpa', minReplicas: 2, maxReplicas: 4, memoryPercent: 80, metrics, behavior },
      rollout: { strategy: 'canary', steps: [{ setWeight: 20 }, { pause: { duration: '1h' } }], analysis: true },
      mesh: { provider: 'linkerd', routes: 'gateway-api' },
      exposure: {
        hosts: ['web.example.com'],
        rewrite: '/app',
        routes: { more: { hosts: ['more.example.com'], path: '/more', rewrite: '/', port: 'admin' } },
        listener: 'https',
        redirectFrom: 'plain',
        headers: { request: headers, response: headers },
      },
      service: { ...outside, nodePorts: { http: 30_080 } },
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
        behavior,
      },
      rollout: { strategy: 'blueGreen' },
      identity: { account: 'one' },
      exposure: { kind: 'ingress', tlsSecret: 'web-tls' },
      service: { ports: { http: {}, admin: {}, more: { target: 'http', port: 8088 } } },
      moreServices: {
        more: {
          ...outside,
          ports: { http: { target: 'http', port: 81, nodePort: 30_081 } },
          unready: true,
          labels: { a: 'a' },
          annotations: { a: 'a' },
        },
        members: { headless: true },
      },
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
  {
    ...common,
    environment: {
      ...common.environment,
      gates: { ...gates, ticket: { pattern: 'CHG-#', kinds: ['release'] } },
      imageSignatures: { verifiedBy: 'sigstore', policies: ['signed'] },
      unadopted: ['quota'],
    },
    service: {
      ...service,
      scale: { owner: 'fixed', replicas: 3 },
      rollout: { strategy: 'rolling' },
      database: { namespace: 'mail' },
      redis: { namespace: 'mail' },
      selector: { app: 'web' },
      names: { workload: 'web' },
      unadopted: ['spread'],
      patches: patchesAdding('service', 5),
    },
    overlay: { ...overlay, patches: patchesAdding('overlay', 7) },
  },
  {
    ...common,
    service: {
      ...service,
      scale: { owner: 'fixed', replicas: 3 },
      rollout: { strategy: 'rolling' },
      probes: probesBy({ protocol: 'exec', command: ['/alive'] }),
      selector: { app: 'web', api: 'web', mail: 'web' },
      ...containers,
      jobs,
      secrets: { ...service.secrets, store: { name: 'a' } },
      security: { drop: ['NET_RAW'] },
      volumes,
      env: { A: 'a', ...fromElsewhere },
      envFrom: [{ secret: 'a', prefix: 'A_' }, { configMap: 'b' }],
      files: { '/f/a': 'api', '/f/b': ['api', 'mail'], '/f/c': ['mail', 'api'] },
      identity: { token: true, rules: [{ resources: ['pods'], verbs: ['get'] }] },
    },
  },
  {
    ...common,
    service: { team: 'web-team', system: 'shop', runs: 'variants', variants: ['api'], ports },
  },
  {
    ...common,
    service: {
      ...service,
      scale: { owner: 'fixed', replicas: 1 },
      storage: [
        { size: '10Gi', mountPath: '/data' },
        { name: 'log', size: '1Gi', mountPath: '/log' },
      ],
    },
  },
  {
    ...common,
    service: {
      team: 'web-team',
      system: 'shop',
      runs: 'jobs',
      ports: [],
      jobs: { web: { when: 'once', command: ['run'] } },
    },
  },
  {
    ...common,
    service: {
      ...service,
      ports: [...ports, { name: 'rpc', containerPort: 9000, protocol: 'grpc' }],
      probes: probesBy({ protocol: 'grpc', port: 'rpc' }),
      storage: { size: '10Gi', mountPath: '/data' },
      backup: { schedule: '0 2 * * *', retentionDays: 30, size: '20Gi', command: ['dump'] },
    },
    overlay: {
      ...overlay,
      scale: { owner: 'fixed', replicas: 4 },
      scaleUntil: { until: '2027-01-01T00:00:00Z', back: { owner: 'fixed', replicas: 2 } },
    },
  },
];
