const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Bounds {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  /** Names, the first of which is `lowest`. */
  readonly names?: readonly string[];
}

const fields: readonly Bounds[] = [
  { name: 'minute', lowest: 0, highest: 59 },
  { name: 'hour', lowest: 0, highest: 23 },
  { name: 'day of month', lowest: 1, highest: 31 },
  { name: 'month', lowest: 1, highest: 12, names: months },
  { name: 'day of week', lowest: 0, highest: 6, names: days },
];

/**
 * Says why a text is no schedule of a CronJob, as the rest of a sentence: the parser of Kubernetes
 * (github.com/robfig/cron/v3, ParseStandard), which is not quite that of crontab: 7 is no Sunday.
 */
export function whyNoSchedule(text: string): string | undefined {
  if (text.includes('TZ')) return 'has a time zone in it: "timeZone" is the field for that';
  if (text.startsWith('@')) {
    const isKnown =
      /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every [+-]?(0|(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|ms|[smh]))((\d+\.?\d*|\.\d+)(ns|us|\u00b5s|ms|[smh]))*)$/.test(
        text,
      );
    return isKnown
      ? undefined
      : 'is no schedule: @hourly, @daily, @weekly, @monthly, @yearly and "@every 1h30m" are allowed';
  }
  const parts = text.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== fields.length) {
    return `is no schedule: it has ${parts.length} fields, and 5 are allowed: minute, hour, day of month, month, day of week`;
  }
  for (const [index, bounds] of fields.entries()) {
    const part = parts[index] ?? '';
    if (
      !part
        .split(',')
        .filter((range) => range !== '')
        .every((range) => isRange(range, bounds))
    ) {
      return `is no schedule: "${part}" is no ${bounds.name}, which is ${bounds.lowest} to ${bounds.highest}`;
    }
  }
  return undefined;
}

/** `*`, `5`, `1-5`, each with or without a step: `/2`. */
function isRange(text: string, bounds: Bounds): boolean {
  const [range = '', step, ...others] = text.split('/');
  const [low = '', high, ...rest] = range.split('-');
  if (others.length > 0 || (step !== undefined && !(numberOf(step, bounds, false) >= 1))) return false;
  if (low === '*' || low === '?') return true;
  const start = numberOf(low, bounds, true);
  const isSingle = high === undefined;
  const end = isSingle ? (step === undefined ? start : bounds.highest) : numberOf(high, bounds, true);
  return rest.length === 0 && start >= bounds.lowest && end <= bounds.highest && start <= end;
}

/** NaN when it is none. */
function numberOf(text: string, { names = [], lowest }: Bounds, mayBeName: boolean): number {
  const index = mayBeName ? names.indexOf(text.toLowerCase()) : -1;
  if (index >= 0) return index + lowest;
  return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
}
