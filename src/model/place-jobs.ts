import type { Call } from './calls';
import { podSelector, runningLabels, selectorOf } from './labels';
import type { ServiceJob } from './job';
import type { Peer, Strings } from './peer';
import { containerSettings, placeContainer } from './place-containers';
import type { PlacedJob, PlacedJobs } from './placed-job';
import type { Platform } from './platform';
import { peersAt } from './port-peers';
import type { Resolved } from './resolve';
import { placeResources } from './resources';

const hour = 3600;

/**
 * Completes the jobs of a placement.
 *
 * @param egress whom the service reaches
 */
export function placeJobs(
  platform: Platform,
  resolved: Resolved,
  labels: Strings,
  egress: readonly Peer[],
): PlacedJobs {
  const { settings, wants } = resolved;
  const jobs = Object.entries(settings.jobs);
  if (jobs.length === 0) return noJobs;
  return {
    selector: jobSelector(resolved),
    all: jobs.map(([name, job]) => placeJob(platform, resolved, name, job, labels)),
    network: wants.runs === 'jobs' ? undefined : { ingress: [], egress: [...egress, ...toService(resolved)] },
  };
}

const noJobs: PlacedJobs = { selector: {}, all: [], network: undefined };

/** Name of the object of a job: that of the service where both are called alike. */
export function jobName({ service }: Pick<Resolved, 'service'>, job: string): string {
  return job === service ? service : `${service}-${job}`;
}

/** Labels by which the pods of jobs are found: not those of pods that go on, to which a Service would send requests. */
export function jobSelector(resolved: Pick<Resolved, 'service' | 'wants'>): Strings {
  return resolved.wants.runs === 'jobs' ? podSelector(resolved) : selectorOf(`${resolved.service}-job`);
}

/** Whether pods of jobs are others than those that a selector of the service finds. */
export function hasJobPods({ settings, wants }: Resolved): boolean {
  return wants.runs !== 'jobs' && Object.keys(settings.jobs).length > 0;
}

/** The pods of jobs, as callers of what their service calls. */
export function jobPeers(calls: readonly Call[]): readonly Peer[] {
  // Those of its own reach more of it.
  return calls.flatMap(({ from, to, ports }) =>
    hasJobPods(from) && from.service !== to.service
      ? peersAt({ reason: `jobs of ${from.service}`, namespace: from.namespace, pods: jobSelector(from) }, to, ports)
      : [],
  );
}

/** The pods of its own jobs, as callers of the service. */
export function ownJobPeers(resolved: Resolved): readonly Peer[] {
  if (!hasJobPods(resolved)) return [];
  return peersAt({ reason: 'jobs', namespace: resolved.namespace, pods: jobSelector(resolved) }, resolved);
}

function toService(resolved: Resolved): readonly Peer[] {
  const { service, namespace } = resolved;
  return peersAt({ reason: service, namespace, pods: podSelector(resolved) }, resolved);
}

function placeJob(platform: Platform, resolved: Resolved, key: string, job: ServiceJob, labels: Strings): PlacedJob {
  const name = jobName(resolved, key);
  const own = {
    ...labels,
    ...jobSelector(resolved),
    'app.kubernetes.io/component': 'job',
    'app.kubernetes.io/instance': name,
  };
  const {
    retries = 2,
    deadlineSeconds = hour,
    startingDeadlineSeconds = hour,
    timeZone = 'Etc/UTC',
    concurrency = 'Forbid',
    suspended = false,
  } = job;
  const { mounts: _, ...container } = placeContainer(platform, resolved, key, job);
  return {
    name,
    labels: own,
    podLabels: runningLabels(own, resolved.overlay.release.version, jobSelector(resolved)),
    container: { ...container, resources: placeResources(jobResources(resolved, key, job)) },
    when:
      job.schedule === undefined
        ? (job.when ?? 'before')
        : {
            schedule: job.schedule,
            timeZone,
            concurrency,
            startingDeadlineSeconds: startingDeadlineSeconds === 'none' ? undefined : startingDeadlineSeconds,
            suspended,
          },
    retries,
    deadlineSeconds: deadlineSeconds === 'none' ? undefined : deadlineSeconds,
    restartPolicy: job.restart === 'onFailure' ? 'OnFailure' : 'Never',
    completions: job.completions,
    parallelism: job.parallelism,
  };
}

/** What a pod of a job asks for and may use. */
export function jobResources(resolved: Resolved, key: string, job: ServiceJob): Resolved['settings']['resources'] {
  // What is nothing but jobs says with its own amounts what each of them gets.
  const usual = resolved.wants.runs === 'jobs' ? resolved.settings.resources : undefined;
  return containerSettings(resolved, key, job, usual).resources;
}
