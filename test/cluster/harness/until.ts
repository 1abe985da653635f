import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until something is so.
 *
 * @param check gives what was waited for, or a text that says what is still missing
 * @param seconds how long, on two busy cores
 * @param intervalMilliseconds between two looks: a look at hundreds of Applications is work for those who are waited for
 * @throws Error with the last text
 */
export async function until<Result extends object | true>(
  what: string,
  check: () => Promise<Result | string>,
  seconds = 180,
  intervalMilliseconds = 500,
): Promise<Awaited<Result>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const result = await check();
    if (typeof result !== 'string') return result;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still waiting for ${what}:\n${result}`);
    await sleep(intervalMilliseconds);
  }
}
