import * as z from 'zod';

import { UnadoptedByEnvironment } from './convention';
import { Freezes } from './freeze';
import { Gates } from './gates';
import { Hold } from './hold';
import { ImageSignatures } from './image-signatures';
import { DnsLabel, Network, ObjectName, TracesUrl, longestLabel, pattern } from './names';
import { Retired } from './overlay';
import { Notifications } from './platform';
import { Bytes, Cpu, CpuLimit } from './quantity';
import { SecretStore } from './secret-settings';
import { SettingsLayer } from './settings';
import { verbNames } from './verb-name';

const amounts = z.strictObject({ cpu: Cpu, memory: Bytes });
const limits = amounts.extend({ cpu: CpuLimit.describe('CPU; "none" where services may have no limit of it.') });

/**
 * Whether Argo CD applies a commit by itself. `manual` renders no `automated` block at all:
 * `automated` with `selfHeal: false` still syncs every commit (Argo CD, "Automated Sync Policy").
 */
export const Sync = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('automatic'),
    prune: z.boolean().default(true),
    selfHeal: z.boolean().default(true),
  }),
  z.strictObject({ mode: z.literal('manual') }),
]);
export type Sync = z.infer<typeof Sync>;

/**
 * Name of an environment. The Application and the AppProject of its own are called `baseline-<environment>` and
 * `platform-<environment>`; `service.yaml` beside the overlays is the service itself.
 */
export const EnvironmentName = DnsLabel.max(
  longestLabel - 'baseline-'.length,
  `must have at most ${longestLabel - 'baseline-'.length} characters, because prefixes such as "baseline-" are put before it`,
).refine((name) => name !== 'service', 'is the name of the file that holds the service itself');

