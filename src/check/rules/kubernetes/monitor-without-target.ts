import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Inventory } from '../../inventory';
import type { Report, Rule } from '../../rule';
import { describeSelector, selectWorkloads, selectorMatches, workloadsIn } from '../../select-pods';

export const monitorWithoutTarget: Rule = {
  id: 'monitor-without-target',
  title: 'a ServiceMonitor or PodMonitor finds nothing',
  why: 'Prometheus scrapes nothing, and no alert tells: what has no metrics never crosses a threshold.',
  source: 'https://prometheus-operator.dev/docs/platform/troubleshooting/',
  severity: 'warning',
  failing: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  endpoints: [{ port: metrics }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  type: ExternalName
  externalName: web.example.com
  ports: [{ name: http, port: 80 }]
`,
  passing: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  endpoints: [{ port: http }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  type: ExternalName
  externalName: web.example.com
  ports: [{ name: http, port: 80 }]
`,
  check(inventory, report) {
    const services = servicesByLabel(inventory);
    for (const object of inventory.ofKind('ServiceMonitor', 'monitoring.coreos.com')) {
      // Services of other namespaces may be in other folders.
      if (valueAt(object.value, ['spec', 'namespaceSelector']) !== undefined) continue;
      const selector = mappingAt(object.value, ['spec', 'selector']);
      const [label] = Object.entries(mappingAt(selector, ['matchLabels']));
      const key = [object.namespace, ...(label ?? [])].join('\n');
      const found = (services.get(key) ?? []).filter((service) =>
        selectorMatches(selector, mappingAt(service.value, ['metadata', 'labels'])),
      );
      if (found.length === 0)
        report({
          object,
          path: ['spec', 'selector'],
          message: `the ServiceMonitor "${object.name}" selects ${describeSelector(selector)}, and no Service of namespace "${object.namespace ?? ''}" has that`,
          hint: 'copy the labels from metadata.labels of the Service, not from its selector',
          severity: services.has(object.namespace ?? '') ? 'warning' : 'info',
        });
      else reportPorts(object, found, report);
    }
    for (const object of inventory.ofKind('PodMonitor', 'monitoring.coreos.com')) {
      const selector = mappingAt(object.value, ['spec', 'selector']);
      if (valueAt(object.value, ['spec', 'namespaceSelector']) !== undefined) continue;
      if (selectWorkloads(inventory, object.namespace, selector).length > 0) continue;
      report({
        object,
        path: ['spec', 'selector'],
        message: `the PodMonitor "${object.name}" selects ${describeSelector(selector)}, and no pod of namespace "${object.namespace ?? ''}" has that`,
        hint: 'copy the labels from the pod template',
        severity: workloadsIn(inventory, object.namespace).length > 0 ? 'warning' : 'info',
      });
    }
  },
};

function reportPorts(
  object: ManifestObject,
  services: readonly ManifestObject[],
  report: (found: Report) => void,
): void {
  const names = new Set(
    services.flatMap(({ value }) => listAt(value, ['spec', 'ports']).map((port) => textAt(port, ['name']))),
  );
  for (const [index, endpoint] of listAt(object.value, ['spec', 'endpoints']).entries()) {
    const port = textAt(endpoint, ['port']);
    if (port === undefined || names.has(port)) continue;
    report({
      object,
      path: ['spec', 'endpoints', index, 'port'],
      message: `the ServiceMonitor "${object.name}" scrapes port "${port}", which the Service "${services[0]?.name ?? ''}" does not have`,
      hint: 'name a port of the Service; a number is no name',
    });
  }
}

/** Services by namespace, and by namespace and label. */
function servicesByLabel(inventory: Inventory): ReadonlyMap<string, readonly ManifestObject[]> {
  const services = new Map<string, ManifestObject[]>();
  for (const service of inventory.ofKind('Service', '')) {
    const labels = Object.entries(mappingAt(service.value, ['metadata', 'labels']));
    for (const label of [[], ...labels]) {
      const key = [service.namespace, ...label].join('\n');
      const there = services.get(key);
      if (there === undefined) services.set(key, [service]);
      else there.push(service);
    }
  }
  return services;
}
