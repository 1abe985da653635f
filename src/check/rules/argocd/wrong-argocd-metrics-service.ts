import type { ManifestObject } from '../../../manifests/manifest';
import { textAt } from '../../../manifests/value-at';
import { argocdExpressionsOf } from '../../argocd/prometheus-expressions';
import type { Rule } from '../../rule';

const label = ['spec', 'selector', 'matchLabels', 'app.kubernetes.io/name'];

export const wrongArgocdMetricsService: Rule = {
  id: 'wrong-argocd-metrics-service',
  title: 'only the API server of Argo CD is scraped, which has no metrics of Applications',
  why: 'Every argocd_app metric comes from the application controller. Alerts and dashboards about Applications have no data, and look healthy.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/',
  severity: 'warning',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: argocd-metrics, namespace: argocd }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: argocd-server-metrics } }
  endpoints: [{ port: metrics }]
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: argocd-metrics, namespace: argocd }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: argocd-metrics } }
  endpoints: [{ port: metrics }]
`,
  check(inventory, report) {
    const monitors = [...inventory.ofKind('ServiceMonitor'), ...inventory.ofKind('PodMonitor')];
    if (monitors.some(isOfController)) return;
    const asksForApplications = argocdExpressionsOf(inventory).some(({ text }) => /\bargocd_app_/.test(text));
    for (const object of monitors) {
      if (textAt(object.value, label) !== 'argocd-server-metrics') continue;
      report({
        object,
        path: label,
        message: `"argocd-server-metrics" that ServiceMonitor "${object.name}" selects is the API server: it has no metric of Applications${asksForApplications ? ', which rules here ask for' : ''}`,
        hint: 'add a ServiceMonitor for "app.kubernetes.io/name: argocd-metrics"',
      });
    }
  },
};

/** The manifests call the Service argocd-metrics, the chart calls it after the controller. */
function isOfController(monitor: ManifestObject): boolean {
  return /argocd-(?:application-controller|metrics)/.test(
    `${textAt(monitor.value, label) ?? ''} ${JSON.stringify(monitor.value['spec'])}`,
  );
}
