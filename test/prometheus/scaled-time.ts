/** Seconds of a test that stand for a minute. */
export const secondsOfMinute = 6;

/** PromQL whose minutes are seconds of a test. Grafana puts four scrapes in the place of its variable. */
export function inTestTime(expression: string): string {
  return expression
    .replaceAll('$__rate_interval', '2m')
    .replaceAll(/(?<=\[|\boffset )([0-9]+)([smhd])\b/g, (_, digits: string, unit: string) => {
      const minutes = Number(digits) * ({ s: 1 / 60, m: 1, h: 60, d: 1440 }[unit] ?? 1);
      return `${Math.round(minutes * secondsOfMinute)}s`;
    });
}
