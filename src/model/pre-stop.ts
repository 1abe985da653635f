import * as z from 'zod';

import { ProcessText } from './names';
import { Seconds } from './numbers';

/** What a pod does before it is told to end, while callers learn that it goes. */
export const PreStop = z.union([
  z.strictObject({
    sleepSeconds: Seconds.describe('Waits: what is routed to is still sent requests for a moment. 0 does not.'),
  }),
  z.strictObject({ command: z.array(ProcessText).min(1, 'must name a program').describe('Runs in the container.') }),
]);
