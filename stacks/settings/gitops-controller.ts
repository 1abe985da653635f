import * as z from 'zod';

import { DnsLabel } from '../../src/model/names';
import { Bytes } from '../../src/model/quantity';
import { GatewayExposure, IngressExposure } from './exposure';
import { httpsUrl } from './https-url';
import { SecretPlace } from './secret-place';

/** How the portal reaches the controller, and how Argo CDs of other clusters do. TLS always ends before it. */
export const ControllerExposure = z.discriminatedUnion('kind', [GatewayExposure, IngressExposure]);
export type ControllerExposure = z.infer<typeof ControllerExposure>;

/** `slipway:gitopsController`: Slipway's own controller. */
export const GitOpsControllerSettings = z.strictObject({
  image: z
    .string()
    .regex(
      /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)+(:[\w][\w.-]*)?@sha256:[0-9a-f]{64}$/,
      'must name an image by its digest',
    )
    .describe('Image of the controller, such as "ghcr.io/your-org/slipway:1.0.0@sha256:...".'),
  exposure: ControllerExposure.optional().describe(
    'Where the portal reaches it: only what begins with /webhooks. Default: nobody outside the cluster does.',
  ),
  proxies: z
    .int()
    .min(0)
    .max(10)
    .optional()
    .describe(
      'Proxies on the way that each add to X-Forwarded-For where a request comes from. Default: 1 with "exposure", and otherwise 0.',
    ),
  pushesPerMinute: z
    .int()
    .min(1)
    .max(600)
    .optional()
    .describe(
      'Pushes to the repository at most, of changes and of answers: what comes meanwhile goes together. GitHub advises 6. Default: no limit.',
    ),
  argocds: z
    .record(
      DnsLabel,
      z.strictObject({
        url: httpsUrl
          .optional()
          .describe(
            'Its API, where what runs is looked through and syncs are started; then the Secret has the key argocd-api-token-NAME, too. Default: its notifications only.',
          ),
      }),
    )
    .default({})
    .describe(
      'Argo CDs of other clusters, by names: of each the Secret has the key argocd-webhook-token-NAME. Behind each token stand the environments of its cluster: "TOKEN dev,staging".',
    ),
  notices: z
    .boolean()
    .default(false)
    .describe('Whether the Secret has the key notice-url: where whoever may approve is told that something waits.'),
  storage: Bytes.default('1Gi').describe('Size of the volume with requests that were accepted and are not done.'),
  secret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret port-gitops-controller comes from, with the keys of Git, of the portal, of signing, and of webhooks.',
  ),
});
export type GitOpsControllerSettings = z.infer<typeof GitOpsControllerSettings>;
