import * as z from 'zod';

import { DnsLabel, HostName } from '../../src/model/names';
import { GatewayExposure, IngressExposure } from './exposure';
import { httpsUrl } from './https-url';
import { SecretPlace } from './secret-place';
import { Size } from './size';

/** Name of the Secret that signing in needs. */
export const signInSecret = 'argocd-sign-in';

/** How people sign in. */
export const SignIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oidc').describe('Argo CD speaks with the identity provider itself.'),
    name: z.string().min(1, 'must not be empty').describe('What the button says.'),
    issuer: httpsUrl,
    clientId: z.string().min(1, 'must not be empty'),
    secret: SecretPlace.default({ kind: 'store' }).describe(
      `Where the Secret ${signInSecret} comes from; its key "clientSecret" is that of the client.`,
    ),
    scopes: z.array(z.string().min(1)).min(1).default(['openid', 'profile', 'email', 'groups']),
  }),
  z.strictObject({
    kind: z.literal('dex').describe('Dex speaks with what is not OIDC: GitHub, LDAP, SAML.'),
    connectors: z
      .array(
        z.strictObject({
          type: z.string().min(1).describe('As Dex calls it, such as "github".'),
          id: DnsLabel,
          name: z.string().min(1).describe('What the button says.'),
          config: z
            .record(z.string(), z.json())
            .check(refuseSecrets)
            .describe(`What Dex wants to know. A secret is written "$${signInSecret}:KEY".`),
        }),
      )
      .min(1, 'must have at least one connector'),
    secret: SecretPlace.default({ kind: 'store' }).describe(`Where the Secret ${signInSecret} comes from.`),
  }),
]);
export type SignIn = z.infer<typeof SignIn>;

/** How people and webhooks reach the API. TLS always ends before Argo CD. */
export const Exposure = z.discriminatedUnion('kind', [
  GatewayExposure.extend({
    host: HostName.describe('Host for browsers, for webhooks, and for "argocd --grpc-web".'),
    grpcHost: HostName.optional().describe(
      'Host for "argocd" without that flag. A Gateway takes one route only of those that share a host.',
    ),
  }),
  IngressExposure,
]);
export type Exposure = z.infer<typeof Exposure>;

/** Credentials for one repository, or for every one whose URL begins alike. */
export const RepositoryCredentials = z.strictObject({
  name: DnsLabel.describe('Name of the Secret that Argo CD finds them in.'),
  kind: z.enum(['repository', 'repo-creds']).default('repository').describe('"repo-creds": the URL is a beginning.'),
  url: z.string().min(1, 'must not be empty').optional().describe('Default: the repository of the catalog.'),
  authentication: z
    .enum(['password', 'ssh', 'github-app'])
    .describe('Which keys the Secret has: those of Argo CD, "Private Repositories".'),
  secret: SecretPlace.default({ kind: 'store' }).describe('Where the Secret comes from.'),
});
export type RepositoryCredentials = z.infer<typeof RepositoryCredentials>;

/** Who tells Argo CD of commits. */
export const GitWebhook = z.strictObject({
  provider: z
    .enum(['github', 'gitlab', 'bitbucket', 'bitbucket-server', 'azure-devops', 'gogs'])
    .describe('Whose webhooks they are: each is signed in another way.'),
  secret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret argocd-git-webhook comes from; its key is "secret", of bitbucket "uuid", of azure-devops "username" and "password".',
  ),
});
export type GitWebhook = z.infer<typeof GitWebhook>;

/** How Argo CD gets to Git, where that is not a public forge. */
export const GitAccess = z.strictObject({
  certificates: z
    .record(
      HostName,
      z.string().regex(/^-----BEGIN CERTIFICATE-----\n/, 'must be a certificate in the form of PEM, which is public'),
    )
    .default({})
    .describe(
      'By host, the certificates (PEM) of the authority that signs it. Default: authorities that everybody trusts.',
    ),
  knownHosts: z
    .array(
      z
        .string()
        .regex(
          /^(?:\[[\w.:-]+\]:\d+|[\w.-]+) (?:ssh|ecdsa|sk)-[\w@.-]+ [A-Za-z0-9+/]+=*$/,
          'must be a line of known_hosts, as ssh-keyscan writes it',
        ),
    )
    .default([])
    .describe('Host keys of servers of Git over SSH, as "ssh-keyscan" writes them, besides those of public forges.'),
  proxy: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .check(refusePassword)
    .optional()
    .describe('Proxy through which HTTPS goes to Git and to registries of charts. Default: none.'),
  noProxy: z
    .array(z.string().min(1))
    .default([])
    .describe('Hosts that are reached without the proxy, besides those of the cluster.'),
});
export type GitAccess = z.infer<typeof GitAccess>;

/** Settings that say how Argo CD is installed, and mean nothing where it is there already. */
const ofInstallation = ['exposure', 'signIn', 'git', 'highlyAvailable', 'nodes'] as const;

/** `slipway:argocd`: the Argo CD of a cluster. */
export const ArgoCdSettings = z
  .strictObject({
    install: z
      .boolean()
      .default(true)
      .describe(
        'Whether Slipway installs it. "false": it is there already, and gets the settings that the tree needs.',
      ),
    url: httpsUrl.optional().describe('Where people open it. Default: the host of "exposure".'),
    exposure: Exposure.optional().describe('Default: "kubectl port-forward" only.'),
    signIn: SignIn.optional().describe('Default: nobody signs in; "argocd --core" works with the rights of kubectl.'),
    repositories: z
      .array(RepositoryCredentials)
      .default([])
      .describe('Credentials for Git. Default: the repository is public.'),
    git: GitAccess.optional().describe('How it gets to Git. Default: as to a public forge.'),
    webhook: GitWebhook.optional().describe(
      'The Git provider tells of each commit, and Argo CD believes it. Default: Argo CD looks by itself, which takes up to two and a half minutes.',
    ),
    size: Size,
    highlyAvailable: z.boolean().optional().describe('Two pods of whatever can have two. Default: false.'),
    nodes: z
      .int()
      .min(1, 'must be 1 or more')
      .optional()
      .describe('Nodes that its pods may use. A highly available Redis needs three.'),
  })
  .check((context) => {
    if (context.value.install) return;
    for (const key of ofInstallation) {
      if (context.value[key] === undefined) continue;
      context.issues.push({
        code: 'custom',
        input: context.value[key],
        path: [key],
        message: 'is decided by whoever installed Argo CD, because "install" is false; remove it',
      });
    }
  });
export type ArgoCdSettings = z.infer<typeof ArgoCdSettings>;

// What is in a value of a chart is readable in the state, in the release and in the pod.
function refusePassword({ value, issues }: z.core.ParsePayload<string>): void {
  if (!URL.canParse(value) || new URL(value).username === '') return;
  const message = 'has a user in it, and settings are no place for a password; let the proxy know the nodes instead';
  // Not the value: errors are logged.
  issues.push({ code: 'custom', input: 'a URL', message });
}

// Argo CD replaces "$NAME:KEY" by a key of a Secret, wherever it stands.
function refuseSecrets({ value, issues }: z.core.ParsePayload<Readonly<Record<string, z.core.util.JSONType>>>): void {
  for (const [key, inner] of Object.entries(value)) {
    if (/secret|password|bindpw|token$/i.test(key) && typeof inner === 'string' && !inner.startsWith('$')) {
      issues.push({
        code: 'custom',
        // Not the value: errors are logged.
        input: key,
        path: [key],
        message: `is a secret, and settings are no place for one; write "$${signInSecret}:KEY", and put it under KEY`,
      });
    }
  }
}
