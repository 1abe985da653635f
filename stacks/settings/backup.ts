import * as z from 'zod';

import { SecretPlace } from './secret-place';

/** `slipway:backup`: where the nightly export of Argo CD goes. */
export const BackupSettings = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .default('argocd-backups'),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9._/-]*[A-Za-z0-9._-]$/, 'must be a path without a slash at its end')
    .optional()
    .describe('Folder in the bucket. Default: the name of the stack.'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, 'must be a region such as "eu-central-1"'),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Of a store that is not of AWS. Default: that of the region.'),
  schedule: z.string().default('0 2 * * *').describe('When, as cron says it, in UTC.'),
  retentionDays: z.int().min(1, 'must be 1 or more').default(30).describe('Older exports are deleted, in days.'),
  publicKey: z
    .string()
    .regex(
      /^-----BEGIN PGP PUBLIC KEY BLOCK-----\s[^]+-----END PGP PUBLIC KEY BLOCK-----\s*$/,
      'must be a public key of OpenPGP in ASCII armor',
    )
    .describe(
      'The export has every credential of Argo CD in clear text: it is encrypted for this key before it leaves the pod.',
    ),
  access: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('role').describe('IAM Roles for Service Accounts.'),
        roleArn: z.string().regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, 'must be the ARN of a role'),
      }),
      z.strictObject({
        kind: z.literal('keys').describe('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the Secret argocd-backup.'),
        secret: SecretPlace.default({ kind: 'store' }),
      }),
    ])
    .describe('How it signs in.'),
});
export type BackupSettings = z.infer<typeof BackupSettings>;
