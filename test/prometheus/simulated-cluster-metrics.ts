import type { RenderedObject } from '../helpers/shipped-catalog';
import { series } from './exposition';
import type { SimulatedPod } from './simulated-pods';

/** Whether everything is as it should be. */
export type Condition = 'well' | 'ill';

/** What kube-state-metrics exports of the objects of the tree. */
export function kubeStateMetrics(
  objects: readonly RenderedObject[],
  pods: readonly SimulatedPod[],
  condition: Condition,
  now: number,
): string {
  const isIll = condition === 'ill';
  return [...pods.map((pod) => ofPod(pod, isIll)), ...objects.map((object) => ofObject(object, isIll, now))].join('');
}

function ofPod(pod: SimulatedPod, isIll: boolean): string {
  const { namespace, name, workload, hash } = pod;
  const container = workload['spec'].template.spec.containers[0];
  const of = { namespace, pod: name, uid: '4f1c', container: container.name };
  const amounts = (kind: 'requests' | 'limits') =>
    (['cpu', 'memory'] as const)
      .map((resource) =>
        series(
          `kube_pod_container_resource_${kind}`,
          { ...of, node: 'node-1', resource, unit: resource === 'cpu' ? 'core' : 'byte' },
          resource === 'cpu' ? 0.5 : memoryLimit,
        ),
      )
      .join('');
  const replicaSet = { namespace, replicaset: `${workload.metadata.name}-${hash}` };
  return [
    series('kube_pod_container_info', { ...of, image: container.image, container_id: 'containerd://1' }, 1),
    series('kube_pod_container_status_ready', of, isIll ? 0 : 1),
    series('kube_pod_container_status_restarts_total', of, isIll ? 7 : 0),
    // Only a container that waits has a reason.
    isIll ? series('kube_pod_container_status_waiting_reason', { ...of, reason: 'CrashLoopBackOff' }, 1) : '',
    amounts('requests'),
    amounts('limits'),
    workload.kind === 'StatefulSet'
      ? ''
      : [
          series(
            'kube_replicaset_owner',
            {
              ...replicaSet,
              owner_kind: workload.kind,
              owner_name: workload.metadata.name,
              owner_is_controller: 'true',
            },
            1,
          ),
          series('kube_replicaset_spec_replicas', replicaSet, 1),
          series('kube_replicaset_status_ready_replicas', replicaSet, isIll ? 0 : 1),
        ].join(''),
  ].join('');
}

function ofObject({ kind, metadata, ...object }: RenderedObject, isIll: boolean, now: number): string {
  const { namespace = '', name } = metadata;
  switch (kind) {
    case 'Deployment':
      return series('kube_deployment_status_replicas_unavailable', { namespace, deployment: name }, isIll ? 1 : 0);
    case 'StatefulSet':
      return [
        series('kube_statefulset_replicas', { namespace, statefulset: name }, 1),
        series('kube_statefulset_status_replicas_ready', { namespace, statefulset: name }, isIll ? 0 : 1),
      ].join('');
    case 'HorizontalPodAutoscaler': {
      const of = { namespace, horizontalpodautoscaler: name };
      const { minReplicas, maxReplicas } = object['spec'];
      return [
        series('kube_horizontalpodautoscaler_spec_max_replicas', of, maxReplicas),
        series('kube_horizontalpodautoscaler_status_desired_replicas', of, isIll ? maxReplicas : minReplicas),
      ].join('');
    }
    case 'CronJob': {
      const of = { namespace, cronjob: name };
      return [
        series('kube_cronjob_created', of, now - 90_000),
        series('kube_cronjob_status_last_schedule_time', of, now - 3600),
        series('kube_cronjob_status_last_successful_time', of, isIll ? now - 86_400 : now - 3000),
      ].join('');
    }
    default:
      return '';
  }
}

const memoryLimit = 256 * 2 ** 20;

/** What a kubelet exports: cAdvisor's containers, and volumes. */
export function kubelet(
  objects: readonly RenderedObject[],
  pods: readonly SimulatedPod[],
  condition: Condition,
  seconds: number,
): string {
  const used = condition === 'ill' ? 0.95 : 0.4;
  return [
    ...pods.flatMap(({ namespace, name, workload }) => {
      const of = {
        namespace,
        pod: name,
        container: workload['spec'].template.spec.containers[0].name,
        image: 'x',
        id: '/kubepods/1',
      };
      return [
        series('container_cpu_usage_seconds_total', { ...of, cpu: 'total' }, seconds * 0.2),
        series('container_memory_working_set_bytes', of, memoryLimit * used),
        // The pod as a whole, and the container that holds its network: neither has a name.
        series('container_memory_working_set_bytes', { ...of, container: '' }, memoryLimit),
      ];
    }),
    ...objects.flatMap(({ kind, metadata, ...object }) => {
      if (kind !== 'StatefulSet') return [];
      return object['spec'].volumeClaimTemplates.flatMap((claim: RenderedObject) => {
        const of = {
          namespace: metadata.namespace ?? '',
          persistentvolumeclaim: `${claim.metadata.name}-${metadata.name}-0`,
        };
        return [
          series('kubelet_volume_stats_capacity_bytes', of, 1000),
          series('kubelet_volume_stats_available_bytes', of, condition === 'ill' ? 100 : 600),
        ];
      });
    }),
  ].join('');
}
