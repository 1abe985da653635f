import * as z from 'zod';

import { container } from './container';
import { Schedule } from './cron';
import { largestInteger } from './numbers';

const { mounts: _, ...program } = container;

/** The longest that a job may run: two weeks. */
const longest = 14 * 24 * 3600;

const Time = z.int().min(1, 'must be 1 or more').max(longest, `must be ${longest} or less`);

/** A job of a service: what runs to an end. It sees the folders of the service, besides those that outlive pods. */
export const ServiceJob = z.strictObject({
  when: z
    .enum(['before', 'after', 'once'])
    .optional()
    .describe(
      'Runs with each release: `before` the pods are replaced, or `after` all is healthy; a failed one stops the release. `once` runs again only when something of it changes.',
    ),
  schedule: Schedule.optional().describe('Runs on a schedule instead: minute, hour, day, month, day of the week.'),
  timeZone: z.string().min(1).optional().describe('Zone of the schedule. Default: Etc/UTC.'),
  concurrency: z
    .enum(['Allow', 'Forbid', 'Replace'])
    .optional()
    .describe('What becomes of a run that is due while the one before goes on. Default: Forbid, it is left out.'),
  startingDeadlineSeconds: z
    .union([Time.min(10, 'must be 10 or more, as Kubernetes looks every 10 seconds'), z.literal('none')])
    .optional()
    .describe('Until when a run that was missed is made up for, in seconds; `none` is for ever. Default: 3600.'),
  suspended: z.boolean().optional().describe('Whether the schedule rests. Default: false.'),
  retries: z
    .int()
    .min(0, 'must be 0 or more')
    .max(100, 'must be 100 or less')
    .optional()
    .describe('How often it is tried again. Default: 2.'),
  deadlineSeconds: z
    .union([Time, z.literal('none')])
    .optional()
    .describe('When it is ended, in seconds; with `none` it never is. Default: 3600.'),
  restart: z
    .enum(['never', 'onFailure'])
    .optional()
    .describe('Whether a new pod tries again, or the same one. Default: never, a new one.'),
  completions: z
    .int()
    .min(1, 'must be 1 or more')
    .max(largestInteger, `must be ${largestInteger} or less`)
    .optional()
    .describe('Pods that must succeed. Default: 1.'),
  parallelism: z
    .int()
    .min(0, 'must be 0 or more')
    .max(1000, 'must be 1000 or less')
    .optional()
    .describe('Pods that may run at once. Default: 1.'),
  ...program,
});
export type ServiceJob = z.infer<typeof ServiceJob>;
