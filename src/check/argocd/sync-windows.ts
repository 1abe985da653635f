import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import { everComes, scheduleFields, type ScheduleFields } from '../../model/cron';
import { isTimeZone } from '../../model/time-zone';
import type { Inventory } from '../inventory';
import { whyNoSchedule } from '../schema/built-in/schedule';

/** A sync window of an AppProject, as it is written. */
export interface SyncWindow {
  readonly project: ManifestObject;
  readonly path: Path;
  readonly kind: string | undefined;
  readonly schedule: string;
  readonly duration: string;
  readonly timeZone: string;
  /** What it is for: patterns. One that fits is enough, unless all kinds of them have to. */
  readonly scope: Readonly<Record<ScopeField, readonly string[]>>;
  readonly hasToFitAll: boolean;
}

/** Fields that say what a window is for. */
export const scopeFields = ['applications', 'namespaces', 'clusters'] as const;

/** One of these. */
export type ScopeField = (typeof scopeFields)[number];

/** Sync windows of all AppProjects. */
export function syncWindowsOf(inventory: Inventory): readonly SyncWindow[] {
  return inventory.ofKind('AppProject', 'argoproj.io').flatMap((project) =>
    listAt(project.value, ['spec', 'syncWindows']).flatMap((value, index) => {
      if (!isMapping(value)) return [];
      const textsAt = (field: ScopeField): readonly string[] =>
        listAt(value, [field]).filter((one) => typeof one === 'string');
      return [
        {
          project,
          path: ['spec', 'syncWindows', index],
          kind: textAt(value, ['kind']),
          schedule: textAt(value, ['schedule']) ?? '',
          duration: textAt(value, ['duration']) ?? '',
          timeZone: textAt(value, ['timeZone']) ?? 'UTC',
          scope: {
            applications: textsAt('applications'),
            namespaces: textsAt('namespaces'),
            clusters: textsAt('clusters'),
          },
          hasToFitAll: value['andOperator'] === true,
        },
      ];
    }),
  );
}

/** What keeps a window from being what it says. */
export interface WindowFault {
  readonly field: 'kind' | 'schedule' | 'duration' | 'timeZone';
  /** The rest of a sentence that begins with the value. */
  readonly says: string;
  readonly hint: string;
}

/** Everything that keeps a window from being what it says: Argo CD finds it out when it is about to sync. */
export function faultsOfWindow({ kind, schedule, duration, timeZone }: SyncWindow): readonly WindowFault[] {
  const faults: WindowFault[] = [];
  if (kind !== 'allow' && kind !== 'deny')
    faults.push({ field: 'kind', says: 'is neither "allow" nor "deny"', hint: 'write "kind: allow" or "kind: deny"' });
  const noSchedule = schedule.startsWith('@')
    ? 'is no schedule here: sync windows take five fields'
    : whyNoSchedule(schedule);
  const fields = scheduleFields(schedule);
  if (noSchedule !== undefined) {
    faults.push({ field: 'schedule', says: noSchedule, hint: 'write five fields, such as "0 22 * * 1-5"' });
  } else if (fields !== undefined && !everComes(fields)) {
    const says = 'is on no day of any year, which Argo CD takes for a window that is always open';
    faults.push({ field: 'schedule', says, hint: 'write a day that its months have' });
  }
  const milliseconds = durationOf(duration);
  if (milliseconds === undefined) {
    const says = 'is no duration: Go knows hours, minutes and seconds, and no days';
    faults.push({ field: 'duration', says, hint: 'write hours and minutes, such as "24h" or "1h30m"' });
  } else if (milliseconds <= 0) {
    faults.push({ field: 'duration', says: 'is no time at all', hint: 'write how long it is, such as "1h"' });
  }
  if (timeZone !== '' && !isTimeZone(timeZone)) {
    const says = 'is no time zone, so that Argo CD takes UTC';
    faults.push({ field: 'timeZone', says, hint: 'write one such as "Europe/Berlin", in upper and lower case' });
  }
  return faults;
}

/** When an unbroken window is open in a week, minute by minute from Sunday on; undefined when weeks differ. */
export function openMinutes({ schedule, duration }: SyncWindow): Uint8Array | undefined {
  const fields = scheduleFields(schedule);
  const minutes = Math.floor((durationOf(duration) ?? 0) / 60_000);
  if (fields === undefined || minutes < 1 || !fields.day.isEverything || !fields.month.isEverything) return undefined;
  const open = new Uint8Array(minutesOfWeek);
  // The last one first, so that each goes on only to the next.
  for (const begin of beginsIn(fields).toReversed()) {
    for (let passed = 0; passed < Math.min(minutes, minutesOfWeek); passed += 1) {
      const minute = (begin + passed) % minutesOfWeek;
      if (open[minute] === marked.begin) break;
      open[minute] = passed === 0 ? marked.begin : marked.open;
    }
  }
  return open;
}

const marked = { open: 1, begin: 2 } as const;
const minutesOfWeek = 7 * 24 * 60;

function beginsIn({ weekday, hour, minute }: ScheduleFields): readonly number[] {
  return weekday.values.flatMap((day) =>
    hour.values.flatMap((hours) => minute.values.map((minutes) => (day * 24 + hours) * 60 + minutes)),
  );
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  '\u00b5s': 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of a duration of Go; undefined when it is none. */
function durationOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const amount = text.replace(/^[-+]/, '');
  if (amount === '0') return 0;
  let milliseconds = 0;
  let length = 0;
  for (const [part, number, unit = ''] of amount.matchAll(/(\d{1,19}(?:\.\d{0,19})?)(ns|us|\u00b5s|ms|s|m|h)/g)) {
    milliseconds += Number(number) * (unitMilliseconds[unit] ?? 0);
    length += part.length;
  }
  return length === 0 || length < amount.length ? undefined : sign * milliseconds;
}
