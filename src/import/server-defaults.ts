import { shapeOf, type FieldChange } from '../diff/change';
import { canonical } from '../diff/same-value';

/** A field that the server fills in when nobody says it, so that saying it changes nothing. */
interface ServerDefault {
  readonly shape: RegExp;
  readonly value: unknown;
  /** @default - every kind */
  readonly kinds?: readonly string[];
}

const workloads = ['DaemonSet', 'Deployment', 'StatefulSet', 'Rollout'] as const;

/** Kubernetes API reference v1.36; Gateway API and External Secrets: their CRDs. */
const defaults: readonly ServerDefault[] = [
  { shape: /(?:liveness|readiness|startup)Probe\.initialDelaySeconds$/, value: 0 },
  { shape: /(?:liveness|readiness|startup)Probe\.periodSeconds$/, value: 10 },
  { shape: /(?:liveness|readiness|startup)Probe\.timeoutSeconds$/, value: 1 },
  { shape: /(?:liveness|readiness|startup)Probe\.failureThreshold$/, value: 3 },
  { shape: /(?:^|\.)ports\[\]\.protocol$/, value: 'TCP' },
  { shape: /^spec\.type$/, value: 'ClusterIP', kinds: ['Service'] },
  { shape: /^spec\.replicas$/, value: 1, kinds: workloads },
  { shape: /^spec\.revisionHistoryLimit$/, value: 10, kinds: workloads },
  { shape: /^spec\.strategy\.type$/, value: 'RollingUpdate', kinds: ['Deployment'] },
  {
    shape: /^spec\.strategy$/,
    value: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    kinds: ['Deployment'],
  },
  { shape: /^spec\.podManagementPolicy$/, value: 'OrderedReady', kinds: ['StatefulSet'] },
  { shape: /^spec\.updateStrategy$/, value: { type: 'RollingUpdate' }, kinds: ['StatefulSet'] },
  {
    shape: /^spec\.persistentVolumeClaimRetentionPolicy$/,
    value: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    kinds: ['StatefulSet'],
  },
  { shape: /^spec\.volumeClaimTemplates\[\]\.spec\.volumeMode$/, value: 'Filesystem' },
  { shape: /^spec\.volumeClaimTemplates\[\]\.apiVersion$/, value: 'v1' },
  { shape: /^spec\.volumeClaimTemplates\[\]\.kind$/, value: 'PersistentVolumeClaim' },
  { shape: /\.terminationGracePeriodSeconds$/, value: 30 },
  { shape: /\.restartPolicy$/, value: 'Always' },
  { shape: /securityContext\.privileged$/, value: false },
  { shape: /volumeMounts\[\]\.readOnly$/, value: false },
  { shape: /parentRefs\[\]\.group$/, value: 'gateway.networking.k8s.io' },
  { shape: /parentRefs\[\]\.kind$/, value: 'Gateway' },
  { shape: /backendRefs\[\]\.group$/, value: '' },
  { shape: /backendRefs\[\]\.kind$/, value: 'Service' },
  { shape: /backendRefs\[\]\.weight$/, value: 1 },
  { shape: /^spec\.rules\[\]\.matches$/, value: [{ path: { type: 'PathPrefix', value: '/' } }], kinds: ['HTTPRoute'] },
  { shape: /remoteRef\.conversionStrategy$/, value: 'Default' },
  { shape: /remoteRef\.decodingStrategy$/, value: 'None' },
  { shape: /remoteRef\.metadataPolicy$/, value: 'None' },
  { shape: /^spec\.target\.creationPolicy$/, value: 'Owner', kinds: ['ExternalSecret'] },
  { shape: /^spec\.refreshInterval$/, value: '1h', kinds: ['ExternalSecret'] },
];

/** Whether a field that only one side says is what the server fills in on the other. */
export function isServerDefault(kind: string, { path, before, after }: FieldChange): boolean {
  if (before !== undefined) return false;
  const shape = shapeOf(path);
  return defaults.some(
    (one) => one.shape.test(shape) && (one.kinds?.includes(kind) ?? true) && canonical(one.value) === canonical(after),
  );
}
