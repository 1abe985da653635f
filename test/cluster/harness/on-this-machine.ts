import { availableParallelism, loadavg } from 'node:os';

/**
 * A limit for this machine as it is now. The limits of the suites are those of a machine that does nothing else; where
 * several programs wait for each core, everything takes as many times longer.
 *
 * @param seconds on a machine of its own
 */
export function onThisMachine(seconds: number): number {
  const [waiting = 0] = loadavg();
  return seconds * Math.max(1, waiting / availableParallelism());
}
