import type { Finding, Severity } from './finding';

/** Every severity, the worst first. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/** How many findings of each severity there are. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `2 errors, 1 warning`: those that there are, the worst first; empty when there are none. */
export function countsInWords(counts: Readonly<Record<Severity, number>>): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${nounOf(severity, counts[severity])}`)
    .join(', ');
}

function nounOf(severity: Severity, count: number): string {
  return severity === 'info' ? 'info' : `${severity}${count === 1 ? '' : 's'}`;
}
