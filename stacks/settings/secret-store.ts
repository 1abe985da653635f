import * as z from 'zod';

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, 'must be the ARN of a role');

/** `slipway:secretStore`: where secrets are. The account of External Secrets signs in; there is no password to keep. */
export const SecretStoreSettings = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('vault'),
    server: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
    path: z.string().min(1).default('secret').describe('Where the key-value engine is mounted.'),
    version: z.enum(['v1', 'v2']).default('v2').describe('Of the key-value engine.'),
    role: z.string().min(1, 'must not be empty').describe("Vault's role for the account of External Secrets."),
    mountPath: z.string().min(1).default('kubernetes').describe('Where the auth method of the cluster is mounted.'),
    caBundle: z
      .string()
      .min(1)
      .optional()
      .describe('Certificates of its authority: PEM in base64. Default: public ones.'),
  }),
  z.strictObject({
    provider: z.literal('aws'),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, 'must be a region such as "eu-central-1"'),
    roleArn: roleArn.describe('Role that the account of External Secrets takes (IAM Roles for Service Accounts).'),
  }),
  z.strictObject({
    provider: z.literal('gcp'),
    projectId: z.string().min(1, 'must not be empty').describe('Project whose Secret Manager is read.'),
    clusterName: z.string().min(1, 'must not be empty'),
    clusterLocation: z.string().min(1, 'must not be empty').describe('Region or zone of the cluster.'),
    serviceAccount: z
      .string()
      .regex(/^[^@\s]+@[^@\s]+\.iam\.gserviceaccount\.com$/, 'must be the e-mail address of a service account')
      .describe('What the account of External Secrets stands for (Workload Identity).'),
  }),
]);
export type SecretStoreSettings = z.infer<typeof SecretStoreSettings>;
