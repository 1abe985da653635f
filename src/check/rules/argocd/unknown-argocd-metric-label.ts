import { labelsOf, mayHaveLabel, metricOf } from '../../argocd/exported-metrics';
import { argocdExpressionsOf, selectorsIn } from '../../argocd/prometheus-expressions';
import type { Rule } from '../../rule';

export const unknownArgocdMetricLabel: Rule = {
  id: 'unknown-argocd-metric-label',
  title: 'an expression asks for a label that a metric of Argo CD does not have',
  why: 'A label that is not there is empty, so the expression finds nothing: the alert for failed syncs never fires.',
  source: 'https://github.com/argoproj/argo-cd/blob/v3.2.11/controller/metrics/metrics.go',
  severity: 'error',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: SyncFailed, expr: 'increase(argocd_app_sync_total{sync_status="Failed"}[10m]) > 0' }
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: SyncFailed, expr: 'increase(argocd_app_sync_total{phase=~"Error|Failed"}[10m]) > 0' }
`,
  check(inventory, report) {
    for (const { object, path, text } of argocdExpressionsOf(inventory)) {
      for (const { series, labels } of selectorsIn(text)) {
        const metric = metricOf(series);
        if (metric === undefined) continue;
        for (const label of labels) {
          if (mayHaveLabel(metric, label)) continue;
          report({
            object,
            path,
            message: `label "${label}" is not one of metric "${metric}"`,
            hint: `it has ${labelsOf(metric)?.join(', ') ?? 'no label'}`,
          });
        }
      }
    }
  },
};
