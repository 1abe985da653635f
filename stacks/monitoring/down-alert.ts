import type { Alert } from '../../src/constructs/prometheus-rule';

/**
 * The alert that programs do not answer. Whoever has no pods has no series: that is not 0, but nothing.
 *
 * @param jobNames what Prometheus calls each program
 * @param description what does not work then
 * @param runbook what to do
 */
export function downAlert(name: string, jobNames: readonly string[], description: string, runbook: string): Alert {
  return {
    name,
    expression: [
      `max by (job) (up{job=~"${jobNames.join('|')}"}) == 0`,
      ...jobNames.map((job) => `absent(up{job="${job}"})`),
    ].join(' or '),
    for: '10m',
    severity: 'critical',
    summary: 'No {{ $labels.job }} answers',
    description: `No pod of it could be asked for its metrics for 10 minutes. ${description}`,
    runbook,
  };
}
