import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { podTemplate } from './pod-template';
import type { PodTemplateProps } from './pod-template';

/** Properties of a `BackupCronJob`. */
export interface BackupCronJobProps extends Identity {
  /** Cron expression of five fields. */
  readonly schedule: string;
  /** Zone of the schedule. @default Etc/UTC */
  readonly timeZone?: string;
  /** Writes a backup into the folder $BACKUP_DIR, which is new and empty; fails when it could not. */
  readonly command: readonly string[];
  /** Age at which a backup is deleted, after a newer one has succeeded. */
  readonly retentionDays: number;
  /** Name of the PersistentVolumeClaim of the backups. */
  readonly claimName: string;
  /** A backup that takes longer is stopped: as long as it runs, no other one starts. @default 21600 */
  readonly activeDeadlineSeconds?: number;
  /**
   * The pods. Their labels must not be those by which a Service finds pods: it would send them requests.
   * The image needs `sh` and `find`.
   */
  readonly pod: Omit<
    PodTemplateProps,
    'command' | 'args' | 'ports' | 'probes' | 'claims' | 'spreadBy' | 'restartPolicy'
  >;
}

/** Backs data up on a schedule: one folder for each backup, named after its time. */
export class BackupCronJob extends Manifest<kubernetes.CronJob> {
  constructor(scope: Construct, id: string, props: BackupCronJobProps) {
    super(scope, id, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: props.labels },
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: props.activeDeadlineSeconds ?? 6 * 3600,
            ttlSecondsAfterFinished: 7 * 24 * 3600,
            template: podTemplate({
              ...props.pod,
              command: ['sh', '-c', script(props.retentionDays), 'backup', ...props.command],
              env: { ...props.pod.env, BACKUP_DIR: `${folder}/incomplete` },
              claims: [{ name: 'backups', mountPath: folder, claimName: props.claimName }],
              restartPolicy: 'Never',
            }),
          },
        },
      },
    });
  }
}

const folder = '/backups';

/**
 * A backup gets its name once it is complete, and only then old ones are deleted: a command that fails for weeks
 * does not cost the last good backup. `-mtime +29` is an age of at least 30 days.
 */
function script(retentionDays: number): string {
  return `set -eu
rm -rf "$BACKUP_DIR"
mkdir "$BACKUP_DIR"
"$@"
mv "$BACKUP_DIR" "${folder}/$(date -u +%Y-%m-%dT%H%M%SZ)"
find ${folder} -mindepth 1 -maxdepth 1 -name '????-??-??T??????Z' -mtime +${retentionDays - 1} -exec rm -rf {} +
`;
}
