/** Mutants that are no others than what they were made of: by what is made wrong, why nobody can tell. */
export const equivalents: Readonly<Record<string, string>> = {
  'effect-digest.ts: .sort(([a], [b]) => (a <= b ? -1 : 1));': 'no key comes twice',
  'effect-digest.ts: .sort(([a], [b]) => (a < b ? -2 : 1));': 'the sign counts alone',
  'effect-digest.ts: .sort(([a], [b]) => (a < b ? -1 : 2));': 'the sign counts alone',
  'freeze-times.ts: at = Math.min(...lasting);': 'more steps to the same end',
  'freeze-times.ts: const look = Math.min(end, now + 7 + day);': 'more steps to the same end',
  'freeze-times.ts: const look = Math.min(end, now + 8 * day);': 'no clock is set twice in eight days either',
  'freeze-times.ts: for (let date = Math.ceil(latest / day) * day; date + day > after; date -= day) {':
    'no start of the next day is early enough',
  'freeze-times.ts: for (let date = Math.floor(latest / day) * day; date + day >= after; date -= day) {':
    'no start of the day before is late enough',
  'health.ts: if (false) return undefined;': 'what began at no time lasts for no time, which is compared to nothing',
  'health.ts: return time !== undefined && time.to - time.from >= (false ? 0 : spanMilliseconds(healthyFor));':
    'the types want it: nothing is a span of zero',
  'health.ts: const never = new Date(1).toISOString();': 'nothing ran in 1970',
  'limits.ts: const isAllowed = after <= most || (after <= before);':
    'the types want it: no number is at most undefined',
  'limits.ts: const isAllowed = leastAfter >= fewest || (leastAfter >= least);':
    'the types want it: no number is at least undefined',
  'zone-clock.ts: const format = newFormat(timeZone);': 'it is made again each time, and says the same',
  'zone-clock.ts: let [before, after] = [Math.floor(from / minute), Math.floor(to / minute)];':
    'clocks are set at whole minutes, and one has passed when they show it',
  'zone-clock.ts: const middle = Math.ceil((before + after) / 2);': 'either half may be the larger one',
  'zone-clock.ts: const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 1;':
    'the types want it: every part is there',
};
