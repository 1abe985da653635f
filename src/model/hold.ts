import * as z from 'zod';

import { Instant, isEarlier } from './instant';

/** One line that people read. */
export const Reason = z
  .string()
  .regex(/^\S.*$/, 'must be one line')
  .max(255, 'must have at most 255 characters');

/**
 * Nobody releases here until somebody resumes it. It renders nothing: gates read it. It lies beside what it holds, so that a
 * rollback and its hold are one commit.
 */
export const Hold = z
  .strictObject({
    reason: Reason.describe('What people read who wonder why nothing happens.'),
    by: z.string().min(1).describe('Who holds it: a name of people.yaml, or an e-mail address.'),
    since: Instant.describe('When it began.'),
    until: Instant.optional().describe('When it ends by itself. Default: when somebody resumes it.'),
    releases: z
      .array(z.string().min(1))
      .min(1, 'must name at least one release')
      .optional()
      .describe(
        'Versions that are held back, or digests of images, whatever version they are called. Default: every release.',
      ),
  })
  .refine(({ since, until }) => until === undefined || isEarlier(since, until), {
    path: ['until'],
    error: 'must be after `since`',
  });
export type Hold = z.infer<typeof Hold>;
