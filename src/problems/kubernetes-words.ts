/** A word of Kubernetes or of a common chart, and where a catalog says the same. */
interface Translation {
  /** Keys of the catalog, the most likely first. */
  readonly keys: readonly string[];
  /** What it says there. @default - what its name says */
  readonly note?: string;
}

const anyObject: Translation = { keys: ['patches'], note: 'a patch of the object that is to have them' };

const translations: Readonly<Record<string, Translation>> = {
  affinity: { keys: ['scheduling.nodes', 'scheduling.spread'] },
  annotations: {
    keys: ['metadata', 'identity.annotations'],
    note: 'by kind of object, such as "metadata.pods.annotations"; those of the ServiceAccount in "identity"',
  },
  autoscaling: { keys: ['scale'], note: '{ owner: hpa, minReplicas: 2, maxReplicas: 6 }' },
  configMap: { keys: ['config', 'volumes'] },
  configMapRef: { keys: ['envFrom', 'config'] },
  containers: { keys: ['sidecars'], note: 'the service itself is the first container, and needs none' },
  containerPort: { keys: ['ports'] },
  dnsConfig: anyObject,
  dnsPolicy: anyObject,
  emptyDir: { keys: ['volumes', 'scratch'] },
  helm: { keys: ['chart'] },
  host: { keys: ['exposure.hosts', 'public'] },
  hpa: { keys: ['scale'], note: '{ owner: hpa, minReplicas: 2, maxReplicas: 6 }' },
  imagePullPolicy: { keys: ['pull.policy'] },
  imagePullSecrets: { keys: ['pull.secrets'] },
  ingress: { keys: ['public', 'exposure'] },
  labels: { keys: ['metadata'], note: 'by kind of object, such as "metadata.all.labels"' },
  lifecycle: { keys: ['preStop'] },
  livenessProbe: { keys: ['probes.liveness'] },
  loadBalancerSourceRanges: { keys: ['service.sourceRanges'] },
  minAvailable: { keys: ['disruption.minAvailable'] },
  networkPolicy: { keys: ['dependsOn', 'egress'], note: 'policies are made of what is called' },
  nodeSelector: { keys: ['scheduling.nodeSelector'] },
  persistence: { keys: ['storage'] },
  podManagementPolicy: { keys: ['podManagement'], note: '"ordered" or "parallel"' },
  priorityClassName: { keys: ['scheduling.priorityClass'] },
  readinessProbe: { keys: ['probes.readiness'] },
  restartPolicy: { keys: ['jobs', 'sidecars'] },
  runtimeClassName: { keys: ['scheduling.runtimeClass'] },
  secretRef: { keys: ['envFrom', 'secrets'] },
  securityContext: { keys: ['security'] },
  serviceAccount: { keys: ['identity', 'identity.account', 'names.account'] },
  serviceAccountName: { keys: ['identity.account', 'names.account'] },
  serviceMonitor: { keys: ['monitoring', 'metrics'] },
  spec: { keys: ['patches'], note: 'a service is no manifest; "manifests/" beside it holds objects of your own' },
  startupProbe: { keys: ['probes.startup'] },
  strategy: { keys: ['rollout'] },
  tolerations: { keys: ['scheduling.tolerations'] },
  topologySpreadConstraints: { keys: ['scheduling.spread'] },
  volumeClaimTemplates: { keys: ['storage'] },
  valueFrom: { keys: ['env'], note: 'NAME: { secret: db, key: password }' },
  volumeMounts: { keys: ['volumes'], note: 'the mounts of a volume stand in it' },
};

/**
 * Says where a word of Kubernetes went.
 *
 * @param known keys of the mapping that has the word
 * @returns undefined for any other word, and where the mapping has no such key
 */
export function kubernetesWordHint(word: string, known: readonly string[]): string | undefined {
  const translation = Object.hasOwn(translations, word) ? translations[word] : undefined;
  if (translation === undefined) return undefined;
  const keys = translation.keys.filter((key) => known.includes(key.split('.')[0] ?? ''));
  if (keys.length === 0) return undefined;
  const shown = keys.map((key) => `"${key}"`);
  const list = shown.length === 1 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
  return `in a catalog it is ${list}${translation.note === undefined ? '' : `: ${translation.note}`}`;
}
