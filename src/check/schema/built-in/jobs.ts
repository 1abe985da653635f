import type { Field } from '../field';
import { checkNotNegative } from './amounts';
import { checkTemplate } from './pod-spec';
import { remembered } from '../remembered';
import { whyNoSchedule } from './schedule';

/** Says what a server has against a Job. */
export function checkJob(object: Field): void {
  checkJobSpec(object.at('spec'));
}

/** Says what a server has against a CronJob. */
export function checkCronJob(object: Field): void {
  const spec = object.at('spec');
  if (!spec.isThere) return spec.miss();
  const [schedule, zone] = [spec.at('schedule'), spec.at('timeZone')];
  if (schedule.text !== '') schedule.mustBe(whyNoSchedule);
  if (typeof zone.value === 'string' && !isTimeZone(zone.text))
    zone.refuse('is no time zone', 'names of the IANA database are allowed: Etc/UTC, Europe/Berlin');
  checkNotNegative(
    spec.at('startingDeadlineSeconds'),
    spec.at('successfulJobsHistoryLimit'),
    spec.at('failedJobsHistoryLimit'),
  );
  const job = spec.at('jobTemplate').at('spec');
  checkJobSpec(job);
  if (job.at('selector').isThere) job.at('selector').refuse('may not be there: each Job gets its own');
}

function checkJobSpec(spec: Field): void {
  if (!spec.isThere) return spec.miss();
  const counts = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];
  checkNotNegative(...counts.map((name) => spec.at(name)));
  const isIndexed = spec.at('completionMode').text === 'Indexed';
  if (isIndexed && !spec.at('completions').isThere)
    spec.at('completions').miss('an indexed Job needs to know how many');
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
    const field = spec.at(name);
    if (field.isThere && !isIndexed) field.refuse('may only be there with "completionMode: Indexed"');
  }
  const template = spec.at('template');
  if (!template.isThere) return;
  checkTemplate(template);
  const policy = template.at('spec').at('restartPolicy');
  if (policy.text === '' && template.at('spec').isThere) policy.miss('"Never" or "OnFailure" is allowed in a Job');
  else if (policy.text === 'Always') policy.refuse('is not allowed in a Job', '"Never" or "OnFailure" is allowed');
}

const isTimeZone = remembered((name) => {
  if (/^local$/i.test(name) || !/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
});
