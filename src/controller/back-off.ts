/** Between one and sixty seconds, in milliseconds. */
const first = 1000;
const longest = 60_000;

/**
 * How long to wait before the next try: twice as long each time, and never as long as the others, who began at the same
 * moment.
 *
 * @param attempts tries that have failed, 1 or more
 * @param random between 0 and 1
 * @returns milliseconds
 */
export function backOff(attempts: number, random: number): number {
  const most = Math.min(longest, first * 2 ** Math.min(attempts - 1, 16));
  return most / 2 + (most / 2) * random;
}
