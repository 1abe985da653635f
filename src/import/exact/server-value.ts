import { canonical } from '../../diff/same-value';
import type { Schema } from '../../manifest-schemas/schema';
import { isMapping } from '../../manifests/value-at';

/** A field that a server fills in, or takes for nothing, by where it is in an object. */
interface Filled {
  readonly shape: RegExp;
  readonly values: readonly unknown[];
  /** @default - every kind */
  readonly kinds?: RegExp;
}

const workloads = /^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/;
const empty = [{}] as const;

/** Kubernetes API reference v1.36 and its Go code ("SetDefaults"): what `kubectl get` shows and nobody wrote. */
const filled: readonly Filled[] = [
  { shape: /Probe\.initialDelaySeconds$/, values: [0] },
  { shape: /Probe\.periodSeconds$/, values: [10] },
  { shape: /Probe\.timeoutSeconds$/, values: [1] },
  { shape: /Probe\.failureThreshold$/, values: [3] },
  { shape: /Probe\.successThreshold$/, values: [1] },
  { shape: /httpGet\.scheme$/, values: ['HTTP'] },
  { shape: /httpGet\.path$/, values: ['/'] },
  { shape: /grpc\.service$/, values: [''] },
  { shape: /ports\[\]\.protocol$/, values: ['TCP'] },
  { shape: /ports\[\]\.hostPort$/, values: [0] },
  { shape: /spec\.dnsPolicy$/, values: ['ClusterFirst'] },
  { shape: /spec\.schedulerName$/, values: ['default-scheduler'] },
  { shape: /spec\.restartPolicy$/, values: ['Always'] },
  { shape: /spec\.serviceAccount(?:Name)?$/, values: ['default'] },
  { shape: /terminationGracePeriodSeconds$/, values: [30] },
  { shape: /terminationMessagePath$/, values: ['/dev/termination-log'] },
  { shape: /terminationMessagePolicy$/, values: ['File'] },
  { shape: /enableServiceLinks$/, values: [true] },
  { shape: /host(?:Network|PID|IPC)$/, values: [false] },
  { shape: /securityContext\.privileged$/, values: [false] },
  // Nothing is filled in, and to leave it out is to let processes get more rights (Kubernetes, SecurityContext v1 core).
  { shape: /securityContext\.allowPrivilegeEscalation$/, values: [true] },
  { shape: /volumeMounts\[\]\.readOnly$/, values: [false] },
  { shape: /(?:configMap|secret|downwardAPI|projected)\.defaultMode$/, values: [420] },
  { shape: /(?:fieldRef|objectFieldSelector)\.apiVersion$/, values: ['v1'] },
  { shape: /hostPath\.type$/, values: [''] },
  { shape: /csi\.readOnly$/, values: [false] },
  // Pods of an account that says nothing get a token (Kubernetes, ServiceAccount v1 core).
  { shape: /^automountServiceAccountToken$/, values: [true], kinds: /^ServiceAccount$/ },
  { shape: /^spec\.minReadySeconds$/, values: [0], kinds: workloads },
  { shape: /^spec\.replicas$/, values: [1], kinds: workloads },
  { shape: /^spec\.revisionHistoryLimit$/, values: [10], kinds: workloads },
  { shape: /^spec\.progressDeadlineSeconds$/, values: [600], kinds: /^Deployment$/ },
  { shape: /^spec\.strategy\.type$/, values: ['RollingUpdate'], kinds: /^Deployment$/ },
  { shape: /^spec\.strategy\.rollingUpdate\.max(?:Surge|Unavailable)$/, values: ['25%'], kinds: /^Deployment$/ },
  // Argo Rollouts takes these where nothing is said (its specification, "maxSurge" and "maxUnavailable").
  { shape: /^spec\.strategy\.canary\.max(?:Surge|Unavailable)$/, values: ['25%'], kinds: /^Rollout$/ },
  { shape: /^spec\.updateStrategy\.type$/, values: ['RollingUpdate'] },
  { shape: /^spec\.updateStrategy\.rollingUpdate\.(?:partition|maxSurge)$/, values: [0] },
  { shape: /^spec\.updateStrategy\.rollingUpdate\.maxUnavailable$/, values: [1], kinds: /^DaemonSet$/ },
  { shape: /^spec\.podManagementPolicy$/, values: ['OrderedReady'] },
  { shape: /^spec\.persistentVolumeClaimRetentionPolicy\.when(?:Deleted|Scaled)$/, values: ['Retain'] },
  { shape: /volumeClaimTemplates\[\]\.(?:apiVersion)$/, values: ['v1'] },
  { shape: /volumeClaimTemplates\[\]\.(?:kind)$/, values: ['PersistentVolumeClaim'] },
  { shape: /volumeMode$/, values: ['Filesystem'] },
  { shape: /^spec\.type$/, values: ['ClusterIP'], kinds: /^Service$/ },
  { shape: /^spec\.sessionAffinity$/, values: ['None'], kinds: /^Service$/ },
  { shape: /^spec\.sessionAffinityConfig\.clientIP\.timeoutSeconds$/, values: [10_800], kinds: /^Service$/ },
  { shape: /^spec\.sessionAffinityConfig(?:\.clientIP)?$/, values: empty, kinds: /^Service$/ },
  { shape: /^spec\.internalTrafficPolicy$/, values: ['Cluster'], kinds: /^Service$/ },
  { shape: /^spec\.externalTrafficPolicy$/, values: ['Cluster'], kinds: /^Service$/ },
  { shape: /^spec\.ipFamilyPolicy$/, values: ['SingleStack'], kinds: /^Service$/ },
  { shape: /^spec\.allocateLoadBalancerNodePorts$/, values: [true], kinds: /^Service$/ },
  { shape: /^spec\.(?:jobTemplate\.spec\.)?backoffLimit$/, values: [6] },
  { shape: /^spec\.(?:jobTemplate\.spec\.)?(?:completions|parallelism)$/, values: [1] },
  { shape: /^spec\.(?:suspend)$/, values: [false], kinds: /^(?:Cron)?Job$/ },
  { shape: /^spec\.concurrencyPolicy$/, values: ['Allow'], kinds: /^CronJob$/ },
  { shape: /^spec\.successfulJobsHistoryLimit$/, values: [3], kinds: /^CronJob$/ },
  { shape: /^spec\.failedJobsHistoryLimit$/, values: [1], kinds: /^CronJob$/ },
  // Gateway API, BackendObjectReference: the group of the core is filled in.
  { shape: /backendRefs\[\]\.group$/, values: [''], kinds: /Route$/ },
  { shape: /^spec\.minReplicas$/, values: [1], kinds: /^HorizontalPodAutoscaler$/ },
  // A mapping with nothing in it, where that is the same as none.
  { shape: /(?:^|\.)(?:resources|securityContext|nodeSelector|affinity|requests|limits)$/, values: empty },
  { shape: /metadata\.(?:labels|annotations)$/, values: empty },
  { shape: /^spec\.(?:strategy|updateStrategy)(?:\.rollingUpdate)?$/, values: empty },
  { shape: /^spec\.persistentVolumeClaimRetentionPolicy$/, values: empty },
  { shape: /^status$/, values: empty },
  { shape: /metadata\.creationTimestamp$/, values: [null] },
];

/**
 * Whether to leave a value out says the same to a server: it is nothing, or what the server fills in.
 *
 * @param shape where it is, such as `spec.ports[].protocol`
 */
export function isServerValue(kind: string, shape: string, value: unknown, schema: Schema | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isMapping(value)) {
    const isNothing = (key: string): boolean =>
      isServerValue(kind, `${shape}.${key}`, value[key], schema?.properties?.[key]);
    const isMarked = filled.some((one) => one.values === empty && one.shape.test(shape));
    return isMarked && Object.keys(value).every(isNothing);
  }
  const given = schema?.default;
  if (given !== undefined && given !== '' && given !== 0 && canonical(given) === canonical(value)) return true;
  return filled.some(
    (one) => one.shape.test(shape) && (one.kinds?.test(kind) ?? true) && one.values.some((known) => known === value),
  );
}
