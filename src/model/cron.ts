import * as z from 'zod';

interface Field {
  readonly least: number;
  readonly most: number;
  /** Names of the values, from the least on. */
  readonly names?: readonly string[];
}

/** The fields of a schedule, with their bounds, and names where there are some (Kubernetes, "CronJob", schedule syntax). */
const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  {
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** A schedule of a CronJob: minute, hour, day of the month, month, day of the week. */
export const Schedule = z.string().refine(isSchedule, {
  message: 'must be a cron expression of five fields such as "0 2 * * *": minute, hour, day, month, day of the week',
});

function isSchedule(text: string): boolean {
  const parts = text.split(' ');
  return parts.length === fields.length && fields.every((field, index) => isField(parts[index] ?? '', field));
}

// Each item is a value, a range or everything, and may have a step. The week of a range begins on Sunday: "fri-mon" is none.
function isField(text: string, field: Field): boolean {
  return text.split(',').every((item) => {
    const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9][0-9]*))?$/.exec(item);
    if (match === null) return false;
    const [, first, last = first] = match;
    if (first === undefined || last === undefined) return true;
    const [from, to] = [valueOf(first, field), valueOf(last, field)];
    return from !== undefined && to !== undefined && from <= to;
  });
}

function valueOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index !== -1) return least + index;
  const value = /^[0-9]+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
