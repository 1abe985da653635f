import type { Alert } from '../constructs/prometheus-rule';
import type { Placement } from '../model/placement';
import { jobAlerts } from './job-alerts';
import { metricsAlerts } from './metrics-alerts';
import { requestAlerts } from './request-alerts';
import { takenJobAlerts } from './taken-job-alerts';

/**
 * Alerts of a placement, from metrics that every cluster with kube-state-metrics, cAdvisor and the kubelet has; from `up`,
 * which Prometheus makes of each scrape; and from its requests or jobs, where somebody counts them. What else a service measures of
 * itself is its owner's to alert on.
 */
export function alertsOf(placement: Placement): readonly Alert[] {
  // What is nothing but jobs has no pods that could be missing.
  if (placement.runs === 'jobs') return jobAlerts(placement);
  return [
    ...metricsAlerts(placement),
    ...requestAlerts(placement),
    ...takenJobAlerts(placement),
    crashLooping(placement),
    replicasUnavailable(placement),
    ...atMaximum(placement),
    memoryNearLimit(placement),
    ...(placement.storage.length === 0 ? [] : [volumeFillingUp(placement)]),
    ...backupMissing(placement),
    ...jobAlerts(placement),
  ];
}

function crashLooping({ service, namespace }: Placement): Alert {
  return {
    name: 'CrashLooping',
    expression: `max_over_time(kube_pod_container_status_waiting_reason{${containersOf(namespace, service)}, reason="CrashLoopBackOff"}[5m]) >= 1`,
    for: '5m',
    severity: 'critical',
    summary: `${service} in ${namespace}: pod {{ $labels.pod }} ends again and again`,
    description: 'The container ended several times in a row, and Kubernetes waits longer before each new start.',
    runbook: `kubectl -n ${namespace} logs {{ $labels.pod }} --previous; kubectl -n ${namespace} describe pod {{ $labels.pod }}. If it began with a release, roll back.`,
  };
}

function replicasUnavailable(placement: Placement): Alert {
  const { service, namespace } = placement;
  return {
    name: 'ReplicasUnavailable',
    expression: `${unavailable(placement)} > 0`,
    for: '15m',
    severity: 'warning',
    summary: `${service} in ${namespace}: {{ $value }} pods are missing or not ready`,
    description:
      'For 15 minutes fewer pods were ready than wanted: the others carry their load, or a release is stuck.',
    runbook: `kubectl -n ${namespace} get pods -l app=${service}; pending pods: describe one and read its events; none at all: the quota of the namespace.`,
  };
}

// kube-state-metrics knows no Rollouts, but it knows whose ReplicaSets are.
function unavailable({ service, namespace, workload }: Placement): string {
  if (workload === 'deployment') {
    return `kube_deployment_status_replicas_unavailable{namespace="${namespace}", deployment="${service}"}`;
  }
  if (workload === 'stateful-set') {
    const of = `{namespace="${namespace}", statefulset="${service}"}`;
    return `kube_statefulset_replicas${of} - kube_statefulset_status_replicas_ready${of}`;
  }
  if (workload === 'daemon-set') {
    return `kube_daemonset_status_number_unavailable{namespace="${namespace}", daemonset="${service}"}`;
  }
  const of = `{namespace="${namespace}"}`;
  const missing = `(kube_replicaset_spec_replicas${of} - kube_replicaset_status_ready_replicas${of})`;
  const owned = `kube_replicaset_owner{namespace="${namespace}", owner_kind="Rollout", owner_name="${service}"}`;
  return `sum by (namespace) (${missing} * on (namespace, replicaset) ${owned})`;
}

// With equal bounds it always is at its maximum, and somebody wanted that.
function atMaximum({ service, namespace, scale }: Placement): readonly Alert[] {
  if (scale.owner === 'fixed' || scale.minReplicas === scale.maxReplicas) return [];
  const name = scale.owner === 'keda' ? `keda-hpa-${service}` : service;
  const of = `{namespace="${namespace}", horizontalpodautoscaler="${name}"}`;
  return [
    {
      name: 'AutoscalerAtMaximum',
      expression: `kube_horizontalpodautoscaler_status_desired_replicas${of} >= kube_horizontalpodautoscaler_spec_max_replicas${of}`,
      for: '15m',
      severity: 'warning',
      summary: `${service} in ${namespace}: the autoscaler wants all {{ $value }} pods that it may have`,
      description: 'For 15 minutes there was no room left to scale: more load makes every request slower.',
      runbook: `kubectl -n ${namespace} describe hpa ${name}. If the load is real, raise scale.maxReplicas in the catalog.`,
    },
  ];
}

function memoryNearLimit({ service, namespace, resources }: Placement): Alert {
  const containers = containersOf(namespace, service);
  const used = `max by (namespace, pod) (container_memory_working_set_bytes{${containers}})`;
  const limit = `max by (namespace, pod) (kube_pod_container_resource_limits{${containers}, resource="memory"})`;
  return {
    name: 'MemoryNearLimit',
    expression: `${used} / ${limit} > 0.9`,
    for: '15m',
    severity: 'warning',
    summary: `${service} in ${namespace}: pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory`,
    description: `At its limit of ${resources.limits.memory} the kernel ends the process in the middle of its work.`,
    runbook:
      'Compare the memory panel of the dashboard with the last release: a step is a new need, a slope is a leak. Raise resources.limits.memory in the catalog to gain time.',
  };
}

function volumeFillingUp({ service, namespace, storage }: Placement): Alert {
  const names = storage.map(({ name }) => name);
  const volumes = names.length === 1 ? names.join() : `(${names.join('|')})`;
  const of = `{namespace="${namespace}", persistentvolumeclaim=~"${volumes}-${service}-[0-9]+"}`;
  return {
    name: 'VolumeFillingUp',
    expression: `kubelet_volume_stats_available_bytes${of} / kubelet_volume_stats_capacity_bytes${of} < 0.15`,
    for: '15m',
    severity: 'critical',
    summary: `${service} in ${namespace}: {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left`,
    description: 'A full volume stops every write, and many databases do not start again on one.',
    runbook: `Find what grew: kubectl -n ${namespace} exec ${service}-0 -- df -h. Enlarge the claim if its StorageClass allows expansion, or delete what is no longer needed.`,
  };
}

// Nothing else tells: a backup that fails does not count for the health of the Application. A job may take six hours.
function backupMissing({ service, namespace, backup }: Placement): readonly Alert[] {
  if (backup === undefined) return [];
  const of = `{namespace="${namespace}", cronjob="${backup.name}"}`;
  const succeeded = `(kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`;
  return [
    {
      name: 'BackupMissing',
      expression: `kube_cronjob_status_last_schedule_time${of} > ${succeeded}`,
      for: '8h',
      severity: 'warning',
      summary: `${service} in ${namespace}: the last backup did not succeed`,
      description: 'Older backups stay until one succeeds; what was written since the last one would be lost.',
      runbook: `kubectl -n ${namespace} get jobs,pods -l app=${backup.name}; then the logs of the newest pod, and the space on the volume ${backup.name}.`,
    },
  ];
}

function containersOf(namespace: string, service: string): string {
  return `namespace="${namespace}", container="${service}"`;
}
