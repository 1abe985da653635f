import type { Mapping } from '../manifests/value-at';

const kindsWithPods: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'StatefulSet', 'Rollout']);

/** Whether an object is a workload whose pods go on: those of jobs end. */
export function hasPods({ kind }: Mapping): boolean {
  return kindsWithPods.has(String(kind));
}

/** Whether an object has pods that end. */
export function isOfJob({ kind }: Mapping): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

/** Where an object says what its pods are, if it has any. */
export function pathOfTemplate({ kind }: Mapping): readonly string[] {
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
}
