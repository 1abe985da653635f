import { exportedLabels } from '../../stacks/monitoring/application-alerts';
import type { ArgoCdComponent } from '../../stacks/monitoring/argocd-components';
import { histogram, series } from './exposition';
import type { Labels } from './exposition';
import type { Condition } from './simulated-cluster-metrics';

/** An Application as its metrics tell of it. */
export interface SimulatedApplication {
  readonly name: string;
  readonly project: string;
  readonly isAutomatic: boolean;
  readonly labels: Labels;
}

/** What a part of Argo CD 3.2 exports; `seconds` since the start. */
export function argoCdMetrics(
  component: ArgoCdComponent,
  applications: readonly SimulatedApplication[],
  condition: Condition,
  seconds: number,
): string {
  return [
    series('process_cpu_seconds_total', {}, seconds * 0.1),
    series('process_resident_memory_bytes', {}, 200 * 2 ** 20),
    ...(exported[component]?.(applications, condition, seconds) ?? []),
  ].join('');
}

type Exported = (
  applications: readonly SimulatedApplication[],
  condition: Condition,
  seconds: number,
) => readonly string[];

const git = { repo: 'https://github.com/your-org/gitops-manifests.git' };
const cluster = { server: 'https://kubernetes.default.svc' };
const wholeSeconds = [0.25, 0.5, 1, 2, 4, 8, 16];

const exported: Partial<Readonly<Record<ArgoCdComponent, Exported>>> = {
  'application-controller': (applications, condition, seconds) => {
    const isIll = condition === 'ill';
    return [
      ...applications.flatMap((application) => ofApplication(application, isIll, seconds)),
      histogram(
        'argocd_app_reconcile',
        { namespace: 'argocd', dest_server: cluster.server },
        wholeSeconds,
        isIll ? 12 : 0.4,
        seconds * 3,
      ),
      series('argocd_cluster_connection_status', { ...cluster, k8s_version: '1.36' }, isIll ? 0 : 1),
      series('argocd_cluster_api_resource_objects', cluster, 900),
      ...['app_operation_processing_queue', 'app_reconciliation_queue'].map((name) =>
        series('workqueue_depth', { name }, 2),
      ),
    ];
  },
  'repo-server': (_, condition, seconds) => [
    ...['fetch', 'ls-remote'].flatMap((request_type) => [
      series('argocd_git_request_total', { ...git, request_type }, seconds),
      histogram('argocd_git_request_duration_seconds', { ...git, request_type }, wholeSeconds, 0.3, seconds),
    ]),
    series('argocd_repo_pending_request_total', git, 0),
    // A counter of failures is born with the first one.
    ...(condition === 'well'
      ? []
      : ['argocd_git_fetch_fail_total', 'argocd_git_lsremote_fail_total'].map((name) =>
          series(name, { ...git, revision: 'main' }, seconds),
        )),
  ],
  'notifications-controller': (_, condition, seconds) =>
    [true, ...(condition === 'well' ? [] : [false])].map((succeeded) =>
      series(
        'argocd_notifications_deliveries_total',
        { exported_service: 'argocd', service: 'slack', trigger: 'on-deployed', succeeded: String(succeeded) },
        seconds,
      ),
    ),
};

/** Labels that the controller was started with, under the names that it gives them (Argo CD, `util/metrics/metrics.go`). */
function labelsOfMetric(labels: Labels): Labels {
  return Object.fromEntries(
    exportedLabels.map((label) => [`label_${label.replaceAll(/[^a-zA-Z0-9_]/g, '_')}`, labels[label] ?? '']),
  );
}

function ofApplication(
  { name, project, isAutomatic, labels }: SimulatedApplication,
  isIll: boolean,
  seconds: number,
): readonly string[] {
  const of: Labels = { namespace: 'argocd', name, project };
  const to = { ...of, dest_server: cluster.server };
  const info = {
    ...to,
    autosync_enabled: String(isAutomatic && !isIll),
    repo: git.repo,
    dest_namespace: 'dev',
    ...(isIll
      ? { sync_status: 'OutOfSync', health_status: 'Degraded', operation: 'sync' }
      : { sync_status: 'Synced', health_status: 'Healthy', operation: '' }),
  };
  // One series each for what cannot be at once.
  const others = isIll
    ? [
        { ...info, sync_status: 'Unknown', autosync_enabled: 'true' },
        { ...info, health_status: 'Progressing', autosync_enabled: 'true' },
      ]
    : [];
  const phases = isIll ? ['Succeeded', 'Failed', 'Error'] : ['Succeeded'];
  return [
    ...[info, ...others].map((one) => series('argocd_app_info', one, 1)),
    series('argocd_app_labels', { ...of, ...labelsOfMetric(labels) }, 1),
    ...phases.map((phase) => series('argocd_app_sync_total', { ...to, phase, dry_run: 'false' }, seconds)),
    series('argocd_app_sync_duration_seconds_total', to, seconds * 5),
    series(
      'argocd_app_k8s_request_total',
      {
        ...of,
        server: cluster.server,
        response_code: '200',
        verb: 'get',
        resource_kind: 'Deployment',
        resource_namespace: 'dev',
        dry_run: 'false',
      },
      seconds * 4,
    ),
  ];
}
