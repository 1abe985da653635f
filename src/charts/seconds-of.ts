const unitSeconds = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** Seconds of a duration of the catalog, such as `1m30s`. */
export function secondsOf(duration: string): number {
  let seconds = 0;
  for (const [, digits, unit] of duration.matchAll(/([0-9]{1,9})(ms|h|m|s)/g)) {
    if (unit === 'h' || unit === 'm' || unit === 's' || unit === 'ms') seconds += Number(digits) * unitSeconds[unit];
  }
  return seconds;
}
