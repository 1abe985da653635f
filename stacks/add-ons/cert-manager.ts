import * as z from 'zod';

import { DnsLabel } from '../../src/model/names';
import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { fromApiServer, named, scraped, toWorld } from '../network/common-flows';
import { portOf } from '../network/url-end';
import { SecretPlace } from '../settings/secret-place';
import { solverFlows } from './acme-solvers';
import { addOn } from './add-on';
import type { AddOnObject, AddOnSecret } from './add-on';
import { certManagerAlerts } from './cert-manager-alerts';
import { containerResources, readyDeployment } from './deployment';

const name = 'cert-manager';
const version = 'v1.21.1';

const Issuer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('acme').describe("Let's Encrypt, or another authority that speaks ACME."),
    email: z.email().describe('Whom the authority tells.'),
    server: z
      .url({ protocol: /^https$/ })
      .default('https://acme-v02.api.letsencrypt.org/directory')
      .describe('Where the authority is.'),
    proof: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('gateway').describe('A file at the host, by a route of a Gateway that listens on port 80.'),
          name: DnsLabel.describe('Of the Gateway.'),
          namespace: DnsLabel.describe('Of the Gateway.'),
        }),
        z.strictObject({
          kind: z.literal('route53').describe('A DNS record in Route 53; the account cert-manager needs a role.'),
          region: z.string().min(1),
          roleArn: z.string().min(1).optional().describe('Role to take. Default: that of the account.'),
        }),
        z.strictObject({
          kind: z.literal('cloudflare').describe('A DNS record of Cloudflare.'),
          secret: SecretPlace.default({ kind: 'store' }).describe(
            'Where the Secret cloudflare-api-token comes from, with the key api-token.',
          ),
        }),
      ])
      .describe('How it is proved that a host is ours.'),
  }),
  z.strictObject({
    kind: z.literal('ca').describe('An authority of your own.'),
    secret: SecretPlace.default({ kind: 'store' }).describe(
      'Where the Secret of the name of the issuer comes from, with its certificate and key: tls.crt and tls.key.',
    ),
  }),
]);
type Issuer = z.output<typeof Issuer>;

const cloudflareToken = 'cloudflare-api-token';

/** Certificates that are renewed before they end. */
export const certManager = addOn({
  name: 'certManager',
  summary: 'Certificates of hosts, made and renewed.',
  chart: {
    name,
    reference: 'oci://quay.io/jetstack/charts/cert-manager',
    version,
    text: {
      repository: 'cert-manager/cert-manager',
      tag: version,
      path: 'deploy/charts/cert-manager',
      tree: '7c98570b86b84f0ad30f3c215491f278f2574cb1',
      stamps: { 'v0.0.0': version },
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: ['cert-manager.io', 'acme.cert-manager.io'],
  settings: z.strictObject({
    highlyAvailable: z.boolean().default(false).describe('Two pods of each program.'),
    roleArn: z
      .string()
      .min(1)
      .optional()
      .describe('Role that AWS gives the account cert-manager (IRSA). Default: none.'),
    issuers: z
      .record(DnsLabel, Issuer)
      .default({})
      .describe('Who signs, by the name of the `ClusterIssuer`. Default: nobody; somebody else makes issuers.'),
  }),
  plan: ({ highlyAvailable, roleArn, issuers }, { apiServerPorts, prometheus, gateways }) => {
    const all = { namespace: name };
    const programs = [
      [name, name],
      ['cainjector', `${name}-cainjector`],
      ['webhook', `${name}-webhook`],
    ] as const;
    const scale = {
      replicaCount: highlyAvailable ? 2 : 1,
      podDisruptionBudget: highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
      resources: containerResources('50m', '64Mi', { cpu: '500m', memory: '512Mi' }),
    };
    const acme = Object.values(issuers).filter((issuer) => issuer.kind === 'acme');
    return {
      values: {
        ...scale,
        // Removing the release would otherwise delete every Certificate.
        crds: { enabled: true, keep: true },
        global: { leaderElection: { namespace: name } },
        serviceAccount: { annotations: roleArn === undefined ? {} : { 'eks.amazonaws.com/role-arn': roleArn } },
        config: {
          apiVersion: 'controller.config.cert-manager.io/v1alpha1',
          kind: 'ControllerConfiguration',
          enableGatewayAPI: true,
        },
        // Whether a record has arrived is asked of the DNS of the cluster: the way to any other is closed.
        dns01RecursiveNameserversOnly: true,
        webhook: scale,
        cainjector: scale,
        startupapicheck: { resources: scale.resources },
      },
      flows: [
        toWorld(all, apiServerPorts),
        // Authorities and providers of DNS, and the file at the host that proves it ours.
        toWorld(named(name, name), [80, 443, ...acme.map(({ server }) => portOf(server))]),
        ...solverFlows(
          acme.flatMap(({ proof }) => (proof.kind === 'gateway' ? proof : [])),
          gateways,
        ),
        fromApiServer(named(name, 'webhook'), [10250]),
        ...scraped(prometheus, all, [9402]),
      ],
      measured: programs.map(([app, deployment]) => ({
        ...podsOfApp(app, name, 'http-metrics'),
        name: deployment,
        jobs: { 'http-metrics': deployment },
      })),
      alerts: [
        ...certManagerAlerts,
        downAlert(
          'CertManagerDown',
          programs.map(([, deployment]) => deployment),
          'No certificate is made or renewed.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
      ],
      ready: [
        ...programs.map(([, deployment]) => readyDeployment(name, deployment)),
        ...Object.keys(issuers).map((issuer) => ({
          apiVersion: 'cert-manager.io/v1',
          kind: 'ClusterIssuer',
          name: issuer,
          wanted: { condition: 'Ready' },
        })),
      ],
      objects: Object.entries(issuers).map(([issuer, settings]) => clusterIssuer(issuer, settings)),
      secrets: secretsOf(issuers),
    };
  },
});

function clusterIssuer(issuer: string, settings: Issuer): AddOnObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: issuer },
    spec:
      settings.kind === 'ca'
        ? { ca: { secretName: issuer } }
        : {
            acme: {
              email: settings.email,
              server: settings.server,
              privateKeySecretRef: { name: `${issuer}-account-key` },
              solvers: [solver(settings.proof)],
            },
          },
  };
}

function solver(proof: Extract<Issuer, { kind: 'acme' }>['proof']): object {
  switch (proof.kind) {
    case 'gateway':
      return {
        http01: {
          gatewayHTTPRoute: {
            parentRefs: [{ kind: 'Gateway', name: proof.name, namespace: proof.namespace, sectionName: 'http' }],
          },
        },
      };
    case 'route53':
      return {
        dns01: { route53: { region: proof.region, ...(proof.roleArn === undefined ? {} : { role: proof.roleArn }) } },
      };
    case 'cloudflare':
      return { dns01: { cloudflare: { apiTokenSecretRef: { name: cloudflareToken, key: 'api-token' } } } };
  }
}

function secretsOf(issuers: Readonly<Record<string, Issuer>>): readonly AddOnSecret[] {
  const all = Object.entries(issuers).flatMap(([issuer, settings]): readonly AddOnSecret[] => {
    if (settings.kind === 'ca') return [{ name: issuer, keys: ['tls.crt', 'tls.key'], place: settings.secret }];
    if (settings.proof.kind !== 'cloudflare') return [];
    return [{ name: cloudflareToken, keys: ['api-token'], place: settings.proof.secret }];
  });
  return [...new Map(all.map((secret) => [secret.name, secret])).values()];
}
