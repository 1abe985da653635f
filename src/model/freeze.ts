import * as z from 'zod';

import { Schedule } from './cron';

/** Argo CD takes a time zone that it does not know for UTC, and says so in its log only ("Sync Windows"). */
const TimeZone = z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin", in upper and lower case');

/** A recurring time in which nothing is deployed to an environment. */
export const Freeze = z.strictObject({
  reason: z
    .string()
    .regex(/^\S.*$/, 'must be one line')
    .max(255, 'must have at most 255 characters')
    .describe('What people read who wonder why nothing happens.'),
  schedule: Schedule.describe('When it begins: minute, hour, day of the month, month, day of the week.'),
  duration: z
    .string()
    .regex(/^(?=.*[1-9])([0-9]+h)?([0-9]+m)?$/, 'must be hours and minutes such as "8h", "45m" or "1h30m"')
    .describe('How long it lasts.'),
  timeZone: TimeZone.default('UTC').describe('Time zone of the schedule.'),
  allowsManualSync: z.boolean().default(false).describe('Whether a person may sync nevertheless.'),
});
export type Freeze = z.infer<typeof Freeze>;

/** The freezes of an environment. Argo CD refuses a project in which two of them are at the same times. */
export const Freezes = z.array(Freeze).check(({ value, issues }) => {
  const times = value.map(({ schedule, duration, timeZone }) => `${schedule} ${duration} ${timeZone}`);
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

function isTimeZone(text: string): boolean {
  if (!/^[A-Z][-+\w]*(\/[A-Z][-+\w]*)*$/.test(text)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    // "Europe/BERLIN" is the same to JavaScript, and no file to Argo CD. Another name is that of a link.
    return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}
