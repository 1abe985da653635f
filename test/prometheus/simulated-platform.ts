import { series } from './exposition';
import type { Condition } from './simulated-cluster-metrics';
import type { SimulatedPod } from './simulated-pods';

/** What a program exports, and at which path. */
export interface PlatformExporter {
  readonly path: string;
  readonly text: (condition: Condition, seconds: number, now: number) => string;
}

/** What answers at a port of a pod of the platform besides Argo CD; undefined where nobody has said that anything does. */
export function platformExporter({ namespace, containers }: SimulatedPod, port: number): PlatformExporter | undefined {
  const container = containers.find(({ ports }) => ports.some(({ containerPort }) => containerPort === port));
  const exported = container === undefined ? undefined : byContainer[`${namespace}/${container.name}`];
  if (exported === undefined) return undefined;
  return {
    // Envoy's own page of statistics (Envoy, "Administration interface").
    path: container?.name === 'envoy' ? '/stats/prometheus' : '/metrics',
    text: (condition, seconds, now) => [process(seconds), ...exported(condition === 'ill', seconds, now)].join(''),
  };
}

type Exported = (isIll: boolean, seconds: number, now: number) => readonly string[];

/** The process collector, which nearly all of them have. */
function process(seconds: number): string {
  return series('process_cpu_seconds_total', {}, seconds * 0.1);
}

/** Programs of which nothing is asked but whether they answer. */
const answers: Exported = () => [];

const issuer = { issuer_name: 'public', issuer_kind: 'ClusterIssuer', issuer_group: 'cert-manager.io' };
const certificate = { name: 'public-tls', namespace: 'gateway-system', ...issuer };
const day = 86_400;

/**
 * By namespace and container. Names and labels of series are those of the sources of the versions that the charts install; of a
 * condition each program exports one series for each value that it may have.
 */
const byContainer: Readonly<Record<string, Exported>> = {
  // external-secrets v2.9.0: `pkg/controllers/externalsecret/esmetrics`, `secretstore/cssmetrics`, `metrics/labels.go`
  'external-secrets/external-secrets': (isIll) =>
    (['externalsecret', 'clustersecretstore'] as const).flatMap((subsystem) => {
      const of = { name: subsystem === 'externalsecret' ? 'web-secrets' : 'vault-backend', namespace: 'prod' };
      return (['True', 'False'] as const).map((status) =>
        series(
          `${subsystem}_status_condition`,
          { ...of, condition: 'Ready', status },
          (status === 'False') === isIll ? 1 : 0,
        ),
      );
    }),
  'external-secrets/cert-controller': answers,
  'external-secrets/webhook': answers,
  // linkerd2 edge-26.8.3: `pkg/identity/service.go`
  'linkerd/identity': (isIll) => [series('issuer_cert_ttl_seconds', {}, (isIll ? 1 : 300) * day)],
  'linkerd/destination': answers,
  'linkerd/policy': answers,
  'linkerd/proxy-injector': answers,
  'linkerd/sp-validator': answers,
  'argo-rollouts/argo-rollouts': answers,
  'port-system/controller': answers,
  // cert-manager v1.21.1: `internal/collectors/certificate_collector.go`, `clusterissuer_collector.go`
  'cert-manager/cert-manager-controller': (isIll, _, now) => [
    series(
      'certmanager_certificate_expiration_timestamp_seconds',
      certificate,
      Math.round(now) + (isIll ? 3 : 60) * day,
    ),
    ...['True', 'False', 'Unknown'].flatMap((condition) => {
      const value = condition === (isIll ? 'False' : 'True') ? 1 : 0;
      return [
        series('certmanager_certificate_ready_status', { ...certificate, condition }, value),
        series('certmanager_clusterissuer_ready_status', { name: 'public', condition }, value),
      ];
    }),
  ],
  'cert-manager/cert-manager-cainjector': answers,
  'cert-manager/cert-manager-webhook': answers,
  'envoy-gateway-system/envoy-gateway': answers,
  // Envoy, "Management Server": `control_plane.connected_state`, a gauge
  'envoy-gateway-system/envoy': (isIll) => [series('envoy_control_plane_connected_state', {}, isIll ? 0 : 1)],
  // external-dns v0.21.0: `controller/metrics.go`, in the namespace `external_dns`
  'external-dns/external-dns': (isIll, _, now) => [
    series('external_dns_controller_last_sync_timestamp_seconds', {}, Math.round(now) - (isIll ? 7200 : 60)),
  ],
  // KEDA v2.20.2: `pkg/metricscollector/prommetrics.go`; a counter is born with the first error
  'keda/keda-operator': (isIll, seconds) =>
    isIll ? [series('keda_scaled_object_errors_total', { namespace: 'prod', scaledObject: 'web' }, seconds)] : [],
  'keda/keda-operator-metrics-apiserver': answers,
  'keda/keda-admission-webhooks': answers,
  // metrics-server v0.8.1: `pkg/scraper/scraper.go`
  'metrics-server/metrics-server': (isIll, seconds) => [
    series('metrics_server_kubelet_request_total', { success: 'true' }, seconds),
    ...(isIll ? [series('metrics_server_kubelet_request_total', { success: 'false' }, seconds)] : []),
  ],
  'opencost/opencost': answers,
  // OpenTelemetry Collector v0.158.0: `exporter/exporterhelper/documentation.md`
  'opentelemetry/opentelemetry-collector': (isIll) => {
    const of = { exporter: 'otlp', data_type: 'traces' };
    return [
      series('otelcol_exporter_queue_capacity', of, 1000),
      series('otelcol_exporter_queue_size', of, isIll ? 900 : 10),
    ];
  },
  'tempo/tempo': answers,
  // Velero v1.17.1: `pkg/metrics/metrics.go`; backups that nobody scheduled have an empty label
  'velero/velero': (isIll) =>
    ['velero-daily', ''].map((schedule) => series('velero_backup_last_status', { schedule }, isIll ? 0 : 1)),
  'velero/node-agent': answers,
};
