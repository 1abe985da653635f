import * as z from 'zod';

import { AutoSync, autoSyncIn } from './auto-sync';
import { ContainerName } from './container';
import { Unadopted } from './convention';
import { Schedule } from './cron';
import { Framework } from './framework';
import { ImageRepository } from './image-reference';
import {
  DnsLabel,
  LabelName,
  LabelValue,
  Network,
  ObjectName,
  PortName,
  PortNumber,
  ProcessText,
  longestLabel,
  nameSuffixes,
  pattern,
} from './names';
import { Retired } from './overlay';
import { Patches } from './patch';
import { Bytes } from './quantity';
import { Extensions } from './extension';
import { SettingsLayer } from './settings';
import { Chart, SoftwareValues, ServiceKustomization } from './software';
import { Storage } from './storage';
import { StoreNeed } from './store';

const longestSuffix = nameSuffixes.reduce((longest, suffix) => (suffix.length > longest.length ? suffix : longest), '');
const longestServiceName = longestLabel - longestSuffix.length;

/** Name of a service: short enough that every name made from it still is a DNS-1123 label. */
export const ServiceName = DnsLabel.regex(/^[a-z]/, 'must start with a letter, as a Service must (RFC 1035)').max(
  longestServiceName,
  `must have at most ${longestServiceName} characters, because suffixes such as "${longestSuffix}" are appended`,
);

const Port = z.strictObject({
  name: PortName,
  containerPort: PortNumber.describe('Port that the process listens on; below 1024, too.'),
  port: PortNumber.optional().describe('Port of the Service. Default: the same.'),
  protocol: z.enum(['http', 'grpc', 'tcp', 'udp']).default('http'),
  container: ContainerName.optional().describe('Sidecar that listens on it. Default: the service itself.'),
});

const Dependency = z.union([
  ServiceName,
  z.strictObject({
    service: ServiceName,
    ports: z.array(PortName).min(1, 'must name at least one port').optional().describe('Default: every port.'),
  }),
]);

const Egress = z
  .strictObject({
    description: z.string().optional(),
    namespace: pattern(['environment', 'service', 'team', 'system'])
      .optional()
      .describe('Namespace whose pods are reached.'),
    cidr: Network.optional().describe('Network outside the cluster that is reached.'),
    ports: z.array(PortNumber).min(1, 'must name at least one port'),
  })
  .refine((egress) => (egress.namespace === undefined) !== (egress.cidr === undefined), {
    message: 'must have either "namespace" or "cidr"',
  });

const ObjectNames = z.strictObject({
  workload: ObjectName.optional().describe('Deployment, StatefulSet or Rollout.'),
  container: DnsLabel.optional().describe('The container in its pods.'),
  service: DnsLabel.optional().describe('The Service that leads to its pods.'),
  stable: DnsLabel.optional().describe('The Service by which routes lead to its stable release, beside a canary.'),
  canary: DnsLabel.optional().describe('The Service by which routes lead to its canary.'),
  preview: DnsLabel.optional().describe('The Service of its preview, of blue and green.'),
  headless: DnsLabel.optional().describe('The Service that leads to each of its pods: of a StatefulSet, or of peers.'),
  account: ObjectName.optional().describe('The ServiceAccount.'),
  config: ObjectName.optional().describe('The ConfigMap.'),
  route: ObjectName.optional().describe('The route or Ingress that leads to it from outside.'),
});

