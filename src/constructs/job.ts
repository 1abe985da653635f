import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { podTemplate } from './pod-template';
import type { PodTemplateProps } from './pod-template';

/** The pods of a job. Their labels must not be those by which a Service finds pods: it would send them requests. */
export type JobPod = Omit<PodTemplateProps, 'ports' | 'probes' | 'spreadBy' | 'restartPolicy'>;

/** How something runs to an end. */
export interface JobRun {
  /** How often it is tried again. @default 2 */
  readonly retries?: number;
  /** When it is ended, in seconds. @default - never */
  readonly deadlineSeconds?: number;
  /** Whether a new pod tries again, or the same one. @default Never: a new one, and the one that failed can be looked at */
  readonly restartPolicy?: 'Never' | 'OnFailure';
  /** Pods that must succeed. @default 1 */
  readonly completions?: number;
  /** Pods that may run at once. @default 1 */
  readonly parallelism?: number;
  readonly pod: JobPod;
}

/** Properties of a `Job`. */
export interface JobProps extends Identity, JobRun {
  /**
   * `before` and `after` run with each sync of Argo CD: before the pods are replaced, and after everything is healthy; one that
   * fails ends the sync. `once` is an object like others, which is made anew when something of it changes.
   */
  readonly when: 'before' | 'after' | 'once';
}

/** What runs to an end, with a release or once. */
export class Job extends Manifest<kubernetes.Job> {
  constructor(scope: Construct, id: string, props: JobProps) {
    const { when, annotations, ...identity } = props;
    super(scope, id, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadataOf(
        { ...identity, annotations: { ...annotations, ...annotationsOf[when] } },
        when === 'before' ? beforeWorkload : syncWave.workload,
      ),
      spec: jobSpecOf(props),
    });
  }
}

/** What a Job is to do. */
export function jobSpecOf(run: JobRun): kubernetes.JobSpec {
  return {
    backoffLimit: run.retries ?? 2,
    ...(run.deadlineSeconds === undefined ? {} : { activeDeadlineSeconds: run.deadlineSeconds }),
    ...(run.completions === undefined ? {} : { completions: run.completions }),
    ...(run.parallelism === undefined ? {} : { parallelism: run.parallelism }),
    template: podTemplate({ ...run.pod, restartPolicy: run.restartPolicy ?? 'Never' }),
  };
}

/** After configuration, secrets and policies of the same release, which a hook `PreSync` would not have yet. */
const beforeWorkload = syncWave.workload - 1;

// The Job of the last release stays until the next one, so that its logs can be read (Argo CD, "Resource Hooks").
const deletedByNext = { 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' };

const annotationsOf: Readonly<Record<JobProps['when'], Readonly<Record<string, string>>>> = {
  before: { 'argocd.argoproj.io/hook': 'Sync', ...deletedByNext },
  after: { 'argocd.argoproj.io/hook': 'PostSync', ...deletedByNext },
  // The template of a Job cannot be changed.
  once: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' },
};
