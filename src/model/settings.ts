import * as z from 'zod';

import { ContainerName, InitContainer, Sidecar } from './container';
import { Disruption } from './disruption';
import { ServiceExposure } from './exposure';
import { ServiceJob } from './job';
import { DataKey, DnsLabel, Folder, PortName, ProcessText, RoutePath, WritableFolder } from './names';
import { CountOrPercent, Duration, ProgressDeadline, Seconds, largestInteger } from './numbers';
import { ObjectMetadata } from './object-metadata';
import { PreStop } from './pre-stop';
import { Probe } from './probe';
import { Pull } from './pull';
import { Bytes } from './quantity';
import { ContainerResources } from './resources';
import { Scale } from './scale';
import { Scheduling } from './scheduling';
import { SecretSettings } from './secret-settings';
import { Security } from './security';
import { Files } from './service-file';
import { EnvFrom, EnvVariables } from './variables';
import { Volume } from './volume';
import { MoreService, OwnService, ServiceObjectName } from './service-object';
import { WorkloadIdentity } from './workload-identity';

const CanaryStep = z.union([
  z.strictObject({ setWeight: z.int().min(0).max(100) }),
  z.strictObject({ pause: z.strictObject({ duration: Duration.optional() }) }),
]);

const rollbackWindow = z
  .int()
  .min(0, 'must be 0 or more')
  .max(100, 'must be 100 or less')
  .default(3)
  .describe('Going back to one of this many former versions skips steps, pauses and analysis.');

/** How a new version replaces the old one. Canary and blue-green render an Argo Rollout instead of a Deployment. */
export const Rollout = z.discriminatedUnion('strategy', [
  z.strictObject({
    strategy: z.literal('rolling'),
    maxSurge: CountOrPercent.default(1),
    maxUnavailable: CountOrPercent.default(0),
  }),
  z.strictObject({
    strategy: z
      .literal('recreate')
      .describe('All pods end before new ones start: nobody is served meanwhile, and two versions never run at once.'),
  }),
  z.strictObject({
    strategy: z.literal('canary'),
    maxSurge: CountOrPercent.default('25%'),
    maxUnavailable: CountOrPercent.default('25%'),
    steps: z.array(CanaryStep).min(1, 'must have at least one step'),
    weights: z
      .enum(['pods', 'routes'])
      .optional()
      .describe(
        'What the weights of steps are of: pods, or the requests that its routes of the Gateway API lead to it, from outside and in the mesh. Default: routes where the environment has `canaryWeights: routes` and a route leads to it, else pods.',
      ),
    analysis: z.boolean().default(false).describe('Watch the success rate in the background and abort when it falls.'),
    rollbackWindow,
  }),
  z.strictObject({
    strategy: z.literal('blueGreen'),
    autoPromotionEnabled: z.boolean().default(false),
    scaleDownDelaySeconds: Seconds.default(600).describe(
      'How long the old version runs on, so that going back is at once; it costs all its pods.',
    ),
    analysis: z.boolean().default(true).describe('Measure the success rate of the preview before it is promoted.'),
    rollbackWindow,
  }),
]);
export type Rollout = z.infer<typeof Rollout>;

/** Strategies of a Deployment; by all others Argo Rollouts tries a new version before it replaces the old one. */
type OfDeployment = 'rolling' | 'recreate';

/** A rollout whose new version is tried before it replaces the old one. */
export type Tried<How> = Exclude<How, { readonly strategy: OfDeployment }>;

/** Whether a new version is tried before it replaces the old one. */
export function isTried<How extends { readonly strategy: Rollout['strategy'] }>(rollout: How): rollout is Tried<How> {
  return rollout.strategy !== 'rolling' && rollout.strategy !== 'recreate';
}

/** Linkerd's ServiceProfile. Its budget bounds the retries of all routes together; only idempotent routes may be retried. */
const ServiceProfile = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
        pathRegex: z.string().min(1),
        isRetryable: z.boolean().default(false),
      }),
    )
    .min(1, 'must have at least one route'),
  retryBudget: z.strictObject({
    retryRatio: z.number().min(0).max(1),
    minRetriesPerSecond: z.int().min(0).max(largestInteger),
    ttl: Duration.default('10s').describe('Required by Linkerd.'),
  }),
});

/**
 * What may be set anywhere: as an environment's default, for a service, or for a service in one environment.
 * A later layer wins: default, preset, environment, service, overlay. Objects merge key by key; lists, `scale`,
 * `rollout` and `preStop` are replaced as a whole, and so is each entry of `env` and `volumes`; in mappings of names, such as
 * `env`, `null` removes a key.
 */
