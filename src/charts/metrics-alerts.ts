import type { Alert } from '../constructs/prometheus-rule';
import type { Placement } from '../model/placement';

/** Alerts that metrics are missing: without them no other alert can tell anything. */
export function metricsAlerts(placement: Placement): readonly Alert[] {
  const { scrape } = placement.monitoring;
  return [
    ...(scrape ? [targetDown(placement)] : []),
    ...(scrape && alwaysHasPods(placement) ? [targetMissing(placement)] : []),
    ...(placement.mesh?.scrape === true && alwaysHasPods(placement) ? [proxyMissing(placement)] : []),
  ];
}

function targetDown({ service, namespace, serviceName }: Placement): Alert {
  return {
    name: 'TargetDown',
    expression: `up{namespace="${namespace}", service="${serviceName}"} == 0`,
    for: '5m',
    severity: 'critical',
    summary: `${service} in ${namespace}: pod {{ $labels.pod }} does not answer Prometheus`,
    description:
      'Its metrics could not be read for 5 minutes. A process that does not answer this rarely answers others.',
    runbook: `kubectl -n ${namespace} get pods -l app=${service}; kubectl -n ${namespace} logs {{ $labels.pod }}; then the NetworkPolicy, if the pod is ready. A service without metrics says monitoring.scrape: false.`,
  };
}

// A target that Prometheus does not know of is no 0, but nothing.
function targetMissing({ service, namespace, serviceName }: Placement): Alert {
  return {
    name: 'TargetMissing',
    expression: `absent(up{namespace="${namespace}", service="${serviceName}"})`,
    for: '10m',
    severity: 'warning',
    summary: `${service} in ${namespace}: Prometheus finds none of its pods`,
    description: 'There is no pod to ask, or Prometheus does not see the ServiceMonitor. Nobody measures the service.',
    runbook: `kubectl -n ${namespace} get servicemonitor,endpoints ${serviceName}; then the page "Service discovery" of Prometheus.`,
  };
}

// A PodMonitor has no Service to name its targets after: their job is its namespace and name.
function proxyMissing({ service, namespace }: Placement): Alert {
  const of = `up{job="${namespace}/${service}", namespace="${namespace}"}`;
  return {
    name: 'MeshMetricsMissing',
    expression: `max by (namespace) (${of}) == 0 or absent(${of})`,
    for: '10m',
    severity: 'warning',
    summary: `${service} in ${namespace}: no proxy of the mesh answers Prometheus`,
    description: 'Its pods run without a proxy, or nobody can read it: what callers see of the service is not known.',
    runbook: `kubectl -n ${namespace} get pods -l app=${service} -o jsonpath={..containers[*].name}: without linkerd-proxy, the injector of the mesh did not answer; restart the pods.`,
  };
}

/** An event-driven service may have none for hours, and nothing is wrong then. */
function alwaysHasPods({ scale }: Placement): boolean {
  return (scale.owner === 'fixed' ? scale.replicas : scale.minReplicas) > 0;
}
