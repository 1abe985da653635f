import type * as prometheus from '../../imports/prometheus-operator';

/** Pods of a part of the platform that serve metrics. */
export interface MeasuredPods {
  /** Of the monitor. */
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods. @default - every pod of the namespace */
  readonly labels?: Readonly<Record<string, string>>;
  /** Names of container ports, and what Prometheus calls those behind each: `job`. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Where metrics are. @default /metrics */
  readonly path?: string;
  /** `https` of pods that sign their own certificate, which nobody can verify. @default http */
  readonly scheme?: 'http' | 'https';
}

/** Pods of one program, by `app.kubernetes.io/name`, which is what Prometheus calls them. */
export function podsOfApp(app: string, namespace: string, port: string): MeasuredPods {
  return { name: app, namespace, labels: { 'app.kubernetes.io/name': app }, jobs: { [port]: app } };
}

/** What has Prometheus measure some pods. @param namespace where Prometheus is */
export function podMonitor(
  namespace: string,
  { name, namespace: ofPods, labels, jobs, path, scheme }: MeasuredPods,
): prometheus.PodMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, namespace },
    spec: {
      namespaceSelector: { matchNames: [ofPods] },
      selector: labels === undefined ? {} : { matchLabels: labels },
      podMetricsEndpoints: Object.entries(jobs).map(([port, job]) => ({
        port,
        ...(path === undefined ? {} : { path }),
        ...(scheme === 'https' ? { scheme, tlsConfig: { insecureSkipVerify: true } } : {}),
        interval: '30s',
        // They say of each metric which object it is about, in labels that Prometheus would call exported_namespace and so on.
        honorLabels: true,
        relabelings: [{ targetLabel: 'job', replacement: job }],
      })),
    },
  };
}