export const SettingsLayer = z.strictObject({
  scale: Scale.optional().describe('Who owns the number of pods, and the numbers.'),
  resources: ContainerResources.optional().describe('What a pod asks for and may use at most.'),
  probes: z
    .strictObject({ liveness: Probe.optional(), readiness: Probe.optional(), startup: Probe.optional() })
    .optional()
    .describe('Health probes; presets fill in what is left out.'),
  env: EnvVariables.optional().describe(
    'Environment variables: a text, in which {service}, {environment}, {team} and {system} are filled in, or where it is from; null removes one.',
  ),
  envFrom: EnvFrom.optional().describe('Secrets and ConfigMaps that are there, whose keys are variables.'),
  config: z
    .strictObject({
      values: z
        .record(DataKey, ProcessText.nullable())
        .optional()
        .describe('Entries of the ConfigMap; null removes one.'),
      mountPath: Folder.optional().describe('Folder where the entries appear as files.'),
      asEnvironment: z.boolean().optional().describe('Whether the entries become environment variables, too.'),
    })
    .optional()
    .describe('The ConfigMap `<service>-config`.'),
  files: Files.optional().describe(
    'Files that lie beside the service, in `files/` or `files/<environment>/`, by where its processes find them; null removes one.',
  ),
  secrets: SecretSettings.optional().describe('Secrets from the external store; values never are in Git.'),
  rollout: Rollout.optional().describe(
    'How a new version replaces the old one: some pods at a time, all of them at once (`recreate`), or after it was tried.',
  ),
  disruption: Disruption.optional().describe('How many pods a drained node may take away at once.'),
  security: Security.optional().describe('What the processes are, and may do.'),
  pull: Pull.optional().describe('How the image gets to a node.'),
  identity: WorkloadIdentity.optional().describe('Who the pods are, for a cloud and for the API server.'),
  scheduling: Scheduling.optional().describe('On which nodes the pods run, and how.'),
  initContainers: z
    .record(ContainerName, InitContainer.nullable())
    .optional()
    .describe('Containers that end before the service starts, one after the other; null removes one.'),
  sidecars: z
    .record(ContainerName, Sidecar.nullable())
    .optional()
    .describe('Containers that run beside the service; null removes one.'),
  jobs: z
    .record(ContainerName, ServiceJob.nullable())
    .optional()
    .describe('What runs to an end: with each release, or on a schedule; null removes one.'),
  scratch: z
    .record(WritableFolder, Bytes.nullable())
    .optional()
    .describe('Writable folders that die with the pod: path to size.'),
  volumes: z
    .record(DnsLabel, Volume.nullable())
    .optional()
    .describe('Volumes of any other sort, and who sees them where; null removes one.'),
  metrics: z
    .strictObject({
      path: RoutePath.optional(),
      port: PortName.optional(),
      interval: Duration.optional(),
      annotations: z
        .boolean()
        .optional()
        .describe('Also write prometheus.io/* annotations for scrapers that read them.'),
    })
    .optional()
    .describe('Where the service serves Prometheus metrics.'),
  monitoring: z
    .strictObject({
      scrape: z.boolean().optional().describe('Render a ServiceMonitor.'),
      alerts: z.boolean().optional().describe('Render a PrometheusRule.'),
      dashboard: z.boolean().optional().describe('Render a Grafana dashboard.'),
      counts: z
        .enum(['requests', 'jobs'])
        .optional()
        .describe(
          'What it counts, and what its panels, alerts and analyses are about: `requests` of callers, or `jobs` that it takes (`jobs_total` with `outcome`, `job_duration_seconds`).',
        ),
      maxErrorShare: z
        .number()
        .gt(0, 'must be above 0')
        .lt(1, 'must be below 1')
        .optional()
        .describe(
          'Share of requests or jobs that may fail, such as 0.05, before an alert fires and an analysis ends a release.',
        ),
      maxLatency: Duration.optional().describe(
        'Time for 95 of 100 requests or jobs, such as "500ms", before an alert fires.',
      ),
      tracing: z
        .boolean()
        .optional()
        .describe('Send traces to the collector that the environment or the platform names.'),
      logs: z
        .enum(['text', 'json'])
        .optional()
        .describe('What the process is asked to write: lines for people, or one object a line for a collector.'),
    })
    .optional()
    .describe('How closely the service is watched.'),
  mesh: z
    .strictObject({
      provider: z.enum(['none', 'linkerd']).optional(),
      routes: z
        .enum(['gateway-api', 'service-profile'])
        .optional()
        .describe('Which objects carry retries and timeouts.'),
      timeout: Duration.optional(),
      retryLimit: z.int().min(0).max(10).optional().describe('Retries of a request; only for idempotent methods.'),
      failureAccrual: z
        .int()
        .min(0)
        .max(largestInteger)
        .optional()
        .describe('Failures in a row that take an endpoint out; 0 turns it off.'),
      scrape: z.boolean().optional().describe('Render a PodMonitor for the metrics of the proxies.'),
      profile: ServiceProfile.optional().describe('Routes and retry budget of a ServiceProfile.'),
    })
    .optional()
    .describe('The service mesh.'),
  exposure: ServiceExposure.optional().describe('How a public service is reached from outside.'),
  service: OwnService.optional().describe('The Service that leads to its pods, in the cluster and from outside.'),
  moreServices: z
    .record(ServiceObjectName, MoreService.nullable())
    .optional()
    .describe('Services that lead to its pods besides, by their names; null removes one.'),
  metadata: ObjectMetadata.optional().describe('Labels and annotations of objects, for others to read.'),
  preStop: PreStop.optional().describe(
    'What happens before the process is told to end. Default: 5 seconds of sleep where there are ports and time for it.',
  ),
  terminationGracePeriodSeconds: Seconds.optional().describe('Time to end, with that of `preStop`; then it is killed.'),
  minReadySeconds: Seconds.optional().describe(
    'How long a new pod must be ready before it counts, and the next one is replaced. Default: 0.',
  ),
  revisionHistoryLimit: z.int().min(0).max(100).optional(),
  progressDeadlineSeconds: ProgressDeadline.optional().describe(
    'How long a new version may take to get further before it counts as failed. Default: 600, as Kubernetes has it.',
  ),
});
export type SettingsLayer = z.infer<typeof SettingsLayer>;

/** Settings that are replaced as a whole, because parts of two of them make no sense together. */
export const wholeSettings = ['scale', 'rollout', 'preStop'] as const satisfies readonly (keyof SettingsLayer)[];
export type WholeSetting = (typeof wholeSettings)[number];
