import * as z from 'zod';

import { GatewayExposure, IngressExposure } from './exposure';
import { httpsUrl } from './https-url';
import { SecretPlace } from './secret-place';

/** Name of the Secret that signing in to Grafana needs. */
export const grafanaSignInSecret = 'grafana-sign-in';

// It becomes a text of JMESPath, in quotes.
const group = z.string().regex(/^[^'\\\n]+$/, "must be the name of a group, without ' and without \\");

/** How people sign in to Grafana (Grafana, "Configure generic OAuth2 authentication"). */
export const GrafanaSignIn = z.strictObject({
  name: z.string().min(1, 'must not be empty').describe('What the button says.'),
  clientId: z.string().min(1, 'must not be empty'),
  authUrl: httpsUrl.describe('Where the browser is sent; "authorization_endpoint" of the provider.'),
  tokenUrl: httpsUrl.describe('"token_endpoint" of the provider.'),
  apiUrl: httpsUrl.describe('"userinfo_endpoint" of the provider.'),
  scopes: z.array(z.string().min(1)).min(1).default(['openid', 'profile', 'email', 'groups']),
  admins: z.array(group).default([]).describe('Groups that may do everything in Grafana.'),
  editors: z.array(group).default([]).describe('Groups that may edit dashboards. Whoever else signs in may look.'),
  secret: SecretPlace.default({ kind: 'store' }).describe(
    `Where the Secret ${grafanaSignInSecret} comes from; its key "clientSecret" is that of the client.`,
  ),
});
export type GrafanaSignIn = z.infer<typeof GrafanaSignIn>;

/** `slipway:monitoring.grafana`: who reaches Grafana, and as whom. */
export const GrafanaSettings = z.strictObject({
  exposure: z
    .discriminatedUnion('kind', [GatewayExposure, IngressExposure])
    .optional()
    .describe('Default: "kubectl port-forward" only.'),
  signIn: GrafanaSignIn.optional().describe('Default: the administrator of the Secret grafana-admin only.'),
});
export type GrafanaSettings = z.infer<typeof GrafanaSettings>;
