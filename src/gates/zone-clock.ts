const minute = 60_000;

/** Making one costs more than asking it a thousand times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * How far the clocks of a time zone are ahead of UTC, in milliseconds.
 *
 * @param instant milliseconds since 1970
 */
export function zoneOffset(timeZone: string, instant: number): number {
  const whole = Math.floor(instant / minute) * minute;
  return wallOf(timeZone, whole) - whole;
}

/**
 * The first instant after one at which clocks of a zone are set, up to another instant; undefined when they have the same offset
 * at both. Clocks are not set twice within the span, which has to be a week at most.
 */
export function nextChange(timeZone: string, from: number, to: number): number | undefined {
  const offset = zoneOffset(timeZone, from);
  if (zoneOffset(timeZone, to) === offset) return undefined;
  let [before, after] = [Math.floor(from / minute), Math.ceil(to / minute)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffset(timeZone, middle * minute) === offset) before = middle;
    else after = middle;
  }
  return after * minute;
}

/** What the clocks show, as if they were in UTC. */
function wallOf(timeZone: string, instant: number): number {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
