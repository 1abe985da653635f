import { nearest } from '../../../model/nearest';
import { exportedMetrics, metricOf } from '../../argocd/exported-metrics';
import { argocdExpressionsOf, selectorsIn } from '../../argocd/prometheus-expressions';
import type { Rule } from '../../rule';

export const unknownArgocdMetric: Rule = {
  id: 'unknown-argocd-metric',
  title: 'an expression asks for a metric that Argo CD does not export',
  why: 'PromQL finds nothing and is content with it. The alert never fires, and the panel is empty.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/',
  severity: 'error',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: OutOfSync, expr: 'argocd_app_sync_status{sync_status="OutOfSync"} == 1', for: 30m }
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: OutOfSync, expr: 'argocd_app_info{sync_status="OutOfSync"} == 1', for: 30m }
`,
  check(inventory, report) {
    for (const { object, path, text } of argocdExpressionsOf(inventory)) {
      for (const { series } of selectorsIn(text)) {
        // argocd_image_updater_... and the like belong to other programs.
        if (metricOf(series) !== undefined || /^argocd_(?:image_updater|autopilot|export|operator)_/.test(series))
          continue;
        const meant = nearest(series, exportedMetrics);
        report({
          object,
          path,
          message: `metric "${series}" is not one of Argo CD 3.2`,
          hint:
            meant === undefined
              ? 'look it up in the list of metrics; argocd_app_info has the status of Applications'
              : `write "${meant}"`,
        });
      }
    }
  },
};
