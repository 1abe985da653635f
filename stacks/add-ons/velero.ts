import * as z from 'zod';

import { downAlert } from '../monitoring/down-alert';
import { scraped, toWorld } from '../network/common-flows';
import { portOf } from '../network/url-end';
import { SecretPlace } from '../settings/secret-place';
import { addOn } from './add-on';
import { containerResources, readyDeployment } from './deployment';
import { veleroAlerts } from './velero-alerts';

const name = 'velero';
const version = '11.4.0';
const credentials = 'velero-credentials';

/** Velero 1.17 takes the plugins of the line 1.13 (velero-plugin-for-aws, "Compatibility"). */
const plugin = 'docker.io/velero/velero-plugin-for-aws:v1.13.2';

const Access = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), roleArn: z.string().min(1).describe('Of its account (IRSA).') }),
  z.strictObject({
    kind: z.literal('keys'),
    secret: SecretPlace.default({ kind: 'store' }).describe(
      `Where the Secret ${credentials} comes from; its key "cloud" is a file of credentials of AWS.`,
    ),
  }),
]);

/** Backups of objects and of what is in volumes, in a bucket. */
export const velero = addOn({
  name: 'velero',
  summary: 'Nightly backups of objects and volumes, in a bucket of S3 or of what speaks like it.',
  chart: {
    name,
    reference: name,
    repository: 'https://vmware-tanzu.github.io/helm-charts',
    version,
    text: {
      repository: 'vmware-tanzu/helm-charts',
      tag: `velero-${version}`,
      path: 'charts/velero',
      tree: 'a8e0e9f9c457b4b758fed4f4540332151b0ac432',
    },
  },
  // Its agents read the volumes of all pods from folders of their node.
  namespace: { name, podSecurity: 'privileged' },
  groups: ['velero.io'],
  settings: z.strictObject({
    bucket: z.string().min(1),
    prefix: z.string().min(1).describe('Folder in the bucket, one for each cluster.'),
    region: z.string().min(1),
    endpoint: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Of a store that is not of AWS. Default: that of the region.'),
    access: Access.describe('How it signs in.'),
    schedule: z.string().min(1).default('0 3 * * *').describe('When, as cron says it, in UTC.'),
    retentionDays: z.int().min(1).default(30).describe('Older backups are deleted, in days.'),
  }),
  plan: ({ bucket, prefix, region, endpoint, access, schedule, retentionDays }, { apiServerPorts, prometheus }) => {
    const all = { namespace: name };
    const resources = containerResources('100m', '128Mi', { cpu: '1', memory: '1Gi' });
    return {
      values: {
        image: { repository: 'docker.io/velero/velero' },
        initContainers: [
          {
            name: 'velero-plugin-for-aws',
            image: plugin,
            resources,
            volumeMounts: [{ mountPath: '/target', name: 'plugins' }],
          },
        ],
        configuration: {
          backupStorageLocation: [
            {
              name: 'default',
              provider: 'aws',
              bucket,
              prefix,
              default: true,
              config: { region, ...(endpoint === undefined ? {} : { s3Url: endpoint, s3ForcePathStyle: 'true' }) },
            },
          ],
          volumeSnapshotLocation: [],
          defaultVolumesToFsBackup: true,
        },
        credentials: access.kind === 'keys' ? { useSecret: true, existingSecret: credentials } : { useSecret: false },
        serviceAccount: {
          server: { annotations: access.kind === 'role' ? { 'eks.amazonaws.com/role-arn': access.roleArn } : {} },
        },
        snapshotsEnabled: false,
        // Its job takes an image that is published no more. Helm installs the kinds with the first release.
        upgradeCRDs: false,
        deployNodeAgent: true,
        nodeAgent: { resources },
        resources,
        schedules: {
          nightly: { schedule, template: { ttl: `${retentionDays * 24}h0m0s`, storageLocation: 'default' } },
        },
      },
      flows: [
        toWorld(all, [443, ...(endpoint === undefined ? [] : [portOf(endpoint)]), ...apiServerPorts]),
        ...scraped(prometheus, all, [8085]),
      ],
      measured: [
        { name, namespace: name, labels: { name }, jobs: { 'http-monitoring': name } },
        {
          name: 'velero-node-agent',
          namespace: name,
          labels: { name: 'node-agent' },
          jobs: { 'http-monitoring': 'velero-node-agent' },
        },
      ],
      alerts: [
        ...veleroAlerts,
        downAlert(
          'VeleroDown',
          [name, 'velero-node-agent'],
          'No backup is made, and none can be restored.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
      ],
      ready: [
        readyDeployment(name, name),
        {
          apiVersion: 'velero.io/v1',
          kind: 'BackupStorageLocation',
          namespace: name,
          name: 'default',
          wanted: { phase: 'Available' },
        },
      ],
      secrets: access.kind === 'keys' ? [{ name: credentials, keys: ['cloud'], place: access.secret }] : [],
    };
  },
});