/** `catalog/environments/<environment>.yaml`: a place to run. */
export const Environment = z.strictObject({
  aliases: z.array(DnsLabel).default([]).describe('Other names under which people and portals may ask for it.'),
  cluster: z.strictObject({
    server: z
      .string()
      .regex(/^https?:\/\/\S+$/, 'must be a URL')
      .default('https://kubernetes.default.svc'),
    kubernetesVersion: z
      .string()
      .regex(/^1\.[1-9][0-9]$/, 'must be a minor version such as "1.36", in quotes')
      .describe('Minor version.'),
    apiVersions: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9.-]+\/v[a-z0-9]+(\/[A-Z][A-Za-z0-9]*)?$/,
            'must be an API version such as "monitoring.coreos.com/v1", with a kind behind it or without',
          ),
      )
      .default([])
      .describe(
        'What charts may find in the cluster besides what Kubernetes serves, such as `monitoring.coreos.com/v1`.',
      ),
  }),
  namespace: pattern(['service', 'environment', 'team', 'system']).describe(
    'Namespace of a service, such as "{environment}".',
  ),
  formerNamespaces: z
    .array(DnsLabel)
    .default([])
    .describe('Namespaces that services have left: they stay, and Argo CD may delete what has moved.'),
  sync: Sync,
  retired: Retired.describe('Whether everything in it ends, its namespaces too.'),
  targetRevision: z
    .string()
    .regex(/^(?!HEAD$)[A-Za-z0-9][-A-Za-z0-9_./]*$/, 'must be a branch, tag or commit, not HEAD')
    .optional()
    .describe('What Argo CD follows. Default: the branch of the repository.'),
  owners: z.array(DnsLabel).default([]).describe('Teams that review every change of this environment.'),
  freezes: Freezes.default([]).describe(
    'When nothing is released here: again and again, which Argo CD is told, too, or once.',
  ),
  signatures: z
    .strictObject({
      keys: z
        .array(
          z
            .string()
            .regex(
              /^[0-9A-F]{16}([0-9A-F]{24})?$/,
              'must be 16 or 40 digits of a GnuPG key, in upper case and in quotes',
            ),
        )
        .min(1, 'must name at least one key')
        .describe('GnuPG keys. Argo CD has to have the public ones.'),
    })
    .optional()
    .describe(
      'Argo CD applies a commit here only if one of these keys has signed it. Default: no signature is needed.',
    ),
  gates: Gates.prefault({}).describe('What a change needs here; each key replaces the one of the platform.'),
  hold: Hold.optional().describe('Holds all releases back here.'),
  delivery: z
    .enum(['push', 'pull-request', 'work-tree'])
    .default('push')
    .describe(
      'How an allowed change gets into the branch: it is pushed; a branch for a pull request; by whoever asks.',
    ),
  releaseTags: z
    .boolean()
    .default(false)
    .describe('Whether each release here gets a signed tag `<service>/<version>`.'),
  subjects: z
    .partialRecord(z.enum(verbNames), pattern(['subject']).max(60, 'must have at most 60 characters'))
    .default({})
    .describe('Form of the first line of commits by verb, such as "chore: {subject}". Default: the subject as it is.'),
  gateway: z
    .strictObject({
      name: DnsLabel,
      namespace: DnsLabel,
      host: pattern(['service', 'environment']).describe('Host of a public service, such as "{service}.example.com".'),
      ingressClass: ObjectName.default('nginx').describe('Class for services that ask for an Ingress.'),
      ingressNamespace: DnsLabel.default('ingress-nginx').describe('Where the pods of that class run.'),
      proxyNamespace: DnsLabel.optional().describe(
        "Where the Gateway's proxies run, such as envoy-gateway-system of Envoy Gateway. Default: the namespace of the Gateway.",
      ),
      proxyNetworks: z
        .array(Network)
        .default([])
        .describe(
          'Networks from which load balancers outside the cluster call pods, such as 130.211.0.0/22 and 35.191.0.0/16 of Google Cloud, or the subnets of an AWS load balancer with targets of type ip.',
        ),
    })
    .describe('Where traffic from outside comes in.'),
  canaryWeights: z
    .enum(['pods', 'routes'])
    .default('pods')
    .describe(
      'What divides requests between the releases of a canary: the number of their pods, or the weights of routes, which Argo Rollouts sets by its plugin for the Gateway API. The platform installs it where an environment says so.',
    ),
  dns: z
    .strictObject({
      preset: z
        .enum(['kube-dns', 'node-local', 'openshift'])
        .default('kube-dns')
        .describe(
          'Who answers names: the pods of kubeadm and of most providers; these and a cache on each node (NodeLocal DNSCache, GKE, LocalDNS of AKS); or the pods of OpenShift.',
        ),
      networks: z
        .array(Network)
        .default([])
        .describe('Networks of servers that answer besides, such as 10.0.0.2/32: of a cache, or outside the cluster.'),
    })
    .optional()
    .describe('Where pods may ask for names, which policies let them. Default: preset kube-dns.'),
  secretStore: SecretStore.describe('Store of External Secrets.'),
  tracesUrl: TracesUrl.optional().describe(
    'Collector of traces of this environment, which takes OTLP over gRPC. Default: that of the platform.',
  ),
  podSecurity: z
    .enum(['privileged', 'baseline', 'restricted'])
    .default('restricted')
    .describe('Pod Security Standard of its namespaces.'),
  imageSignatures: ImageSignatures.default('unchecked').describe(
    'Whether signed images only are let in: who verifies that, and by which policies of the cluster. "required" is by Sigstore\'s policy controller, whichever policies the cluster has.',
  ),
  quota: z
    .strictObject({ requests: amounts, limits, pods: z.int().min(1) })
    .describe('What one namespace may use in all.'),
  containerLimits: z
    .strictObject({ max: limits, default: limits, defaultRequest: amounts })
    .describe(
      'LimitRange of a namespace: the most that one container may have, and what it gets when it says nothing.',
    ),
  notifications: Notifications.default({}).describe('Events that are sent besides those of the platform.'),
  unadopted: UnadoptedByEnvironment.optional().describe(
    'Conventions that its namespaces have not adopted yet, as an import leaves them.',
  ),
  defaults: SettingsLayer.default({}).describe('Settings of every service here, unless the service says otherwise.'),
});
export type Environment = z.infer<typeof Environment>;

/** GnuPG keys of which Argo CD wants a signature on every head before it syncs an environment; none where it does not look at them. */
export function signatureKeysOf({ signatures }: Pick<Environment, 'signatures'>): readonly string[] {
  return signatures?.keys ?? [];
}
