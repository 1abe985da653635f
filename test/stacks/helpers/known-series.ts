import { labelsOf, mayHaveLabel, metricOf } from '../../../src/check/argocd/exported-metrics';

const ofCertificate = ['name', 'namespace', 'issuer_name', 'issuer_kind', 'issuer_group'];

/** Series of add-ons, from the sources of the versions that their charts install. */
const addOnSeries: Readonly<Record<string, readonly string[]>> = {
  // metrics-server v0.8.1, `pkg/scraper/scraper.go`
  metrics_server_kubelet_request_total: ['success'],
  // cert-manager v1.21.1, `internal/collectors/`
  certmanager_certificate_expiration_timestamp_seconds: ofCertificate,
  certmanager_certificate_ready_status: [...ofCertificate, 'condition'],
  certmanager_clusterissuer_ready_status: ['name', 'condition'],
  // external-dns v0.21.0, `controller/metrics.go`
  external_dns_controller_last_sync_timestamp_seconds: [],
  // Envoy, "Management server", of its `control_plane.` statistics; namespace and pod are of whoever is scraped
  envoy_control_plane_connected_state: ['namespace', 'pod'],
  // OpenTelemetry Collector v0.158.0, `exporter/exporterhelper/documentation.md`
  otelcol_exporter_queue_capacity: ['exporter'],
  otelcol_exporter_queue_size: ['exporter'],
  // Velero v1.17.1, `pkg/metrics/metrics.go`
  velero_backup_last_status: ['schedule'],
  // KEDA v2.20.2, `pkg/metricscollector/prommetrics.go`
  keda_scaled_object_errors_total: ['namespace', 'scaledObject'],
};

const ofCronJob = ['namespace', 'cronjob'];
const ofCondition = ['namespace', 'name', 'condition', 'status'];

/**
 * Series that are asked for besides Argo CD's own, and their labels, from the sources of the versions that are pinned. `up` is
 * Prometheus' own; the process collector and the work queues are those of every Go program with client-go.
 */
const otherSeries: Readonly<Record<string, readonly string[]>> = {
  ...addOnSeries,
  // External Secrets, "Metrics"
  clustersecretstore_status_condition: ofCondition,
  externalsecret_status_condition: ofCondition,
  // Linkerd, `pkg/identity/service.go`
  issuer_cert_ttl_seconds: [],
  // kube-state-metrics, "CronJob Metrics"
  kube_cronjob_status_last_schedule_time: ofCronJob,
  kube_cronjob_status_last_successful_time: ofCronJob,
  process_cpu_seconds_total: [],
  process_resident_memory_bytes: [],
  up: [],
  workqueue_depth: ['name'],
};

/** Labels that our ServiceMonitors put on whatever they scrape. */
const labelsOfScraping = new Set(['job']);

/** What is wrong with PromQL: series that nobody exports, and labels that they do not have. */
export function unknownIn(expression: string): readonly string[] {
  const { series, grouping } = namesIn(expression);
  return [
    ...series.flatMap(({ name, labels }) => {
      if (!isKnown(name)) return [`no series "${name}"`];
      return labels.filter((label) => !hasLabel(name, label)).map((label) => `no label "${label}" of "${name}"`);
    }),
    ...grouping
      .filter((label) => !series.some(({ name }) => isKnown(name) && hasLabel(name, label)))
      .map((label) => `no label "${label}" to group by`),
    ...(series.length === 0 ? ['no series at all'] : []),
  ];
}

/** Labels that the result of PromQL has: those that it groups by. */
export function labelsOfResult(expression: string): readonly string[] {
  return namesIn(expression).grouping;
}

function isKnown(series: string): boolean {
  return metricOf(series) !== undefined || series in otherSeries;
}

function hasLabel(series: string, label: string): boolean {
  if (labelsOfScraping.has(label)) return true;
  const metric = metricOf(series);
  if (metric === undefined) return otherSeries[series]?.includes(label) === true;
  if (label === 'le') return series.endsWith('_bucket');
  // The catalogue takes labels that any scrape may add; here only those count that are Argo CD's.
  return mayHaveLabel(metric, label) && labelsOf(metric)?.includes(label) !== false;
}

const grouped = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const words = new Set(['and', 'by', 'offset', 'on', 'or', 'unless', 'without', 'bool']);

function namesIn(expression: string) {
  const plain = expression.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\[[^\]]*\]|\boffset \w+/g, '');
  const grouping = [...plain.matchAll(grouped)].flatMap(([, labels = '']) => labels.split(/\s*,\s*/));
  const series = [...plain.replace(grouped, '').matchAll(/\b([a-zA-Z_]\w*)\b(?!\s*\()(?:\{([^}]*)\})?/g)]
    .map(([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }))
    .filter(({ name }) => !words.has(name));
  return { series, grouping: [...new Set(grouping)] };
}
