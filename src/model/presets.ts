import type { Environment } from './environment';
import { usualExposure } from './exposure';
import type { OpenExposure } from './exposure';
import { frameworksOfVirtualMachine } from './framework';
import { database, everywhere, redis, slowStart, springBoot, stateful, worker } from './implied-settings';
import type { Preset } from './implied-settings';
import { noMetadata } from './object-metadata';
import type { Platform } from './platform';
import type { probeKeysByUse } from './probe';
import type { Service, ServicePort } from './service';
import type { OpenService } from './service-object';
import type { SettingsLayer, WholeSetting } from './settings';

type ProbeName = 'liveness' | 'readiness' | 'startup';

/** Settings that may stay open: there is no such probe, folder, profile; hosts are those of the environment. */
type OpenSetting =
  | 'probes.startup'
  | `probes.${ProbeName}.${keyof typeof probeKeysByUse}`
  | 'config.mountPath'
  | 'secrets.store'
  | 'mesh.profile'
  | 'disruption.minAvailable'
  | 'progressDeadlineSeconds'
  | 'minReadySeconds'
  | OpenExposure
  | OpenService
  | 'identity.account'
  | 'pull.registry'
  | 'pull.repository'
  | 'pull.policy'
  | 'scheduling.priorityClass'
  | 'scheduling.runtimeClass'
  | 'scheduling.schedulerName';

type Join<Path extends string, Key> = `${Path}.${Key & string}`;

/** A value of a layer with nothing left open. In a mapping of names, `null` has removed one and is gone. */
type Complete<Value, Path extends string> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? string extends keyof Value
      ? { readonly [Name in keyof Value]: NonNullable<Value[Name]> }
      : {
          readonly [Key in keyof Value as Join<Path, Key> extends OpenSetting ? never : Key]-?: Complete<
            NonNullable<Value[Key]>,
            Join<Path, Key>
          >;
        } & {
          readonly [Key in keyof Value as Join<Path, Key> extends OpenSetting ? Key : never]?: Complete<
            NonNullable<Value[Key]>,
            Join<Path, Key>
          >;
        }
    : Value;

/**
 * What a layer may change, after all layers were laid: made of the schema of a layer, so that a setting without a default
 * in `defaultSettings` is an error of the compiler.
 */
export type Settings = {
  readonly [Key in keyof SettingsLayer as Key extends OpenSetting ? never : Key]-?: SettingOf<Key>;
} & { readonly [Key in keyof SettingsLayer as Key extends OpenSetting ? Key : never]?: SettingOf<Key> };

type SettingOf<Key extends keyof SettingsLayer> = Key extends WholeSetting
  ? NonNullable<SettingsLayer[Key]>
  : Complete<NonNullable<SettingsLayer[Key]>, Key>;

/** A health probe, complete. */
export type Probe = Settings['probes']['liveness'];

/**
 * The settings of a service that says nothing. Ports are the service's own: its first port is served and probed,
 * the one called "metrics" or else its first http port has the metrics.
 *
 * Resources and probes are those of the nine-service platform (base template: 100m-500m CPU, 128Mi-512Mi memory,
 * `/health` and `/ready`); user 65534 is `nobody` in every common base image.
 */
export function defaultSettings(service: Pick<Service, 'ports'>): Settings {
  const main = service.ports[0];
  const http = service.ports.find((port) => port.protocol === 'http');
  // What a sidecar listens on is asked by probes of the sidecar.
  const own = service.ports.filter(({ container }) => container === undefined);
  // A service of gRPC alone serves its metrics beside it.
  const measured = service.ports.find((port) => port.name === 'metrics') ?? http;
  const probed = own.find((port) => port.protocol === 'http') ?? own.find((port) => port.protocol !== 'udp');
  const probe = { protocol: probeProtocol(probed), port: probed?.name ?? '', failureThreshold: 3 } as const;
  return {
    probes: {
      liveness: { ...probe, path: '/health', initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5 },
      readiness: { ...probe, path: '/ready', initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3 },
    },
    metrics: { path: '/metrics', port: measured?.name ?? main?.name ?? '', interval: '30s', annotations: false },
    monitoring: {
      scrape: measured !== undefined,
      alerts: false,
      dashboard: false,
      counts: 'requests',
      maxErrorShare: 0.05,
      maxLatency: '1s',
      tracing: false,
      logs: 'text',
    },
    exposure: { ...usualExposure, port: main?.name ?? '' },
    preStop: main === undefined ? noSleep : usualSleep,
    ...ofEveryService,
  };
}

/** Each pod is replaced once another one is ready. */
export const usualRollout = {
  strategy: 'rolling',
  maxSurge: 1,
  maxUnavailable: 0,
} as const satisfies Settings['rollout'];

