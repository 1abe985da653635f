/** A word of Kubernetes or of a common chart, and where a catalog says the same. */
interface Translation {
  /** Keys of the catalog, the most likely first. */
  readonly keys: readonly string[];
  /** What it says there. @default - what its name says */
  readonly note?: string;
}

const volumes: Translation = {
  keys: ['scratch', 'config.mountPath', 'secrets.mountPath', 'storage'],
  note: 'for emptyDir, files of configuration, files of secrets, and a claim; "patches" for any other',
};
const anyObject: Translation = { keys: ['patches'], note: 'a patch of the object that is to have them' };

const translations: Readonly<Record<string, Translation>> = {
  affinity: { keys: ['scheduling.nodes', 'scheduling.spread'] },
  annotations: {
    keys: ['patches', 'identity.annotations'],
    note: 'a patch of the object that is to have them; those of the ServiceAccount in "identity"',
  },
  autoscaling: { keys: ['scale'], note: '{ owner: hpa, minReplicas: 2, maxReplicas: 6 }' },
  configMap: { keys: ['config'] },
  configMapRef: { keys: ['config'] },
  containers: { keys: ['sidecars'], note: 'the service itself is the first container, and needs none' },
  containerPort: { keys: ['ports'] },
  dnsConfig: anyObject,
  dnsPolicy: anyObject,
  envFrom: { keys: ['config', 'secrets', 'env'], note: 'values of a ConfigMap, keys of the store, single variables' },
  host: { keys: ['exposure.hosts', 'public'] },
  hpa: { keys: ['scale'], note: '{ owner: hpa, minReplicas: 2, maxReplicas: 6 }' },
  imagePullPolicy: { keys: ['pull.policy'] },
  imagePullSecrets: { keys: ['pull.secrets'] },
  ingress: { keys: ['public', 'exposure'] },
  labels: anyObject,
  lifecycle: { keys: ['preStop'] },
  livenessProbe: { keys: ['probes.liveness'] },
  metadata: { keys: ['patches'], note: 'a service is no manifest; its name is that of its folder' },
  networkPolicy: { keys: ['dependsOn', 'egress'], note: 'policies are made of what is called' },
  nodeSelector: { keys: ['scheduling.nodeSelector'] },
  persistence: { keys: ['storage'] },
  priorityClassName: { keys: ['scheduling.priorityClass'] },
  readinessProbe: { keys: ['probes.readiness'] },
  restartPolicy: { keys: ['jobs', 'sidecars'] },
  runtimeClassName: { keys: ['scheduling.runtimeClass'] },
  secretRef: { keys: ['secrets'] },
  securityContext: { keys: ['security'] },
  serviceAccount: { keys: ['identity', 'names.account'] },
  serviceAccountName: { keys: ['names.account', 'identity'] },
  serviceMonitor: { keys: ['monitoring', 'metrics'] },
  spec: { keys: ['patches'], note: 'a service is no manifest; "manifests/" beside it holds objects of your own' },
  startupProbe: { keys: ['probes.startup'] },
  strategy: { keys: ['rollout'] },
  tolerations: { keys: ['scheduling.tolerations'] },
  topologySpreadConstraints: { keys: ['scheduling.spread'] },
  volumeClaimTemplates: { keys: ['storage'] },
  volumeMounts: volumes,
  volumes,
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
