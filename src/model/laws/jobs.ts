import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { isDnsLabel, longestCronJobName, longestLabel } from '../names';
import { jobName } from '../place-jobs';
import type { Resolved } from '../resolve';
import { isSaidByService, nameOf, placeOf } from './place-of';

/** A job runs with releases or on a schedule, and ends; what is nothing but jobs has nothing of what goes on. */
export function* checkJobs(resolved: Resolved): Iterable<Breach> {
  for (const [name, job] of Object.entries(resolved.settings.jobs)) {
    const path = ['jobs', name];
    const at = placeOf(resolved, path);
    const subject = `the job "${name}" of ${nameOf(resolved, path)}`;
    if ((job.when === undefined) === (job.schedule === undefined)) {
      yield {
        ...at,
        message: `${subject} has ${job.when === undefined ? 'neither "when" nor "schedule"' : 'both "when" and "schedule"'}`,
        hint: 'write "when: before", "after" or "once", or a schedule',
      };
    }
    for (const key of scheduleKeys) {
      if (job[key] === undefined || job.schedule !== undefined) continue;
      yield {
        ...placeOf(resolved, [...path, key]),
        message: `${subject} has "${key}", which is about a schedule, and it has none`,
        hint: 'add "schedule", or remove it',
      };
    }
    const object = jobName(resolved, name);
    const most = job.schedule === undefined ? longestLabel : longestCronJobName;
    if (object.length > most || !isDnsLabel(object)) {
      yield {
        ...at,
        message: `${subject} would be called "${object}" (${object.length} characters), and Kubernetes allows ${most}`,
        hint: 'shorten its name',
      };
    }
    if (
      job.image === undefined &&
      job.command === undefined &&
      job.args === undefined &&
      resolved.wants.runs !== 'jobs'
    ) {
      yield {
        ...at,
        message: `${subject} runs what the service runs, which does not end`,
        hint: 'add a command, or an image of its own',
      };
    }
    yield* checkWave(resolved, name);
  }
  if (resolved.wants.runs === 'jobs') yield* checkOnlyJobs(resolved);
}

const scheduleKeys = ['timeZone', 'concurrency', 'startingDeadlineSeconds', 'suspended'] as const;

/** What comes before the pods is known by its wave. */
function* checkWave(resolved: Resolved, name: string): Iterable<Breach> {
  if (resolved.settings.jobs[name]?.when !== 'before' || resolved.wants.unadopted?.includes('waves') !== true) return;
  yield {
    ...placeOf(resolved, ['jobs', name]),
    message: `the job "${name}" of service "${resolved.service}" runs before the pods are replaced, which needs waves, and the service has not adopted them`,
    hint: `run "slipway adopt ${resolved.service} waves"`,
  };
}

function* checkOnlyJobs(resolved: Resolved): Iterable<Breach> {
  const { service, wants, settings } = resolved;
  const document = documents.service(service);
  const { rollout, mesh, initContainers, sidecars } = settings;
  const unused: readonly (readonly [path: readonly string[], isThere: boolean])[] = [
    [['ports'], wants.ports.length > 0],
    [['public'], wants.public],
    [['storage'], wants.storage !== undefined],
    [['backup'], wants.backup !== undefined],
    [['scale'], isSaidByService(resolved, ['scale'])],
    [['rollout', 'strategy'], rollout.strategy !== 'rolling'],
    [['mesh', 'provider'], mesh.provider !== 'none'],
    [['initContainers'], Object.keys(initContainers).length > 0],
    [['sidecars'], Object.keys(sidecars).length > 0],
  ];
  for (const [path, isThere] of unused) {
    if (!isThere) continue;
    const [key = ''] = path;
    const isOfService = key in wants && !(key in settings);
    yield {
      ...(isOfService ? { document, path } : placeOf(resolved, path)),
      message: `service "${service}" runs jobs alone, and has no use for "${path.join('.')}"`,
      hint: 'remove it, or remove "runs: jobs"',
    };
  }
  if (Object.keys(settings.jobs).length > 0) return;
  yield {
    document,
    path: ['runs'],
    message: `service "${service}" runs jobs alone, and has none in "${resolved.environment}"`,
    hint: 'add one to jobs',
  };
}
