import * as z from 'zod';

import { SecretPlace } from './secret-place';

/** `slipway:notifications`: how Argo CD tells of its Applications. Who hears of what is in the catalog. */
export const NotificationSettings = z.strictObject({
  portalUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .optional()
    .describe(
      "Slipway's controller, which tells the portal. Default: the one of this cluster; where none is installed, the portal is not told.",
    ),
  secret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret argocd-notifications-secret comes from. Its key port-webhook-token has the value that the Secret of the controller has at argocd-webhook-token.',
  ),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;
