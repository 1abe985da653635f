import { argocdExpressionsOf } from '../../argocd/prometheus-expressions';
import type { Rule } from '../../rule';

export const alertOnBareCounter: Rule = {
  id: 'alert-on-bare-counter',
  title: 'an alert compares a counter of Argo CD itself',
  why: 'A counter only grows. After the first failed sync the alert fires until the controller is restarted, so somebody silences it, and the next failure with it.',
  source: 'https://prometheus.io/docs/concepts/metric_types/#counter',
  severity: 'error',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: SyncFailed, expr: 'argocd_app_sync_total{phase="Failed"} > 0', for: 5m }
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: argocd, namespace: argocd }
spec:
  groups:
    - name: argocd
      rules:
        - { alert: SyncFailed, expr: 'increase(argocd_app_sync_total{phase="Failed"}[10m]) > 0' }
`,
  check(inventory, report) {
    for (const { object, path, text, isAlert } of argocdExpressionsOf(inventory)) {
      if (!isAlert) continue;
      // A range or an offset means that somebody looks at the change.
      const counter = /\b(argocd_\w+_total)\s*(?:\{[^{}]*\}\s*)?(?:\)\s*)?(?:>|>=|!=)\s*\d/.exec(text)?.[1];
      if (counter === undefined || /\boffset\b|absent/.test(text)) continue;
      report({
        object,
        path,
        message: `counter "${counter}" never goes back to 0, so "${text}" fires for ever`,
        hint: `write "increase(${counter}{...}[10m]) > 0"`,
      });
    }
  },
};
