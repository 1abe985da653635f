import type { ManifestObject } from '../../manifests/manifest';
import { mappingAt, textAt } from '../../manifests/value-at';
import { ServiceJob } from '../../model/job';
import { programOf } from '../beside-containers';
import type { Data } from '../note';
import { mainContainerOf, podTemplateIn } from '../pod';

/** Kinds that become a service of nothing but a job. */
export const jobKinds: ReadonlySet<string> = new Set(['Job', 'CronJob']);

/** Whether a workload runs to an end. */
export function isJob({ kind }: ManifestObject): boolean {
  return jobKinds.has(kind);
}

/** The job of a service, by its name; none where the schema takes it otherwise. */
export function jobSettings(workload: ManifestObject, service: string): Data {
  const job = jobOf(workload);
  return ServiceJob.safeParse(job).success ? { jobs: { [service]: job } } : {};
}

function jobOf(workload: ManifestObject): Data {
  const spec = mappingAt(workload.value, ['spec']);
  const run = workload.kind === 'CronJob' ? mappingAt(spec, ['jobTemplate', 'spec']) : spec;
  // The image is that of the service, whose release says which one.
  const { image: _, ...program } = programOf(mainContainerOf(workload).container);
  const restart = textAt(podTemplateIn(workload), ['spec', 'restartPolicy']);
  return {
    ...(workload.kind === 'CronJob' ? scheduleOf(spec) : { when: 'once' }),
    // What a server fills in (Kubernetes, JobSpec v1 batch).
    retries: run['backoffLimit'] ?? 6,
    deadlineSeconds: run['activeDeadlineSeconds'] ?? 'none',
    ...(restart === 'OnFailure' ? { restart: 'onFailure' } : {}),
    ...(run['completions'] === undefined ? {} : { completions: run['completions'] }),
    ...(run['parallelism'] === undefined ? {} : { parallelism: run['parallelism'] }),
    ...program,
  };
}

function scheduleOf(spec: Data): Data {
  return {
    schedule: spec['schedule'],
    ...(spec['timeZone'] === undefined ? {} : { timeZone: spec['timeZone'] }),
    concurrency: spec['concurrencyPolicy'] ?? 'Allow',
    startingDeadlineSeconds: spec['startingDeadlineSeconds'] ?? 'none',
    ...(spec['suspend'] === true ? { suspended: true } : {}),
  };
}
