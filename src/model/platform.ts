import * as z from 'zod';

import { AutoSync, autoSyncIn } from './auto-sync';
import { Attester, Gates } from './gates';
import { Hold } from './hold';
import { IdentityGroup } from './identity-group';
import { Registry } from './image-reference';
import { DnsLabel, LabelName, LabelValue, Network, TracesUrl, longestLabel, pattern } from './names';
import { secretCopiers } from './secret-copiers';
import { RepositoryFolder } from './tree-place';
import { VaultMount } from './vault-keys';

/**
 * Events that people and portals can subscribe to. The names are those of Argo CD's notification catalog, and of what it has
 * no event for: what was changed by hand, what is healthy again, what pauses, and what waits for a person.
 */
export const notificationTriggers = [
  'on-created',
  'on-deleted',
  'on-deployed',
  'on-drifted',
  'on-health-degraded',
  'on-health-recovered',
  'on-suspended',
  'on-sync-failed',
  'on-sync-running',
  'on-sync-status-unknown',
  'on-sync-succeeded',
  'on-waiting',
] as const;

/** Services of Argo CD Notifications that Slipway can address, and the contact of a team that each one needs. */
export const notificationServices = ['port', 'slack', 'email', 'pagerduty'] as const;

/** Which events go to which notification service. */
export const Notifications = z.partialRecord(
  z.enum(notificationServices),
  z.array(z.enum(notificationTriggers)).min(1, 'must name at least one trigger'),
);
export type Notifications = z.infer<typeof Notifications>;

/** People who own services. */
export const Team = z.strictObject({
  owners: z
    .array(
      z
        .string()
        .regex(
          /^(@[A-Za-z0-9][-A-Za-z0-9_./]*|[^\s@]+@[^\s@]+)$/,
          'must be "@user", "@organization/team" or an e-mail address',
        ),
    )
    .min(1, 'must name at least one owner')
    .describe('Who reviews, as CODEOWNERS wants it.'),
  groups: z
    .array(IdentityGroup)
    .min(1, 'must name at least one group')
    .optional()
    .describe('Groups of the identity provider whose members are the team. Default: one of the name of the team.'),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .optional(),
  slack: z.string().min(1).optional().describe('Slack channel without "#".'),
  pagerduty: z.string().min(1).optional().describe('Name of the PagerDuty service.'),
  hold: Hold.optional().describe('Holds all releases of its services back.'),
});
export type Team = z.infer<typeof Team>;

/** Several services that belong together. */
export const System = z.strictObject({
  description: z.string().optional(),
  delivery: z
    .enum(['applications', 'app-of-apps', 'application-set'])
    .default('applications')
    .describe(
      'One Application per service below the root; below an Application of the system; or made by an ApplicationSet.',
    ),
  autoSync: AutoSync.describe(autoSyncIn.system),
});
export type System = z.infer<typeof System>;

/** Names that it is put before have to fit into 63 characters. */
const longestPrefix = 20;

