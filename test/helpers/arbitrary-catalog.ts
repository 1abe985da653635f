import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';
import { stringify } from 'yaml';

import { valueAt } from '../../src/manifests/value-at';
import { notificationTriggers } from '../../src/model/platform';

/** A mapping as YAML has it. */
export type Data = Readonly<Record<string, unknown>>;

/** The files of a catalog as plain data, by their path below the catalog's folder. */
export type CatalogFiles = Readonly<Record<string, Data>>;

/** Writes a catalog as YAML, instead of whatever was in the folder. */
export function writeCatalog(folder: string, files: CatalogFiles): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, data] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, stringify(data, { aliasDuplicateObjects: false }));
  }
}

/** Any valid catalog: one to three environments, and one to six services with whatever a service may have. */
export function arbitraryCatalog(): fc.Arbitrary<CatalogFiles> {
  return fc
    .record({
      environments: names(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?$/, 1, 3),
      services: names(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,5})?$/, 1, 6),
      systems: names(/^system-[a-z0-9]{1,5}$/, 0, 3),
      teams: names(/^team-[a-z0-9]{1,5}$/, 1, 3),
    })
    .filter(({ environments, services }) => {
      const applications = environments.flatMap((environment) =>
        services.map((service) => `${service}-${environment}`),
      );
      return new Set(applications).size === applications.length;
    })
    .chain((all) =>
      fc
        .record({
          platform: platform(all),
          environments: fc.tuple(...all.environments.map((name) => environment(name, all))),
          services: fc.tuple(...all.services.map((name) => service(name, all))),
        })
        .map(({ platform, environments, services }) => ({
          'platform.yaml': platform,
          ...Object.fromEntries(
            environments.map((data, index) => [`environments/${all.environments[index]}.yaml`, data]),
          ),
          ...Object.fromEntries(services.flatMap((one, index) => serviceFiles(one, services.slice(0, index)))),
        })),
    );
}

interface Names {
  readonly environments: readonly string[];
  readonly services: readonly string[];
  readonly systems: readonly string[];
  readonly teams: readonly string[];
}

interface ArbitraryService {
  readonly name: string;
  readonly data: Data;
  readonly ports: readonly string[];
  readonly overlays: Readonly<Record<string, Data>>;
  /** Picks dependencies among the services before it. */
  readonly wishes: readonly { readonly nth: number; readonly ports: boolean }[];
}

function names(form: RegExp, minLength: number, maxLength: number): fc.Arbitrary<string[]> {
  const taken = new Set(['argocd', 'baseline', 'default', 'root', 'service']);
  return fc.uniqueArray(
    fc.stringMatching(form).filter((name) => !taken.has(name) && !name.startsWith('kube-')),
    { minLength, maxLength },
  );
}

// prettier-ignore
const trickyTexts = [
  '', ' ', 'on', 'no', 'y', '~', 'null', 'true', '12:30', '1_000', '0x1F', '1e3', '.inf', '-', '- a', 'a: b', 'a #b',
  '#b', '{a}', '[a', '"', "'", '\\', '\n', 'a\nb\n', '\n\na', '\t', ' a', 'a ', 'é', '🙂', '%a', '@a', '`a', '!a', '&a',
  '*a', '|', '>', '?', ':', '---', '...', '=', '<<', '2001-01-01', '$(A)', '{{ a }}', '\u0007', '\u0085', '\u2028',
];

/** Text that YAML readers, shells and Kubernetes have been known to take for something else. */
const text = fc.oneof(fc.constantFrom(...trickyTexts), fc.string({ unit: 'grapheme', maxLength: 20 }));
const someText = text.filter((one) => one !== '');

