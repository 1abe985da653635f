import * as z from 'zod';

import { CountOrPercent } from './numbers';

/** How many pods a drained node may take away at once. A later layer that says one of the two replaces the other. */
export const Disruption = z
  .strictObject({
    maxUnavailable: CountOrPercent.optional().describe('Pods that may be gone at once. Default: 1.'),
    minAvailable: CountOrPercent.optional().describe(
      'Pods that must stay, instead; as many as there are keep nodes from being drained.',
    ),
  })
  .refine(({ maxUnavailable, minAvailable }) => maxUnavailable === undefined || minAvailable === undefined, {
    message: 'must have either "maxUnavailable" or "minAvailable"',
  });
