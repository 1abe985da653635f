import { checkPrometheusUrl } from '../../../stacks/monitoring/prometheus-url';

const elsewhere = { tracesUrl: 'http://traces.test:4317', labels: {} };

test.each([
  ['monitoring', 'http://prometheus-operated.monitoring.svc.cluster.local:9090'],
  ['monitoring', 'http://prometheus-operated.monitoring.svc:9090/'],
  ['observability', 'http://prometheus-operated.observability.svc.cluster.local:9090'],
])('in namespace %s, Prometheus answers at %s', (namespace, prometheusUrl) => {
  expect(() => checkPrometheusUrl({ ...elsewhere, namespace, prometheusUrl })).not.toThrow();
});

test('a catalog that moved one of the two is refused', () => {
  const prometheusUrl = 'http://prometheus-operated.monitoring.svc.cluster.local:9090';

  expect(() => checkPrometheusUrl({ ...elsewhere, namespace: 'observability', prometheusUrl })).toThrow(
    `catalog/platform.yaml: monitoring.prometheusUrl: "${prometheusUrl}" is not the Prometheus that is installed in namespace "observability"; ` +
      'write http://prometheus-operated.observability.svc.cluster.local:9090, or set slipway:install.monitoring to false where ' +
      "Prometheus is somebody else's",
  );
});
