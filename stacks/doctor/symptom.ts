/** What is looked at, in the order in which people read it. */
export const areas = [
  'cluster',
  'version',
  'state',
  'repositories',
  'permissions',
  'releases',
  'plugins',
  'drift',
  'fields',
  'kinds',
  'owners',
  'stores',
  'storage',
  'signatures',
  'secrets',
  'metrics',
  'add-ons',
  'delivery',
] as const;
export type Area = (typeof areas)[number];

/** Something that the doctor found. */
export interface Symptom {
  readonly area: Area;
  /** `wrong`: it has to be mended. `unknown`: it could not be looked at, or is not there yet, and proves nothing. */
  readonly level: 'wrong' | 'unknown';
  /** What it is, with the value, and where. */
  readonly what: string;
  /** What to do: words, or a command. */
  readonly remedy: string;
}

/** A finding that has to be mended. */
export function wrong(area: Area, what: string, remedy: string): Symptom {
  return { area, level: 'wrong', what, remedy };
}

/** A finding that proves nothing. */
export function unknown(area: Area, what: string, remedy: string): Symptom {
  return { area, level: 'unknown', what, remedy };
}
