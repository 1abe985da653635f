import type * as prometheus from '../../imports/prometheus-operator';
import type { Alert } from '../../src/constructs/prometheus-rule';

/** Alerts of the platform as Prometheus' operator reads them. */
export interface AlertRuleArgs {
  readonly name: string;
  /** Where Prometheus is. */
  readonly namespace: string;
  /** Team that hears of them. @default - alerts go to nobody in particular */
  readonly team: string | undefined;
  /** Alerts by the name of their group; one without alerts is left out. */
  readonly groups: Readonly<Record<string, readonly Alert[]>>;
}

/** The rule with some groups of alerts. */
export function alertRule({ name, namespace, team, groups }: AlertRuleArgs): prometheus.PrometheusRule {
  const owner = team === undefined ? {} : { team };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, namespace },
    spec: {
      groups: Object.entries(groups)
        .filter(([, alerts]) => alerts.length > 0)
        .map(([group, alerts]) => ({
          name: group,
          rules: alerts.map((alert) => ({
            alert: alert.name,
            expr: alert.expression,
            for: alert.for,
            labels: { ...owner, severity: alert.severity },
            annotations: { summary: alert.summary, description: alert.description, runbook: alert.runbook },
          })),
        })),
    },
  };
}
