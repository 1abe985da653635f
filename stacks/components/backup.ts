import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../../src/model/environment';
import { backupPod } from '../backup/backup-job';
import { exportScript, uploadScript } from '../backup/backup-script';
import { SecretFromStore } from '../secret-from-store';
import type { BackupSettings } from '../settings/backup';
import { images } from '../versions';

/** What is backed up, and where to. */
export interface BackupArgs {
  readonly settings: BackupSettings;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Folder in the bucket, unless the settings name one. */
  readonly defaultPrefix: string;
  /** Where the keys of the bucket are; undefined when there are none, or somebody else keeps the Secret. */
  readonly keys: { readonly store: Environment['secretStore']; readonly remoteKey: string } | undefined;
}

/** Name of everything of the backup. */
const account = 'argocd-backup';

/** Secret with the keys of the bucket. */
export const backupSecret = account;

/** Kinds that `argocd admin export` reads. */
const exported = [
  { apiGroups: [''], resources: ['configmaps', 'secrets'] },
  { apiGroups: ['argoproj.io'], resources: ['applications', 'applicationsets', 'appprojects'] },
];

/**
 * A nightly export of what Argo CD keeps, encrypted, in a bucket. Git and this program are what a cluster is rebuilt from; the
 * export has what neither of them has, such as the keys that Argo CD made itself.
 */
export class Backup extends pulumi.ComponentResource {
  constructor(
    name: string,
    { settings, namespace, defaultPrefix, keys }: BackupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:Backup', name, {}, opts);
    const own = { parent: this };
    const metadata = {
      name: account,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'pulumi', 'app.kubernetes.io/name': account },
    };
    const role = settings.access.kind === 'role' ? { 'eks.amazonaws.com/role-arn': settings.access.roleArn } : {};
    new k8s.core.v1.ServiceAccount(`${name}-account`, { metadata: { ...metadata, annotations: role } }, own);
    new k8s.rbac.v1.Role(
      `${name}-role`,
      { metadata, rules: exported.map((rule) => ({ ...rule, verbs: ['get', 'list'] })) },
      own,
    );
    new k8s.rbac.v1.RoleBinding(
      `${name}-binding`,
      {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
      },
      own,
    );
    new k8s.core.v1.ConfigMap(`${name}-key`, { metadata, data: { 'public.asc': settings.publicKey } }, own);
    if (keys !== undefined) {
      new SecretFromStore(
        `${name}-keys`,
        { secret: account, namespace, ...keys, keys: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] },
        own,
      );
    }
    new k8s.batch.v1.CronJob(
      `${name}-job`,
      { metadata, spec: pulumi.output(namespace).apply((of) => jobSpec(settings, of, defaultPrefix)) },
      own,
    );
    this.registerOutputs();
  }
}

function jobSpec(
  { bucket, prefix, endpoint, region, schedule, retentionDays, access }: BackupSettings,
  namespace: string,
  defaultPrefix: string,
): k8s.types.input.batch.v1.CronJobSpec {
  return {
    schedule,
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    // A job that could not start for this long is missed, and the next night comes.
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 1800,
        template: backupPod({
          name: account,
          exportImage: images.argocd,
          uploadImage: images.awsCli,
          exportScript: exportScript(namespace),
          uploadScript: uploadScript({ bucket, prefix: prefix ?? defaultPrefix, endpoint, retentionDays }),
          region,
          keysSecret: access.kind === 'keys' ? account : undefined,
        }),
      },
    },
  };
}