/** `catalog/services/<service>/service.yaml`: what its owner wants, the same in every environment. */
export const Service = z.strictObject({
  team: DnsLabel.describe('Team that owns it.'),
  system: DnsLabel.optional().describe('System that it is part of.'),
  description: z.string().optional(),
  tier: z
    .enum(['frontend', 'gateway', 'backend', 'data', 'monitoring'])
    .default('backend')
    .describe('Its part in the system.'),
  language: z
    .string()
    .min(1)
    .optional()
    .describe('Language that it is written in; those of the Java virtual machine, such as "java", get time to start.'),
  framework: Framework.optional().describe(
    'Framework that it is made with; some have presets, and what has none may be left out.',
  ),
  template: z.string().min(1).optional().describe('Template that its repository was made from.'),
  image: ImageRepository.optional().describe('Default: the name of the service, below the registry of the platform.'),
  command: z.array(ProcessText).min(1).optional(),
  args: z.array(ProcessText).min(1).optional(),
  ports: z
    .array(Port)
    .describe('What it listens on; the first one is the main port. An empty list is a worker, whom nobody calls.'),
  runs: z
    .enum(['pods', 'members', 'everywhere', 'jobs', 'variants', 'manifests'])
    .default('pods')
    .describe(
      'What it is: pods that go on; pods that keep their names, with storage or without (a StatefulSet); a pod on each node (a DaemonSet); nothing but its `jobs`, which need no ports; nothing of its own, but a Service that leads to the pods of its `variants`; or nothing but its `manifests/`, which need no ports.',
    ),
  variants: z
    .array(ServiceName)
    .min(1, 'must name at least one service')
    .optional()
    .describe('Services whose pods its Service leads to, side by side: variants of one thing, with `runs: variants`.'),
  retired: Retired.describe('Whether it ends in every environment.'),
  autoSync: AutoSync.describe(autoSyncIn.service),
  public: z.boolean().default(false).describe('Whether it is reached from outside the cluster.'),
  database: StoreNeed.default(false).describe(
    'Whether it gets DB_HOST, DB_USERNAME and DB_PASSWORD from the secret store, and where its database is: `true` says that `dependsOn` or `egress` leads there.',
  ),
  redis: StoreNeed.default(false).describe(
    'Whether it gets REDIS_URL from the secret store, and where its Redis is: `true` says that `dependsOn` or `egress` leads there.',
  ),
  dependsOn: z
    .array(Dependency)
    .default([])
    .describe('Services that it calls; network policies are derived from this.'),
  peers: z
    .array(PortName)
    .min(1, 'must name at least one port')
    .optional()
    .describe(
      'Ports at which its own pods reach each other, as members of a cluster do: policies let them, and a headless Service, `<service>-headless`, leads to each of them, also before they are ready.',
    ),
  egress: z.array(Egress).default([]).describe('What else it calls.'),
  namespace: pattern(['service', 'environment', 'team', 'system'])
    .optional()
    .describe('Default: the pattern of the environment.'),
  wave: z
    .int()
    .min(-100)
    .max(100)
    .optional()
    .describe('Order among the Applications of an environment. Default: by tier.'),
  storage: Storage.optional().describe(
    'A volume for each pod, which outlives the pod, or a list of them. Makes it a StatefulSet.',
  ),
  podManagement: z
    .enum(['ordered', 'parallel'])
    .optional()
    .describe(
      'Whether members, which are pods that keep their names, start one after the other, each once the one before is ready, or all at once, as members that are ready together need it. It never changes. Default: ordered.',
    ),
  backup: z
    .strictObject({
      schedule: Schedule,
      retentionDays: z.int().min(1).max(3650),
      size: Bytes.describe('Volume for the backups.'),
      command: z
        .array(ProcessText)
        .min(1)
        .describe('Writes a backup of the service at $SERVICE_HOST into the folder $BACKUP_DIR.'),
    })
    .optional()
    .describe('A CronJob that backs its data up.'),
  selector: z
    .record(LabelName, LabelValue)
    .refine((labels) => Object.keys(labels).length > 0, 'must have at least one label')
    .optional()
    .describe('Labels by which its pods are found, which never change. Default: `app`, with its name.'),
  names: ObjectNames.optional().describe('Names of objects that were there before. Default: its own name.'),
  unadopted: Unadopted.optional().describe(
    'Conventions that it has not adopted yet, as an import leaves them: `slipway adopt` takes them on.',
  ),
  patches: Patches.optional().describe('Changes of rendered objects, for what no setting says.'),
  chart: Chart.optional().describe('The chart of Helm that it is: its objects are those that Helm makes.'),
  kustomization: ServiceKustomization.optional().describe('The kustomization that it is.'),
  values: SoftwareValues.optional().describe('Values of its chart, over those that the chart has itself.'),
  extensions: Extensions.optional().describe(
    'What the extensions of the repository are told of it, by the name of each: `slipway.extensions.js` says what that is.',
  ),
  ...SettingsLayer.shape,
});
export type Service = z.infer<typeof Service>;
export type ServicePort = z.infer<typeof Port>;