/** A mapping of which any key may be left out. */
function some(arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Data> {
  return fc.record({ ...arbitraries }, { requiredKeys: [], noNullPrototype: true });
}

function all(arbitraries: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Data> {
  return fc.record({ ...arbitraries }, { noNullPrototype: true });
}

function texts(keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Data> {
  return some(Object.fromEntries(keys.map((key) => [key, value])));
}

const notifications = some(
  Object.fromEntries(
    ['port', 'slack', 'email', 'pagerduty'].map((name) => [
      name,
      fc.uniqueArray(fc.constantFrom(...notificationTriggers), { minLength: 1, maxLength: 2 }),
    ]),
  ),
);

function platform({ systems, teams }: Names): fc.Arbitrary<Data> {
  const required = {
    catalogVersion: fc.constant(1),
    repository: some({ branch: fc.constantFrom('main', 'release/1.0') }).map((repository) => ({
      url: 'https://github.com/your-org/gitops.git',
      ...repository,
    })),
    registry: fc.constantFrom('ghcr.io/your-org', 'localhost:5000'),
    monitoring: some({ namespace: fc.constant('observability') }).map((monitoring) => ({
      tracesUrl: 'http://collector.tracing.svc:4317',
      ...monitoring,
    })),
    secrets: fc.constant({ places: ['{environment}/{service}', 'shared/{team}', 'shared/all'] }),
    teams: fc.constant(
      Object.fromEntries(
        teams.map((team) => [
          team,
          { owners: [`@your-org/${team}`], slack: team, email: `${team}@a.b`, pagerduty: team },
        ]),
      ),
    ),
    systems: fc
      .tuple(
        ...systems.map(() =>
          some({ description: text, delivery: fc.constantFrom('applications', 'app-of-apps', 'application-set') }),
        ),
      )
      .map((data) => Object.fromEntries(data.map((one, index) => [systems[index], one]))),
  };
  const optional = some({
    portal: some({ blueprint: someText }).map((portal) => ({ provider: 'port', ...portal })),
    argocd: some({
      project: fc.constantFrom('{environment}', '{team}-{environment}', '{system}', 'microservices'),
      revisionHistoryLimit: fc.nat(100),
    }),
    clusterNetworks: fc.constant(['10.0.0.0/8', '172.16.0.0/12']),
    access: some({ readers: fc.constantFrom([], ['auditors', 'EXAMPLE\\Domain Users']) }),
    notifications,
  });
  return fc.tuple(all(required), optional).map(([a, b]) => ({ ...a, ...b }));
}

function environment(name: string, { teams }: Names): fc.Arbitrary<Data> {
  const plenty = { cpu: '1000', memory: '2Ti' };
  const required = {
    // One cluster each, so that environments may have namespaces of one name.
    cluster: fc
      .constantFrom('1.30', '1.36')
      .map((kubernetesVersion) => ({ server: `https://${name}.example.com`, kubernetesVersion })),
    namespace: fc.constantFrom('{environment}', '{service}-{environment}', '{team}', '{system}', 'shared'),
    sync: fc.oneof(
      fc.constant({ mode: 'manual' }),
      some({ prune: fc.boolean(), selfHeal: fc.boolean() }).map((sync) => ({ mode: 'automatic', ...sync })),
    ),
    gateway: some({
      ingressClass: fc.constant('traefik'),
      proxyNamespace: fc.constant('envoy-gateway-system'),
      proxyNetworks: fc.constant(['35.191.0.0/16']),
    }).map((gateway) => ({
      name: 'public',
      namespace: 'gateway-system',
      host: '{service}.{environment}.example.com',
      ...gateway,
    })),
    secretStore: some({ kind: fc.constantFrom('SecretStore', 'ClusterSecretStore') }).map((store) => ({
      name: 'vault',
      ...store,
    })),
    quota: fc.constant({ requests: plenty, limits: plenty, pods: 1000 }),
    containerLimits: fc.constant({
      max: { cpu: '4', memory: '8Gi' },
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
    }),
  };
  const optional = some({
    aliases: fc.constant([`${name}-alias`]),
    targetRevision: fc.constantFrom('main', 'v1.0.0'),
    owners: fc.subarray([...teams]),
    freezes: fc.subarray([
      { reason: 'Friday', schedule: '0 12 * * fri', duration: '60h', timeZone: 'Europe/Berlin' },
      { reason: 'peak: "hours"', schedule: '0 17 * 11-12 *', duration: '1h30m', allowsManualSync: true },
    ]),
    podSecurity: fc.constantFrom('baseline', 'restricted'),
    imageSignatures: fc.constantFrom('unchecked', 'required', {
      verifiedBy: 'kyverno',
      policies: ['signed-by-ci', 'signed.by.vendors'],
    }),
    notifications,
    defaults: settings(),
  });
  return fc.tuple(all(required), optional).map(([a, b]) => ({ ...a, ...b }));
}

const scale = fc.oneof(
  all({ owner: fc.constant('fixed'), replicas: fc.nat(5) }),
  all({ owner: fc.constant('hpa'), minReplicas: fc.constantFrom(1, 2), maxReplicas: fc.constantFrom(2, 5) }),
  all({
    owner: fc.constant('keda'),
    minReplicas: fc.constantFrom(0, 1),
    maxReplicas: fc.constant(3),
    triggers: fc.constant([{ type: 'cron', metadata: { timezone: 'Etc/UTC' } }]),
  }),
);

const rollout = fc.oneof(
  all({
    strategy: fc.constant('rolling'),
    maxSurge: fc.constantFrom(1, '25%'),
    maxUnavailable: fc.constantFrom(0, '0%', 1),
  }),
  fc.constant({ strategy: 'recreate' }),
  all({
    strategy: fc.constant('canary'),
    steps: fc.array(fc.constantFrom({ setWeight: 20 }, { pause: {} }, { pause: { duration: '10m' } }), {
      minLength: 1,
      maxLength: 3,
    }),
    analysis: fc.boolean(),
    rollbackWindow: fc.nat(3),
  }),
  all({
    strategy: fc.constant('blueGreen'),
    autoPromotionEnabled: fc.boolean(),
    scaleDownDelaySeconds: fc.constantFrom(0, 600),
    analysis: fc.boolean(),
    rollbackWindow: fc.nat(3),
  }),
);

/** Settings that go with every service and with each other. */
function settings(): fc.Arbitrary<Data> {
  const probe = (other: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
    some({
      path: fc.constantFrom('/alive', '/a/b'),
      periodSeconds: fc.constant(7),
      failureThreshold: fc.constant(9),
      ...other,
    });
  return some({
    scale,
    resources: some({
      requests: some({ cpu: fc.constantFrom('50m', '0.25'), memory: fc.constantFrom('64Mi', '100M') }),
      limits: some({ cpu: fc.constantFrom('500m', '1.5'), memory: fc.constantFrom('512Mi', '1Gi') }),
    }),
    probes: some({ liveness: probe({ protocol: fc.constant('tcp') }), readiness: probe({}), startup: probe({}) }),
    env: texts(['A', 'B_2', '_c', 'PATH'], fc.option(text)),
    config: some({
      values: texts(['a', 'b.yaml', 'C-d', '.env'], fc.option(text)),
      mountPath: fc.constant('/etc/app'),
      asEnvironment: fc.boolean(),
    }),
    secrets: some({
      remoteKey: fc.constantFrom('{environment}/{service}', 'shared/{team}'),
      refreshInterval: fc.constant('5m'),
      keys: some({
        'tls.crt': all({}),
        token: some({ property: someText, remoteKey: fc.constantFrom('shared/all', 'shared/all/web') }).map((key) => ({
          ...key,
          env: 'TOKEN',
        })),
      }),
    }),
    disruption: some({ maxUnavailable: fc.constantFrom(1, '50%') }),
    security: some({ runAsUser: fc.constant(1000), fsGroup: fc.constant(2000) }),
    scratch: texts(['/tmp', '/var/cache', '/data'], fc.option(fc.constantFrom('16Mi', '32M'))),
    metrics: some({ path: fc.constant('/stats'), interval: fc.constant('15s'), annotations: fc.boolean() }),
    // Whether a service is scraped is its own to say: some of them must be.
    monitoring: some({
      scrape: fc.constant(true),
      alerts: fc.boolean(),
      dashboard: fc.boolean(),
      maxErrorShare: fc.constantFrom(0.01, 0.2),
      maxLatency: fc.constantFrom('250ms', '2s'),
      tracing: fc.boolean(),
      logs: fc.constantFrom('text', 'json'),
    }),
    mesh: some({
      provider: fc.constantFrom('none', 'linkerd'),
      routes: fc.constantFrom('gateway-api', 'service-profile'),
      timeout: fc.constantFrom('500ms', '10s'),
      retryLimit: fc.nat(3),
      failureAccrual: fc.nat(9),
      scrape: fc.boolean(),
    }),
    terminationGracePeriodSeconds: fc.nat(120),
    revisionHistoryLimit: fc.nat(10),
  });
}

function service(name: string, { environments, systems, teams }: Names): fc.Arbitrary<ArbitraryService> {
  return fc
    .record({
      team: fc.constantFrom(...teams),
      ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3, selector: ({ name: portName }) => portName }),
      own: some({
        description: text,
        tier: fc.constantFrom('frontend', 'gateway', 'backend', 'data', 'monitoring'),
        language: someText,
        framework: fc.constantFrom('spring-boot', 'quarkus', 'react'),
        image: fc.constantFrom('web', 'team/web', 'docker.io/library/web', 'localhost:5000/web'),
        command: fc.array(text, { minLength: 1, maxLength: 2 }),
        args: fc.array(text, { minLength: 1, maxLength: 2 }),
        public: fc.boolean(),
        database: fc.constantFrom(false, { namespace: 'db-{environment}' }, { cidr: '192.0.2.0/24', port: 5433 }),
        redis: fc.constantFrom(false, { namespace: 'redis' }, { cidr: '192.0.2.0/24' }),
        namespace: fc.constantFrom('{service}', '{service}-{environment}', '{team}', '{system}-{environment}'),
        wave: fc.integer({ min: -100, max: 100 }),
        egress: fc.subarray([
          { namespace: 'db-{environment}', ports: [5432] },
          { description: 'on', cidr: '192.0.2.0/24', ports: [80, 443] },
        ]),
        ...(systems.length === 0 ? {} : { system: fc.constantFrom(...systems) }),
      }),
      storage: some({ className: fc.constant('fast') }).map((storage) => ({
        size: '10Gi',
        mountPath: '/var/lib/app',
        ...storage,
      })),
      kind: fc.constantFrom('stateless', 'stateless', 'storage', 'backup'),
      rollout,
      isScraped: fc.boolean(),
      settings: settings(),
      exposure: fc.constantFrom('gateway', 'ingress'),
      placed: fc.subarray([...environments]),
      overlays: fc.tuple(...environments.map((environment) => overlay(name, environment, environments))),
      wishes: fc.array(fc.record({ nth: fc.nat(5), ports: fc.boolean() }), { maxLength: 3 }),
    })
    .map(({ team, ports, own, storage, kind, rollout, isScraped, settings, exposure, placed, overlays, wishes }) => {
      const numbered = ports.map((one, index) => ({ ...one, containerPort: one.containerPort + index * 1000 }));
      const routed = ports.find(({ protocol }) => protocol !== 'tcp');
      return {
        name,
        ports: ports.map((one) => one.name),
        data: {
          ...settings,
          ...own,
          team,
          ports: numbered,
          // An environment must not be what gives storage several pods.
          ...(kind === 'stateless'
            ? { rollout }
            : { storage, scale: settings['scale'] ?? { owner: 'fixed', replicas: 1 } }),
          ...(isScraped || 'analysis' in rollout ? { monitoring: { ...monitoringOf(settings), scrape: true } } : {}),
          ...(kind === 'backup' ? { backup } : {}),
          ...(routed === undefined ? { public: false } : { exposure: { kind: exposure, port: routed.name } }),
        },
        overlays: Object.fromEntries(
          environments.flatMap((environment, index) =>
            placed.includes(environment) ? [[environment, overlayFor(routed?.protocol, overlays[index])]] : [],
          ),
        ),
        wishes,
      };
    });
}

function monitoringOf({ monitoring }: Data): Data {
  return typeof monitoring === 'object' && monitoring !== null ? { ...monitoring } : {};
}

const backup = {
  schedule: '0 2 * * *',
  retentionDays: 30,
  size: '20Gi',
  command: ['sh', '-c', 'dump > "$BACKUP_DIR/a"'],
};

/** What is read as gRPC is led to by hosts, and not by paths. */
function overlayFor(protocol: string | undefined, { exposure, ...others }: Data = {}): Data {
  if (exposure === undefined) return others;
  return { ...others, exposure: protocol === 'grpc' ? { hosts: valueAt(exposure, ['hosts']) } : exposure };
}

const port = fc.record({
  name: fc.constantFrom('http', 'grpc', 'sql', 'admin', 'a-1'),
  containerPort: fc.integer({ min: 1024, max: 2023 }),
  protocol: fc.constantFrom('http', 'grpc', 'tcp'),
});

function overlay(name: string, environment: string, environments: readonly string[]): fc.Arbitrary<Data> {
  const release = some({
    digest: fc.constant(`sha256:${'0123456789abcdef'.repeat(4)}`),
    promotedFrom: fc.constantFrom(...environments),
    changeTicket: someText,
  });
  return fc
    .record({
      version: fc.constantFrom('v1.2.3', '16.4', '1e3', '0x10', 'develop-3f9c2a1', 'A_b'),
      release,
      settings: settings(),
      hosts: fc.option(fc.constant([`${name}.${environment}.own.example.com`]), { nil: undefined }),
    })
    .map(({ version, release, settings, hosts }) => ({
      ...settings,
      release: { version, ...release },
      ...(hosts === undefined ? {} : { exposure: { hosts, path: '/a' } }),
    }));
}

function serviceFiles(
  { name, data, overlays, wishes }: ArbitraryService,
  earlier: readonly ArbitraryService[],
): readonly [string, Data][] {
  // Only those that run wherever this one runs may be needed.
  const possible = earlier.filter((other) =>
    Object.keys(overlays).every((environment) => Object.hasOwn(other.overlays, environment)),
  );
  const dependsOn = new Map(
    wishes.flatMap(({ nth, ports }) => {
      const other = possible[nth];
      return other === undefined
        ? []
        : [[other.name, ports ? { service: other.name, ports: other.ports.slice(0, 1) } : other.name] as const];
    }),
  );
  return [
    [
      `services/${name}/service.yaml`,
      { ...data, ...(dependsOn.size === 0 ? {} : { dependsOn: [...dependsOn.values()] }) },
    ],
    ...Object.entries(overlays).map(([environment, overlay]): [string, Data] => [
      `services/${name}/${environment}.yaml`,
      overlay,
    ]),
  ];
}
