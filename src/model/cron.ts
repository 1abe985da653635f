import * as z from 'zod';

/** The fields of a schedule, with their bounds, and names where there are some (Kubernetes, "CronJob", schedule syntax). */
const fields: readonly { readonly least: number; readonly most: number; readonly names?: RegExp }[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i },
  { least: 0, most: 6, names: /^(sun|mon|tue|wed|thu|fri|sat)$/i },
];

/** A schedule of a CronJob: minute, hour, day of the month, month, day of the week. */
export const Schedule = z.string().refine(isSchedule, {
  message: 'must be a cron expression of five fields such as "0 2 * * *": minute, hour, day, month, day of the week',
});

function isSchedule(text: string): boolean {
  const parts = text.split(' ');
  return parts.length === fields.length && fields.every((field, index) => isField(parts[index] ?? '', field));
}

// Each item is a value, a range or everything, and may have a step.
function isField(text: string, field: (typeof fields)[number]): boolean {
  return text.split(',').every((item) => {
    const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9][0-9]*))?$/.exec(item);
    if (match === null) return false;
    const [, from, to] = match;
    return [from, to].every((value) => value === undefined || isValue(value, field));
  });
}

function isValue(text: string, { least, most, names }: (typeof fields)[number]): boolean {
  if (names?.test(text) === true) return true;
  return /^[0-9]+$/.test(text) && Number(text) >= least && Number(text) <= most;
}
