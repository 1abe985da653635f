const application = ['namespace', 'name', 'project'];

/** Metrics of Argo CD 3.2 and their labels, from its source. `any`: it has labels that the installation decides. */
const labelsByMetric: Readonly<Record<string, readonly string[] | 'any'>> = {
  argocd_app_condition: [...application, 'condition'],
  argocd_app_info: [
    ...application,
    'autosync_enabled',
    'repo',
    'dest_server',
    'dest_namespace',
    'sync_status',
    'health_status',
    'operation',
  ],
  argocd_app_k8s_request_total: [
    ...application,
    'server',
    'response_code',
    'verb',
    'resource_kind',
    'resource_namespace',
    'dry_run',
  ],
  argocd_app_labels: 'any',
  argocd_app_orphaned_resources_count: application,
  argocd_app_reconcile: ['namespace', 'dest_server'],
  argocd_app_sync_duration_seconds_total: [...application, 'dest_server'],
  argocd_app_sync_total: [...application, 'dest_server', 'phase', 'dry_run'],
  argocd_appset_info: ['namespace', 'name', 'resource_update_status'],
  argocd_appset_labels: 'any',
  argocd_appset_owned_applications: ['namespace', 'name'],
  argocd_appset_reconcile: ['namespace', 'name'],
  argocd_cluster_api_resource_objects: ['server'],
  argocd_cluster_api_resources: ['server'],
  argocd_cluster_cache_age_seconds: ['server'],
  argocd_cluster_connection_status: ['server', 'k8s_version'],
  argocd_cluster_events_total: ['server', 'group', 'kind'],
  argocd_cluster_info: ['server', 'k8s_version', 'name'],
  argocd_cluster_labels: 'any',
  argocd_commitserver_commit_pending_request_total: ['repo'],
  argocd_commitserver_commit_request_duration_seconds: ['repo', 'response_type'],
  argocd_commitserver_commit_request_total: ['repo', 'response_type'],
  argocd_commitserver_git_request_duration_seconds: ['repo', 'request_type'],
  argocd_commitserver_git_request_total: ['repo', 'request_type'],
  argocd_commitserver_userinfo_request_duration_seconds: ['repo', 'credential_type'],
  argocd_git_fetch_fail_total: ['repo', 'revision'],
  argocd_git_lsremote_fail_total: ['repo', 'revision'],
  argocd_git_request_duration_seconds: ['repo', 'request_type'],
  argocd_git_request_total: ['repo', 'request_type'],
  argocd_github_api_requests_total: 'any',
  argocd_github_api_request_duration_seconds: 'any',
  argocd_github_api_rate_limit_remaining: 'any',
  argocd_github_api_rate_limit_limit: 'any',
  argocd_github_api_rate_limit_reset_seconds: 'any',
  argocd_github_api_rate_limit_used: 'any',
  argocd_info: ['version'],
  argocd_kubectl_client_cert_rotation_age_seconds: [],
  argocd_kubectl_dns_resolution_duration_seconds: ['host'],
  argocd_kubectl_exec_pending: ['hostname', 'command'],
  argocd_kubectl_exec_plugin_call_total: ['code', 'call_status'],
  argocd_kubectl_exec_total: ['hostname', 'command'],
  argocd_kubectl_rate_limiter_duration_seconds: ['host', 'verb'],
  argocd_kubectl_request_duration_seconds: ['host', 'verb'],
  argocd_kubectl_request_retries_total: ['host', 'method', 'code'],
  argocd_kubectl_request_size_bytes: ['host', 'method'],
  argocd_kubectl_requests_total: ['host', 'method', 'code'],
  argocd_kubectl_response_size_bytes: ['host', 'method'],
  argocd_kubectl_transport_cache_entries: [],
  argocd_kubectl_transport_create_calls_total: ['result'],
  argocd_login_request_total: ['status'],
  argocd_notifications_deliveries_total: ['trigger', 'service', 'succeeded'],
  argocd_notifications_trigger_eval_total: ['name', 'triggered'],
  argocd_proxy_extension_request_duration_seconds: ['extension'],
  argocd_proxy_extension_request_total: ['extension', 'status'],
  argocd_redis_request_duration: ['hostname', 'initiator'],
  argocd_redis_request_duration_seconds: ['initiator'],
  argocd_redis_request_total: ['hostname', 'initiator', 'failed'],
  argocd_repo_pending_request_total: ['repo'],
  argocd_resource_events_processed_in_batch: ['server'],
  argocd_resource_events_processing: ['server'],
};

/** Labels that Prometheus and its operator add to whatever they scrape, and the one that tells buckets apart. */
const labelsOfScraping = new Set(
  'job instance pod container endpoint service node cluster region le quantile __name__ prometheus environment env'.split(
    ' ',
  ),
);

/** Names of the metrics. */
export const exportedMetrics: readonly string[] = Object.keys(labelsByMetric);

/** The metric that a series belongs to: `argocd_app_reconcile_bucket` is one of `argocd_app_reconcile`. */
export function metricOf(series: string): string | undefined {
  const name = Object.hasOwn(labelsByMetric, series) ? series : series.replace(/_(?:bucket|sum|count)$/, '');
  return Object.hasOwn(labelsByMetric, name) ? name : undefined;
}

/** Labels that a metric has of its own; undefined when the installation decides. */
export function labelsOf(metric: string): readonly string[] | undefined {
  const labels = labelsByMetric[metric];
  return labels === 'any' ? undefined : labels;
}

/** Whether a metric may have a label. A label of ours may come back as `exported_...` when the scrape has one of this name. */
export function mayHaveLabel(metric: string, label: string): boolean {
  const labels = labelsOf(metric);
  if (labels === undefined || labelsOfScraping.has(label) || label === 'namespace') return true;
  return labels.includes(label.replace(/^exported_/, ''));
}
