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

/** What one field of a schedule lets through. */
export interface ScheduleField {
  /** In ascending order, each once. Sunday is 0, January is 1. */
  readonly values: readonly number[];
  /** Whether it says "*", so that it restricts nothing. A step above 1 restricts. */
  readonly isEverything: boolean;
}

/** A schedule, field by field. */
export interface ScheduleFields {
  readonly minute: ScheduleField;
  readonly hour: ScheduleField;
  readonly day: ScheduleField;
  readonly month: ScheduleField;
  readonly weekday: ScheduleField;
}

/** Reads what `Schedule` takes; undefined for anything else. */
export function scheduleFields(text: string): ScheduleFields | undefined {
  const parts = text.split(' ');
  const [minute, hour, day, month, weekday] = fields.map((field, index) => readField(parts[index] ?? '', field));
  const isWhole = parts.length === fields.length;
  if (!isWhole || !minute || !hour || !day || !month || !weekday) return undefined;
  return { minute, hour, day, month, weekday };
}

/**
 * Whether a schedule comes on any day at all: the 31st of February is none. Where it restricts days of the week, too, those
 * come in any case, as cron has always had it.
 */
export function everComes({ day, month, weekday }: ScheduleFields): boolean {
  if (!weekday.isEverything && !day.isEverything) return true;
  const [first = 1] = day.values;
  return month.values.some((number) => first <= daysOf(number));
}

/** In a leap year. */
function daysOf(month: number): number {
  return new Date(Date.UTC(2024, month, 0)).getUTCDate();
}

function isSchedule(text: string): boolean {
  return scheduleFields(text) !== undefined;
}

// Each item is a value, a range or everything, and may have a step. The week of a range begins on Sunday: "fri-mon" is none.
function readField(text: string, field: Field): ScheduleField | undefined {
  const values = new Set<number>();
  let isEverything = false;
  for (const item of text.split(',')) {
    const match = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/([1-9][0-9]*))?$/.exec(item);
    if (match === null) return undefined;
    const [, first, last, step] = match;
    const from = first === undefined ? field.least : valueOf(first, field);
    const to = lastOf(first, last, step, field);
    if (from === undefined || to === undefined || from > to) return undefined;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
    if (first === undefined && Number(step ?? 1) === 1) isEverything = true;
  }
  return { values: [...values].sort((a, b) => a - b), isEverything };
}

// "5/15" is every 15th from 5 on, to the end, as in the library that Kubernetes and Argo CD use.
function lastOf(first: string | undefined, last: string | undefined, step: string | undefined, field: Field) {
  if (last !== undefined) return valueOf(last, field);
  return first === undefined || step !== undefined ? field.most : valueOf(first, field);
}

function valueOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  if (index !== -1) return least + index;
  const value = /^[0-9]+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
