import { setTimeout as sleep } from 'node:timers/promises';

import { onThisMachine } from './on-this-machine';

/**
 * Waits until something is so.
 *
 * @param check gives what was waited for, or a text that says what is still missing
 * @param seconds how long, on a machine of its own
 * @param intervalMilliseconds between two looks: a look at hundreds of Applications is work for those who are waited for
 * @throws Error with the last text
 */
export async function until<Result extends object | true>(
  what: string,
  check: () => Promise<Result | string>,
  seconds = 180,
  intervalMilliseconds = 500,
): Promise<Awaited<Result>> {
  const began = Date.now();
  for (;;) {
    const result = await check();
    if (typeof result !== 'string') return result;
    const waited = (Date.now() - began) / 1000;
    if (waited > onThisMachine(seconds))
      throw new Error(`after ${Math.round(waited)} s still waiting for ${what}:\n${result}`);
    await sleep(intervalMilliseconds);
  }
}
