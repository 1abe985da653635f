import * as z from 'zod';

/** The largest number that Kubernetes has room for in most of its fields (int32). */
export const largestInteger = 2 ** 31 - 1;

/** A time of at most an hour. */
export const Seconds = z.int().min(0, 'must be 0 or more').max(3600, 'must be 3600 or less');

/** @see Seconds */
export const PositiveSeconds = Seconds.min(1, 'must be 1 or more');

/** What every kind takes that a duration of a service comes into: Gateway API the digits, Prometheus the order of units. */
export const Duration = z
  .string()
  .regex(
    /^(?=.)([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?([0-9]{1,5}ms)?$/,
    'must be a duration such as "30s", "5m" or "1h30m", with at most five digits for each unit',
  );

/** How long a release may make no progress: longer than the second in which nothing is expected, and at most a day. */
export const ProgressDeadline = z.int().min(1, 'must be 1 or more').max(86_400, 'must be 86400 or less');

/** A number of pods, or a share of them. */
export const CountOrPercent = z.union([
  z.int().min(0, 'must be 0 or more').max(largestInteger, `must be ${largestInteger} or less`),
  z.string().regex(/^(100|[0-9]{1,2})%$/, 'must be a percentage such as "25%"'),
]);