/** What does not depend on ports is made once: layers are laid over it, and never change it. */
const ofEveryService = {
  scale: { owner: 'fixed', replicas: 2 },
  resources: {
    requests: { cpu: '100m', memory: '128Mi', ephemeralStorage: '128Mi' },
    limits: { cpu: '500m', memory: '512Mi', ephemeralStorage: '1Gi' },
  },
  env: {},
  envFrom: [],
  config: { values: {}, asEnvironment: true },
  secrets: {
    remoteKey: '{environment}/{service}',
    refreshInterval: '1h',
    mountPath: '/etc/secrets',
    keys: {},
    wholeKeys: [],
    wholeKeysAs: 'files',
    reload: 'never',
  },
  rollout: usualRollout,
  disruption: { maxUnavailable: 1 },
  security: {
    runAsUser: 65534,
    runAsGroup: 65534,
    fsGroup: 65534,
    writableRoot: false,
    capabilities: [],
    drop: ['ALL'],
    privilegeEscalation: false,
    privileged: false,
  },
  pull: { secrets: [] },
  identity: { annotations: {}, token: false, rules: [] },
  scheduling: { nodeSelector: {}, nodes: [], tolerations: [], spread: true, hostAliases: {} },
  initContainers: {},
  sidecars: {},
  jobs: {},
  scratch: { '/tmp': '128Mi' },
  volumes: {},
  files: {},
  service: { nodePorts: {} },
  moreServices: {},
  metadata: noMetadata,
  mesh: { provider: 'none', routes: 'gateway-api', timeout: '10s', retryLimit: 0, failureAccrual: 7, scrape: true },
  terminationGracePeriodSeconds: 30,
  revisionHistoryLimit: 10,
} satisfies Partial<Settings>;

/** Whoever leads requests to a pod hears later than the pod that it ends: until then it goes on as before. */
export const usualSleep: Settings['preStop'] = { sleepSeconds: 5 };

const noSleep: Settings['preStop'] = { sleepSeconds: 0 };

/**
 * Presets that apply to a service, weakest first.
 * The probes of Spring Boot are those of Actuator's health groups (Spring Boot, "Kubernetes Probes").
 */
export function presetsOf(service: Service): readonly Preset[] {
  const found: Preset[] = [];
  if (isSlowToStart(service)) found.push(slowStart);
  if (service.framework === 'spring-boot') found.push(springBoot);
  if (service.template === 'worker') found.push(worker);
  if (service.storage !== undefined) found.push(stateful);
  if (service.database !== false) found.push(database);
  if (service.redis !== false) found.push(redis);
  if (service.runs === 'everywhere') found.push(everywhere);
  return found;
}

/** Environment variables that the monitoring of a placement implies: where traces go, whose they are, and how logs look. */
export function monitoringVariables(
  { service, environment, wants, where, settings }: MonitoredPlacement,
  platform: Platform,
): Readonly<Record<string, string>> {
  const url = settings.monitoring.tracing ? tracesUrlOf(platform, where) : undefined;
  return {
    ...(url === undefined ? {} : tracingVariables(url, service, environment)),
    ...(settings.monitoring.logs === 'json' ? structuredLogs(wants) : {}),
    ...(wants.framework === 'spring-boot' && looksAtLatency(settings) ? micrometerBuckets : {}),
  };
}

function looksAtLatency({ monitoring }: Settings): boolean {
  return monitoring.scrape && (monitoring.alerts || monitoring.dashboard);
}

// Without it Micrometer has no buckets, and nobody can tell a p95. "PERCENTILES_HISTOGRAM" would be another property, with
// which the application does not start.
const micrometerBuckets = { MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILESHISTOGRAM_HTTP_SERVER_REQUESTS: 'true' };

/** Environment variables that tell an SDK of OpenTelemetry where traces go, and whose they are. */
export function tracingVariables(url: string, service: string, environment: string): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    // Most SDKs speak OTLP over HTTP unless they are told.
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_RESOURCE_ATTRIBUTES: `deployment.environment.name=${environment}`,
    OTEL_SERVICE_NAME: service,
  };
}

interface MonitoredPlacement {
  readonly service: string;
  readonly environment: string;
  readonly wants: Service;
  readonly where: Environment;
  readonly settings: Settings;
}

/** Where traces of an environment go: what it says itself, or the platform; undefined when nobody names a collector. */
export function tracesUrlOf(platform: Platform, environment: Environment): string | undefined {
  return environment.tracesUrl ?? platform.monitoring.tracesUrl;
}

// Spring Boot has a property of its own (3.4, "Structured Logging"); of the others it is a convention.
function structuredLogs({ framework }: Service): Readonly<Record<string, string>> {
  return framework === 'spring-boot' ? { LOGGING_STRUCTURED_FORMAT_CONSOLE: 'ecs' } : { LOG_FORMAT: 'json' };
}

// Whoever listens on nothing can be asked by a command only, and nobody but its owner knows one.
function probeProtocol(port: ServicePort | undefined): Probe['protocol'] {
  return port === undefined || port.protocol === 'udp' ? 'none' : port.protocol;
}

/** Languages of the Java virtual machine, as people write them. */
const languagesOfVirtualMachine: ReadonlySet<string> = new Set(['clojure', 'groovy', 'java', 'kotlin', 'scala']);

function isSlowToStart({ language = '', framework }: Service): boolean {
  return (
    languagesOfVirtualMachine.has(language.toLowerCase()) ||
    (framework !== undefined && frameworksOfVirtualMachine.has(framework))
  );
}

/** Every preset, and what brings it, in words; weakest first. */
export const presets: readonly { readonly when: string; readonly preset: Preset }[] = [
  {
    when: `language: ${[...languagesOfVirtualMachine].join(', ')}; framework: ${[...frameworksOfVirtualMachine].join(', ')}`,
    preset: slowStart,
  },
  { when: 'framework: spring-boot', preset: springBoot },
  { when: 'template: worker', preset: worker },
  { when: 'storage', preset: stateful },
  { when: 'database', preset: database },
  { when: 'redis', preset: redis },
  { when: 'runs: everywhere', preset: everywhere },
];
