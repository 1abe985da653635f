import type { RenderedObject } from '../helpers/shipped-catalog';
import type { Discovered } from './discovered-targets';

/** A job of Prometheus, as far as these tests need it. */
export interface ScrapeJob {
  readonly job_name: string;
  readonly scrape_interval: string;
  readonly metrics_path: string;
  readonly honor_labels?: boolean;
  readonly static_configs: readonly {
    readonly targets: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  }[];
  readonly relabel_configs?: readonly Readonly<Record<string, unknown>>[];
}

/** What the rest of a job is made of. */
export interface ScrapeArgs {
  /** Where the exporters listen. Which of them is asked is the parameter `target`. */
  readonly address: string;
  readonly interval: string;
}

/** Name of the exporter of a port of a pod. */
export function exporterOf({ pod, port }: Discovered): string {
  return `${pod.namespace}/${pod.name}:${port}`;
}

/**
 * The jobs that the Prometheus Operator makes of a ServiceMonitor or a PodMonitor, one for each of its endpoints: what it keeps,
 * what it calls targets, and then what the monitor itself asks for (Prometheus Operator 0.85, `promcfg.go`). It is said anew here,
 * because the operator needs a cluster; Prometheus does the rest. Exporters speak no TLS here, whatever the scheme is.
 */
export function scrapeJobs(
  monitor: RenderedObject,
  discovered: readonly Discovered[],
  args: ScrapeArgs,
): readonly ScrapeJob[] {
  const { podMetricsEndpoints, endpoints } = monitor['spec'];
  const wanted: readonly MonitorEndpoint[] = monitor.kind === 'PodMonitor' ? podMetricsEndpoints : endpoints;
  return wanted.map((endpoint, index) => scrapeJob(monitor, endpoint, index, discovered, args));
}

/** What a monitor says of one port. */
interface MonitorEndpoint {
  readonly port: string;
  readonly path?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly { readonly targetLabel: string; readonly replacement: string }[];
}

function scrapeJob(
  monitor: RenderedObject,
  endpoint: MonitorEndpoint,
  index: number,
  discovered: readonly Discovered[],
  { address, interval }: ScrapeArgs,
): ScrapeJob {
  const isPods = monitor.kind === 'PodMonitor';
  const what = isPods ? 'pod' : 'service';
  const { namespace = '', name } = monitor.metadata;
  const { selector, namespaceSelector } = monitor['spec'];
  const namespaces: readonly string[] = namespaceSelector?.matchNames ?? [namespace];
  const wanted: readonly [string, string][] = Object.entries(selector.matchLabels ?? {});
  const nearby = discovered.filter(({ pod }) => namespaces.includes(pod.namespace));
  return {
    job_name: `${isPods ? 'podMonitor' : 'serviceMonitor'}/${namespace}/${name}/${index}`,
    scrape_interval: interval,
    metrics_path: endpoint.path ?? '/metrics',
    honor_labels: endpoint.honorLabels ?? false,
    static_configs: nearby.map((one) => ({
      targets: [address],
      labels: { ...one.labels, __param_target: exporterOf(one) },
    })),
    relabel_configs: [
      ...wanted.map(([label, value]) => {
        const meta = label.replaceAll(/[^a-zA-Z0-9_]/g, '_');
        return keep([`${what}_label_${meta}`, `${what}_labelpresent_${meta}`], `(${value});true`);
      }),
      keep([isPods ? 'pod_container_port_name' : 'endpoint_port_name'], endpoint.port),
      copy('namespace', 'namespace'),
      ...(isPods ? [] : [copy('service_name', 'service')]),
      copy('pod_name', 'pod'),
      copy('pod_container_name', 'container'),
      ...(isPods ? [{ target_label: 'job', replacement: `${namespace}/${name}` }] : [copy('service_name', 'job')]),
      { target_label: 'endpoint', replacement: endpoint.port },
      ...(endpoint.relabelings ?? []).map((one) => ({
        target_label: one.targetLabel,
        replacement: one.replacement,
      })),
    ],
  };
}

/** A job of something that is on every cluster and says itself what its series are about. */
export function plainJob(job: string, exporter: string, { address, interval }: ScrapeArgs): ScrapeJob {
  return {
    job_name: job,
    scrape_interval: interval,
    metrics_path: '/metrics',
    honor_labels: true,
    static_configs: [{ targets: [address], labels: { __param_target: exporter } }],
  };
}

function keep(labels: readonly string[], regex: string) {
  return { action: 'keep', source_labels: labels.map((label) => `__meta_kubernetes_${label}`), regex };
}

function copy(label: string, to: string) {
  return { source_labels: [`__meta_kubernetes_${label}`], target_label: to };
}
