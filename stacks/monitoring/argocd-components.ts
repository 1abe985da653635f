import type * as prometheus from '../../imports/prometheus-operator';

/** Parts of Argo CD that serve metrics. */
export const argocdComponents = [
  'application-controller',
  'applicationset-controller',
  'dex-server',
  'notifications-controller',
  'redis',
  'redis-ha',
  'redis-ha-haproxy',
  'repo-server',
  'server',
] as const;
export type ArgoCdComponent = (typeof argocdComponents)[number];

/** Parts that every Argo CD has, whatever its settings: without one of them nothing is delivered, or nobody hears of it. */
export const vitalComponents: readonly ArgoCdComponent[] = [
  'application-controller',
  'applicationset-controller',
  'notifications-controller',
  'repo-server',
  'server',
];

/** What Prometheus calls a part: the label `job` of all that it exports. */
export function jobOf(component: ArgoCdComponent): string {
  return `argocd-${component}`;
}

/**
 * A ServiceMonitor for each part of an Argo CD. They are objects of their own, because the chart leaves its own out, without a
 * word, on a cluster that does not have the kind yet.
 *
 * @param namespace where Prometheus is
 * @param argocdNamespace where Argo CD is
 * @param components parts that there are
 */
export function argocdServiceMonitors(
  namespace: string,
  argocdNamespace: string,
  components: readonly ArgoCdComponent[] = argocdComponents,
): readonly prometheus.ServiceMonitor[] {
  return components.map((component) => {
    const { labels, port } = metricsServiceOf(component);
    return {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: jobOf(component), namespace },
      spec: {
        namespaceSelector: { matchNames: [argocdNamespace] },
        selector: { matchLabels: labels },
        endpoints: [
          {
            port,
            interval: '30s',
            // Argo CD says of each metric which namespace and which service it is about. Prometheus would call these
            // exported_namespace and exported_service, and write its own target in their place.
            honorLabels: true,
            relabelings: [{ targetLabel: 'job', replacement: jobOf(component) }],
          },
        ],
      },
    };
  });
}

/** Where the metrics of a part are, in the words of the chart. */
interface MetricsService {
  readonly labels: Readonly<Record<string, string>>;
  readonly port: string;
}

function metricsServiceOf(component: ArgoCdComponent): MetricsService {
  // The chart of a Redis of several pods has labels of its own.
  const ofRedis = { app: 'redis-ha' };
  if (component === 'redis-ha') return { labels: { ...ofRedis, exporter: 'enabled' }, port: 'http-exporter-port' };
  if (component === 'redis-ha-haproxy') {
    return { labels: { ...ofRedis, component: 'haproxy' }, port: 'http-exporter-port' };
  }
  return {
    labels: { 'app.kubernetes.io/component': component, 'app.kubernetes.io/part-of': 'argocd' },
    port: 'http-metrics',
  };
}
