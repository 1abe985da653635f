import * as z from 'zod';

import { everComes, Schedule, scheduleFields } from './cron';
import { Reason } from './hold';
import { Instant, isEarlier } from './instant';
import { isTimeZone } from './time-zone';

/** Argo CD takes a time zone that it does not know for UTC, and says so in its log only ("Sync Windows"). */
const TimeZone = z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin", in upper and lower case');

const reason = Reason.describe('What people read who wonder why nothing happens.');

/** A recurring time in which nothing is deployed to an environment: a gate, and a sync window of Argo CD. */
export const Freeze = z.strictObject({
  reason,
  schedule: Schedule.refine(isEver, {
    message: 'must come at some time, and none of its months has such a day: Argo CD would never lift it',
  }).describe('When it begins: minute, hour, day of the month, month, day of the week.'),
  duration: z
    .string()
    .regex(
      /^(?=.*[1-9])([0-9]{1,4}h)?([0-9]{1,4}m)?$/,
      'must be hours and minutes such as "8h", "45m" or "1h30m", of at most four digits',
    )
    .describe('How long it lasts.'),
  timeZone: TimeZone.default('UTC').describe('Time zone of the schedule.'),
  allowsManualSync: z.boolean().default(false).describe('Whether a person may sync nevertheless.'),
});
export type Freeze = z.infer<typeof Freeze>;

/** A time that does not come back in which nothing is released to an environment. A gate only: it renders nothing. */
export const OneOffFreeze = z
  .strictObject({
    reason,
    from: Instant.describe('When it begins.'),
    until: Instant.describe('When it ends.'),
  })
  .refine(({ from, until }) => isEarlier(from, until), { path: ['until'], error: 'must be after `from`' });
export type OneOffFreeze = z.infer<typeof OneOffFreeze>;

/** Whether a freeze comes again and again. */
export function isRecurring(freeze: Freeze | OneOffFreeze): freeze is Freeze {
  return 'schedule' in freeze;
}

/** The freezes of an environment. Argo CD refuses a project in which two of them are at the same times. */
export const Freezes = z.array(z.union([Freeze, OneOffFreeze])).check(({ value, issues }) => {
  const times = value.map((freeze) =>
    isRecurring(freeze) ? `${freeze.schedule} ${freeze.duration} ${freeze.timeZone}` : `${freeze.from} ${freeze.until}`,
  );
  for (const [index, time] of times.entries()) {
    const first = times.indexOf(time);
    if (first === index) continue;
    issues.push({
      code: 'custom',
      input: value[index],
      path: [index],
      message: `must not be at the times of freezes[${first}]: keep one of them`,
    });
  }
});

// Argo CD takes a schedule that never comes for one that always does. A CronJob with one just never runs, which may be meant.
function isEver(schedule: string): boolean {
  const fields = scheduleFields(schedule);
  return fields === undefined || everComes(fields);
}
