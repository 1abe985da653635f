import * as z from 'zod';

import { DnsLabel } from './names';
import { SettingsLayer } from './settings';

/** What runs: an image's version, and where it came from. */
export const Release = z.strictObject({
  version: z
    .string()
    // An image tag that is a label value, too: it is shown as `app.kubernetes.io/version`.
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
      'must be an image tag of at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    )
    .refine((tag) => tag !== 'latest', { message: 'must not be "latest": a release names one build for good' }),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'must be "sha256:" and 64 hexadecimal digits')
    .optional()
    .describe('Digest of the image: the same bytes in every environment.'),
  promotedFrom: DnsLabel.optional().describe('Environment that ran this release before.'),
  changeTicket: z.string().min(1).optional(),
});
export type Release = z.infer<typeof Release>;

/**
 * Whether something ends. Its Applications stay, with nothing to apply, so that Argo CD removes what runs; when nothing is
 * left, its file can be deleted.
 */
export const Retired = z.boolean().default(false);

/** `catalog/services/<service>/<environment>.yaml`: the file exists = the service is deployed there. */
export const Overlay = z.strictObject({
  release: Release.describe('What runs here.'),
  retired: Retired.describe('Whether the service ends here: nothing of it is rendered, so that what runs is removed.'),
  ...SettingsLayer.shape,
});
export type Overlay = z.infer<typeof Overlay>;
