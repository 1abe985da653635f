import * as z from 'zod';

import { VaultMount } from '../../src/model/vault-keys';

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, 'must be the ARN of a role');

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a uuid');

/** `slipway:secretStore`: where secrets are. The account of External Secrets signs in; there is no password to keep. */
export const SecretStoreSettings = z
  .discriminatedUnion('provider', [
    z.strictObject({
      provider: z.literal('vault'),
      server: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
      path: VaultMount.default('secret').describe(
        'Where the key-value engine is mounted; one of `secrets.mounts` of the platform.',
      ),
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
      identity: z
        .enum(['irsa', 'pod-identity'])
        .default('irsa')
        .describe(
          'How the account of External Secrets becomes a role: IAM Roles for Service Accounts, or the association of EKS Pod Identity.',
        ),
      roleArn: roleArn
        .optional()
        .describe('Role that the account takes. Needed with "irsa"; with "pod-identity" the association says it.'),
    }),
    z.strictObject({
      provider: z.literal('azure'),
      vaultUrl: z
        .string()
        .regex(
          /^https:\/\/[a-z0-9-]+\.[a-z0-9.-]+\/?$/i,
          'must be the URL of a vault such as "https://our-vault.vault.azure.net"',
        )
        .describe('Key Vault that is read.'),
      tenantId: uuid.describe('Tenant of the identity.'),
      clientId: uuid.describe(
        'Managed identity or application that the account of External Secrets stands for (Microsoft Entra Workload ID).',
      ),
    }),
    z.strictObject({
      provider: z.literal('gcp'),
      projectId: z.string().min(1, 'must not be empty').describe('Project whose Secret Manager is read.'),
      clusterProjectId: z
        .string()
        .min(1, 'must not be empty')
        .optional()
        .describe('Project of the cluster. Default: that of the secrets.'),
      clusterName: z.string().min(1, 'must not be empty'),
      clusterLocation: z.string().min(1, 'must not be empty').describe('Region or zone of the cluster.'),
      serviceAccount: z
        .string()
        .regex(/^[^@\s]+@[^@\s]+\.iam\.gserviceaccount\.com$/, 'must be the e-mail address of a service account')
        .describe('What the account of External Secrets stands for (Workload Identity).'),
    }),
  ])
  .check(({ value, issues }) => {
    if (value.provider !== 'aws' || (value.identity === 'irsa') === (value.roleArn !== undefined)) return;
    issues.push(
      value.identity === 'irsa'
        ? { code: 'invalid_type', expected: 'string', input: undefined, path: ['roleArn'] }
        : {
            code: 'custom',
            input: value.roleArn,
            path: ['roleArn'],
            message: 'is said by the association of EKS Pod Identity; remove it, or set identity to "irsa"',
          },
    );
  });
export type SecretStoreSettings = z.infer<typeof SecretStoreSettings>;
