const milliseconds = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
// Digits are bounded, so that a long number is looked at once.
const part = /([0-9]{1,12})(h|ms|m|s)/g;

/**
 * Says a duration with one number and one unit, as Linkerd's policy controller reads it (`parse_duration` in
 * `policy-controller/k8s/index/src/outbound/index.rs`): a route whose annotation says `1m30s` is left out as a whole, with its retries.
 *
 * @param duration as `Duration` takes it
 */
export function inOneUnit(duration: string): string {
  const parts = [...duration.matchAll(part)];
  if (parts.length === 1) return duration;
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * milliseconds[unitOf(unit)], 0);
  return total % 1000 === 0 ? `${total / 1000}s` : `${total}ms`;
}

function unitOf(text: string | undefined): keyof typeof milliseconds {
  return text === 'h' || text === 'm' || text === 'ms' ? text : 's';
}