/** `catalog/platform.yaml`: what holds for every service and environment. */
export const Platform = z.strictObject({
  catalogVersion: z.literal(1).describe('Version of the catalog format.'),
  repository: z
    .strictObject({
      url: z.string().regex(/^(https:\/\/|http:\/\/|ssh:\/\/|git@)\S+$/, 'must be an https, http or ssh URL'),
      branch: z
        .string()
        .regex(/^(?!HEAD$)[A-Za-z0-9][-A-Za-z0-9_./]*$/, 'must be a branch, not HEAD')
        .default('main'),
      path: RepositoryFolder.optional().describe(
        'Folder of the repository that holds catalog and tree, such as "infra". Default: its root.',
      ),
      foldRendered: z
        .boolean()
        .default(false)
        .describe('Whether forges fold rendered files in reviews, as they do with generated ones (`.gitattributes`).'),
    })
    .describe('The GitOps repository that Argo CD reads.'),
  registry: Registry.describe('Where images are, unless a service names another place.'),
  portal: z
    .strictObject({
      provider: z.literal('port'),
      blueprint: z.string().min(1).default('microservice').describe('Blueprint of a service in the portal.'),
    })
    .optional()
    .describe('The developer portal.'),
  argocd: z
    .strictObject({
      namespace: DnsLabel.default('argocd'),
      prefix: DnsLabel.max(longestPrefix, `must have at most ${longestPrefix} characters`)
        .optional()
        .describe(
          'Comes before the names of Applications and AppProjects, so that several repositories can share one Argo CD. Default: none.',
        ),
      project: pattern(['environment', 'team', 'system'])
        .default('{environment}')
        .describe('Name of the AppProject of a service.'),
      revisionHistoryLimit: z.int().min(0).max(100).default(10),
    })
    .default({ namespace: 'argocd', project: '{environment}', revisionHistoryLimit: 10 }),
  monitoring: z
    .strictObject({
      namespace: DnsLabel.default('monitoring').describe('Where Prometheus runs.'),
      prometheusUrl: z.url('must be a URL').default('http://prometheus-operated.monitoring.svc.cluster.local:9090'),
      tracesUrl: TracesUrl.optional().describe(
        'Collector of traces that takes OTLP over gRPC, where an environment names no other. Default: there is none.',
      ),
      labels: z
        .record(LabelName, LabelValue)
        .default({})
        .describe(
          'Labels of ServiceMonitors, PodMonitors and PrometheusRules, such as `release: kube-prometheus-stack`, by which that Prometheus chooses them.',
        ),
    })
    .prefault({}),
  clusterNetworks: z
    .array(Network)
    .min(1, 'must name at least one network')
    .default(['10.0.0.0/8'])
    .describe('Networks of pods and nodes; a meshed service lets the gateway and Prometheus in from them.'),
  owners: z
    .array(DnsLabel)
    .default([])
    .describe('Teams that review what belongs to no service: this file, environments, Applications, CI.'),
  access: z
    .strictObject({
      readers: z
        .array(IdentityGroup)
        .default([])
        .describe('Groups of the identity provider that see every Application and its logs, and change nothing.'),
    })
    .prefault({})
    .describe('Who may use Argo CD, besides the teams.'),
  secrets: z
    .strictObject({
      places: z
        .array(pattern(['service', 'environment', 'team', 'system']))
        .min(1, 'must name at least one place')
        .default(['{environment}/{service}'])
        .describe('Places in the secret store whose keys, and those below, a service may take.'),
      mounts: z
        .array(VaultMount)
        .default(['secret'])
        .describe(
          'Where the key-value engines of Vault are mounted, of every store, also of one without `path`. External Secrets cuts it off keys that begin with it, so `secret/web` is the key `web`, and so keys are held against places. The first one is filled by `slipway secrets --vault`.',
        ),
      stores: z
        .array(
          pattern(['service', 'environment', 'team', 'system']).regex(
            /^[A-Z][A-Za-z0-9]*\/\S+$/,
            'must be a kind and a name, such as "SecretStore/{service}"',
          ),
        )
        .default([])
        .describe(
          'What services may bring or name besides, to take secrets from where it says: stores, generators, and kinds of other programs, as `SecretStore/{service}`.',
        ),
      copiers: z
        .array(z.enum(secretCopiers))
        .default([])
        .describe(
          'Programs whose annotations services may use to have Secrets copied between namespaces, by the domain of the annotations.',
        ),
    })
    .prefault({})
    .describe('What services may take of the secret store.'),
  gates: Gates.prefault({}).describe('What a change needs in every environment that does not say otherwise.'),
  attesters: z.record(DnsLabel, Attester).default({}).describe('Programs whose signed word counts, by name.'),
  tickets: z
    .strictObject({
      url: pattern(['ticket'])
        .refine((text) => /^https:\/\/[^/\s]+\/\S*$/.test(text), 'must be an https URL')
        .describe('Where a ticket is looked up, such as "https://tickets.example.com/api/{ticket}".'),
    })
    .optional()
    .describe('The ticket system. Default: only the form of a ticket is looked at.'),
  notifications: Notifications.default({}).describe('Events that are sent for every Application.'),
  teams: z.record(DnsLabel, Team).describe('Teams by name.'),
  systems: z
    .record(DnsLabel.max(longestLabel - 8), System)
    .default({})
    .describe('Systems by name.'),
});
export type Platform = z.infer<typeof Platform>;

/** Groups of the identity provider whose members are these teams, each once. */
export function groupsOf({ teams }: Pick<Platform, 'teams'>, names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => teams[name]?.groups ?? [name]))];
}
