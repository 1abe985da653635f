import * as z from 'zod';

import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { named, scraped, toWorld } from '../network/common-flows';
import { SecretPlace } from '../settings/secret-place';
import { addOn } from './add-on';
import { containerResources, readyDeployment } from './deployment';

const name = 'external-dns';
const version = '1.21.1';

const Provider = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('route53'),
    roleArn: z.string().min(1).optional().describe('Role of its account (IRSA). Default: by EKS Pod Identity.'),
    zones: z.enum(['public', 'private']).optional().describe('Zones to look at. Default: both.'),
  }),
  z.strictObject({
    kind: z.literal('cloudflare'),
    secret: SecretPlace.default({ kind: 'store' }).describe(
      'Where the Secret external-dns comes from, with the key CF_API_TOKEN.',
    ),
  }),
  z.strictObject({
    kind: z.literal('google'),
    projectId: z.string().min(1).describe('Project of the zones.'),
    serviceAccount: z.email().describe('Account of Google that its account stands for (Workload Identity).'),
  }),
]);
type Provider = z.output<typeof Provider>;

/** DNS records of the hosts of routes. */
export const externalDns = addOn({
  name: 'externalDns',
  summary: 'DNS records of the hosts of routes and Ingresses.',
  chart: {
    name,
    reference: name,
    repository: 'https://kubernetes-sigs.github.io/external-dns',
    version,
    text: {
      repository: 'kubernetes-sigs/external-dns',
      tag: `external-dns-helm-chart-${version}`,
      path: 'charts/external-dns',
      tree: '877a5ec9187abb5b09c7d3d2343992f1a0ae74a7',
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: ['externaldns.k8s.io'],
  settings: z.strictObject({
    provider: Provider.describe('Who has the zones.'),
    domains: z.array(z.string().min(1)).min(1).describe('Domains below which records are made, and nowhere else.'),
    owner: z
      .string()
      .min(1)
      .describe(
        'Written beside each record, so that two clusters never change those of each other: one for each cluster.',
      ),
    sources: z
      .array(z.enum(['gateway-grpcroute', 'gateway-httproute', 'gateway-tlsroute', 'ingress', 'service']))
      .min(1)
      .default(['gateway-httproute', 'ingress'])
      .describe('What has hosts.'),
    removes: z
      .boolean()
      .default(false)
      .describe(
        'Whether records of hosts that are gone are deleted. A cluster that is lost takes its records along then.',
      ),
  }),
  plan: ({ provider, domains, owner, sources, removes }, { apiServerPorts, prometheus }) => {
    const pods = named(name, name);
    return {
      values: {
        provider: { name: { route53: 'aws', cloudflare: 'cloudflare', google: 'google' }[provider.kind] },
        serviceAccount: { annotations: identityOf(provider) },
        env:
          provider.kind === 'cloudflare'
            ? [{ name: 'CF_API_TOKEN', valueFrom: { secretKeyRef: { name, key: 'CF_API_TOKEN' } } }]
            : [],
        extraArgs: argumentsOf(provider),
        domainFilters: domains,
        txtOwnerId: owner,
        sources,
        policy: removes ? 'sync' : 'upsert-only',
        resources: containerResources('50m', '64Mi', { cpu: '250m', memory: '256Mi' }),
      },
      flows: [
        toWorld(pods, [443, ...apiServerPorts]),
        ...metadataServers(provider).map(({ networks, ports }) => ({ from: pods, to: { networks }, ports })),
        ...scraped(prometheus, pods, [7979]),
      ],
      measured: [podsOfApp(name, name, 'http')],
      alerts: [
        downAlert(
          'ExternalDnsDown',
          [name],
          'Hosts of new routes get no record. Records that are there stay.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
        {
          name: 'ExternalDnsDoesNotSync',
          expression: 'time() - max(external_dns_controller_last_sync_timestamp_seconds) > 1800',
          for: '15m',
          severity: 'warning',
          summary: 'No DNS record was compared for half an hour',
          description: 'Hosts of new routes get no record.',
          runbook: `kubectl logs -n ${name} deployment/${name} has the error: rights on the zone, a token that has ended, or a domain without zone.`,
        },
      ],
      ready: [readyDeployment(name, name)],
      secrets: provider.kind === 'cloudflare' ? [{ name, keys: ['CF_API_TOKEN'], place: provider.secret }] : [],
    };
  },
});

function identityOf(provider: Provider): Readonly<Record<string, string>> {
  if (provider.kind === 'google') return { 'iam.gke.io/gcp-service-account': provider.serviceAccount };
  if (provider.kind === 'route53' && provider.roleArn !== undefined) {
    return { 'eks.amazonaws.com/role-arn': provider.roleArn };
  }
  return {};
}

function argumentsOf(provider: Provider): readonly string[] {
  if (provider.kind === 'google') return [`--google-project=${provider.projectId}`];
  if (provider.kind === 'route53' && provider.zones !== undefined) return [`--aws-zone-type=${provider.zones}`];
  return [];
}

/** Where its account gets a token of its cloud: GKE's metadata server, and EKS' agent, on each node. */
function metadataServers(
  provider: Provider,
): readonly { readonly networks: readonly string[]; readonly ports: readonly number[] }[] {
  if (provider.kind === 'google') {
    return [
      { networks: ['169.254.169.254/32'], ports: [80] },
      { networks: ['169.254.169.252/32'], ports: [988] },
    ];
  }
  if (provider.kind === 'route53' && provider.roleArn === undefined) {
    return [{ networks: ['169.254.170.23/32', 'fd00:ec2::23/128'], ports: [80] }];
  }
  return [];
}
