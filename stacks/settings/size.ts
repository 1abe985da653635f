import * as z from 'zod';

/** How much something of the platform asks for. */
export const Size = z
  .enum(['usual', 'small'])
  .default('usual')
  .describe('"usual": for some hundreds of Applications. "small": for some dozens, on a board of 4 cores and 8 GiB.');
export type Size = z.infer<typeof Size>;
