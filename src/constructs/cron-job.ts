import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { jobSpecOf } from './job';
import type { JobRun } from './job';
import { Manifest } from './manifest';

/** Properties of a `CronJob`. */
export interface CronJobProps extends Identity, JobRun {
  /** Cron expression of five fields. */
  readonly schedule: string;
  /** Zone of the schedule. @default Etc/UTC */
  readonly timeZone?: string;
  /** What becomes of a run that is due while the one before goes on. @default Forbid: it is left out */
  readonly concurrency?: 'Allow' | 'Forbid' | 'Replace';
  /** Until when a run that was missed is made up for. @default - for ever */
  readonly startingDeadlineSeconds?: number;
  /** Whether the schedule rests. @default false */
  readonly suspended?: boolean;
}

/** What runs to an end, again and again. */
export class CronJob extends Manifest<kubernetes.CronJob> {
  constructor(scope: Construct, id: string, props: CronJobProps) {
    const { startingDeadlineSeconds, suspended = false } = props;
    super(scope, id, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: props.concurrency ?? 'Forbid',
        ...(startingDeadlineSeconds === undefined ? {} : { startingDeadlineSeconds }),
        ...(suspended ? { suspend: true } : {}),
        jobTemplate: { metadata: { labels: props.labels }, spec: jobSpecOf(props) },
      },
    });
  }
}
