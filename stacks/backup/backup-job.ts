import type { types } from '@pulumi/kubernetes';

import { backupPaths } from './backup-script';

/** What the nightly job runs. */
export interface BackupJob {
  /** Of the account, and of the objects that belong to it. */
  readonly name: string;
  readonly exportImage: string;
  readonly uploadImage: string;
  readonly exportScript: string;
  readonly uploadScript: string;
  readonly region: string;
  /** Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. @default - the account's role */
  readonly keysSecret?: string | undefined;
}

/** A pod that exports, and then uploads what was exported. */
export function backupPod(job: BackupJob): types.input.core.v1.PodTemplateSpec {
  const exportVolume = { name: 'export', mountPath: backupPaths.export };
  const temporary = { name: 'tmp', mountPath: '/tmp' };
  return {
    metadata: { labels: { 'app.kubernetes.io/name': job.name, 'app.kubernetes.io/part-of': 'argocd' } },
    spec: {
      serviceAccountName: job.name,
      restartPolicy: 'Never',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10_001,
        runAsGroup: 10_001,
        fsGroup: 10_001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      initContainers: [
        {
          name: 'export',
          image: job.exportImage,
          command: ['sh', '-c', job.exportScript],
          resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } },
          securityContext: locked,
          volumeMounts: [exportVolume, temporary, { name: 'key', mountPath: backupPaths.key, readOnly: true }],
        },
      ],
      containers: [
        {
          name: 'upload',
          image: job.uploadImage,
          command: ['sh', '-c', job.uploadScript],
          env: [
            { name: 'AWS_REGION', value: job.region },
            { name: 'HOME', value: '/tmp' },
          ],
          ...(job.keysSecret === undefined ? {} : { envFrom: [{ secretRef: { name: job.keysSecret } }] }),
          resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
          securityContext: locked,
          volumeMounts: [{ ...exportVolume, readOnly: true }, temporary],
        },
      ],
      volumes: [
        { name: 'export', emptyDir: { sizeLimit: '1Gi' } },
        // In memory: here the export is in clear text.
        { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '256Mi' } },
        { name: 'key', configMap: { name: job.name } },
      ],
    },
  };
}

const locked = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
