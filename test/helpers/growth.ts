/**
 * How much longer a text takes for each of its characters when it is eight times as long: 1 for what grows evenly, 8 for what grows
 * with the square. It is time of this process only, and the least of several runs: the machine may have something else to do.
 */
export function growthOf(work: (text: string) => unknown, unit: string): number {
  const [short, long] = [6_000, 48_000].map((length) => unit.repeat(Math.ceil(length / unit.length)));
  work(unit.repeat(100));
  // A short text takes less than the clock of processes can tell: it is read several times.
  const before = leastTime(() => {
    for (let run = 0; run < 8; run++) work(short ?? '');
  });
  const after = leastTime(() => work(long ?? ''));
  return Math.max(after, 2) / Math.max(before, 2);
}

function leastTime(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    work();
    return process.cpuUsage(start).user / 1000;
  });
  return Math.min(...times);
}
