import * as z from 'zod';

import { Bytes } from '../../src/model/quantity';
import { SecretPlace } from './secret-place';

/** `slipway:gitopsController`: Slipway's own controller. */
export const GitOpsControllerSettings = z.strictObject({
  image: z
    .string()
    .regex(
      /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)+(:[\w][\w.-]*)?@sha256:[0-9a-f]{64}$/,
      'must name an image by its digest',
    )
    .describe('Image of the controller, such as "ghcr.io/your-org/slipway:1.0.0@sha256:...".'),
  storage: Bytes.default('1Gi').describe('Size of the volume with requests that were accepted and are not done.'),
  secret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret port-gitops-controller comes from, with the keys of Git, of the portal, of signing, and of webhooks.',
  ),
});
export type GitOpsControllerSettings = z.infer<typeof GitOpsControllerSettings>;
