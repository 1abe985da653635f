import type { Construct } from 'constructs';

import type * as prometheus from '../../imports/prometheus-operator';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** A condition that somebody should hear of. */
export interface Alert {
  /** Name in CamelCase, such as `TargetDown`. */
  readonly name: string;
  /** PromQL that has a result while something is wrong. */
  readonly expression: string;
  /** How long it must be wrong before anybody hears of it. */
  readonly for: string;
  /** `critical` wakes somebody up, `warning` waits for the morning. */
  readonly severity: 'critical' | 'warning';
  /** What is wrong, in one line; may contain templates such as `{{ $labels.pod }}`. */
  readonly summary: string;
  /** What it means for users. */
  readonly description: string;
  /** What to look at first. */
  readonly runbook: string;
}

/** Properties of a `PrometheusRule`. */
export interface PrometheusRuleProps extends Identity {
  /** Alerts, in the order in which people read them. */
  readonly alerts: readonly Alert[];
  /** Labels of every alert besides its severity: Alertmanager routes by them. @default - none */
  readonly alertLabels?: Readonly<Record<string, string>>;
}

/** Alerts of a service. */
export class PrometheusRule extends Manifest<prometheus.PrometheusRule> {
  constructor(scope: Construct, id: string, props: PrometheusRuleProps) {
    super(scope, id, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: metadataOf(props, syncWave.monitoring),
      spec: {
        groups: [
          { name: `${props.namespace}.${props.name}`, rules: props.alerts.map((alert) => ruleOf(alert, props)) },
        ],
      },
    });
  }
}

function ruleOf(alert: Alert, { alertLabels }: PrometheusRuleProps): prometheus.PrometheusRuleGroupRule {
  return {
    alert: alert.name,
    expr: alert.expression,
    for: alert.for,
    labels: { ...alertLabels, severity: alert.severity },
    annotations: { summary: alert.summary, description: alert.description, runbook: alert.runbook },
  };
}
