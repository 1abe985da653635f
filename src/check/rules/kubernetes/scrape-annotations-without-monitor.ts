import { mappingAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const scrapeAnnotationsWithoutMonitor: Rule = {
  id: 'scrape-annotations-without-monitor',
  title: 'a pod asks to be scraped in a way that the Prometheus Operator does not read',
  why: 'The team uses ServiceMonitors, and nothing reads `prometheus.io/scrape` there: the pod has no metrics in Prometheus, and its alerts never fire.',
  source: 'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  severity: 'warning',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  podMetricsEndpoints: [{ port: metrics }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web }, annotations: { prometheus.io/scrape: "true" } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  podMetricsEndpoints: [{ port: metrics }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web }, annotations: { prometheus.io/scrape: "true" } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    const monitors = ['ServiceMonitor', 'PodMonitor'].flatMap((kind) =>
      inventory.ofKind(kind, 'monitoring.coreos.com'),
    );
    // A monitor that looks at other namespaces may see any pod.
    if (monitors.some(({ value }) => valueAt(value, ['spec', 'namespaceSelector']) !== undefined)) return;
    const withMonitors = new Set(monitors.map(({ namespace }) => namespace));
    // The labels of a Service, which a ServiceMonitor looks at, mostly are those of its pods.
    const monitored = new Set(
      monitors.flatMap(({ namespace, value }) =>
        selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'selector'])),
      ),
    );
    for (const workload of inventory.workloads) {
      const { object, templatePath } = workload;
      const path = [...templatePath, 'metadata', 'annotations', 'prometheus.io/scrape'];
      if (valueAt(object.value, path) !== 'true' || !withMonitors.has(object.namespace)) continue;
      if (monitored.has(workload)) continue;
      report({
        object,
        path,
        message: `pods of "${object.name}" have the annotation "prometheus.io/scrape", and no ServiceMonitor or PodMonitor selects them`,
        hint: 'add a ServiceMonitor',
      });
    }
  },
};
