import { isDeepStrictEqual } from 'node:util';

type Plain = Readonly<Record<string, unknown>>;

/**
 * Objects that are not the same to an API server, by an oracle of its own: it takes what the server fills in out of both sides, and
 * compares the rest as it is, in its order. It knows nothing of how an import compares.
 */
export function differencesBetween(wanted: readonly unknown[], rendered: readonly unknown[]): readonly string[] {
  const there = rendered.map(plain);
  return wanted.map(plain).flatMap((object) => {
    const twin = there.find((one) => nameOf(one) === nameOf(object) && isNear(object, one));
    if (twin === undefined) return [`${nameOf(object)}: missing`];
    const [left, right] = [object, twin].map((one) => normal(one, [])).map((one) => withoutNamespace(one, object));
    return isDeepStrictEqual(left, right) ? [] : [`${nameOf(object)}: ${firstDifference(left, right, '')}`];
  });
}

function isNear(object: Plain, twin: Plain): boolean {
  const [a, b] = [object, twin].map((one) => plain(one['metadata'])['namespace']);
  return a === undefined || b === undefined || a === b;
}

function nameOf(object: Plain): string {
  return [object['apiVersion'], object['kind'], plain(object['metadata'])['name']].join(' ');
}

/** What says no namespace is in that of whoever applies it. */
function withoutNamespace(value: unknown, wanted: Plain): unknown {
  if (plain(wanted['metadata'])['namespace'] !== undefined) return value;
  const { namespace: _, ...metadata } = plain(plain(value)['metadata']);
  return { ...plain(value), metadata };
}

/** Fields by their last keys, and what `kubectl get` shows of them when nobody has said them. */
const defaults: readonly (readonly [keys: string, value: unknown])[] = [
  ['livenessProbe.failureThreshold', 3],
  ['livenessProbe.initialDelaySeconds', 0],
  ['livenessProbe.periodSeconds', 10],
  ['livenessProbe.successThreshold', 1],
  ['livenessProbe.timeoutSeconds', 1],
  ['readinessProbe.failureThreshold', 3],
  ['readinessProbe.initialDelaySeconds', 0],
  ['readinessProbe.periodSeconds', 10],
  ['readinessProbe.successThreshold', 1],
  ['readinessProbe.timeoutSeconds', 1],
  ['startupProbe.failureThreshold', 3],
  ['startupProbe.initialDelaySeconds', 0],
  ['startupProbe.periodSeconds', 10],
  ['startupProbe.successThreshold', 1],
  ['startupProbe.timeoutSeconds', 1],
  ['httpGet.scheme', 'HTTP'],
  ['httpGet.path', '/'],
  ['ports.protocol', 'TCP'],
  ['securityContext.privileged', false],
  ['securityContext.allowPrivilegeEscalation', true],
  ['spec.replicas', 1],
  ['spec.backoffLimit', 6],
  ['spec.enableServiceLinks', true],
  ['spec.minReadySeconds', 0],
  ['csi.readOnly', false],
  ['fieldRef.apiVersion', 'v1'],
  ['spec.serviceAccountName', 'default'],
  ['concurrencyPolicy', 'Allow'],
  ['spec.revisionHistoryLimit', 10],
  ['spec.progressDeadlineSeconds', 600],
  ['spec.podManagementPolicy', 'OrderedReady'],
  ['updateStrategy.type', 'RollingUpdate'],
  ['whenDeleted', 'Retain'],
  ['whenScaled', 'Retain'],
  ['strategy.type', 'RollingUpdate'],
  ['rollingUpdate.maxSurge', '25%'],
  ['rollingUpdate.maxUnavailable', '25%'],
  ['updateStrategy.rollingUpdate.maxSurge', 0],
  ['updateStrategy.rollingUpdate.maxUnavailable', 1],
  ['updateStrategy.rollingUpdate.partition', 0],
  ['volumeMounts.readOnly', false],
  ['spec.restartPolicy', 'Always'],
  ['spec.terminationGracePeriodSeconds', 30],
  ['spec.dnsPolicy', 'ClusterFirst'],
  ['spec.schedulerName', 'default-scheduler'],
  ['containers.terminationMessagePath', '/dev/termination-log'],
  ['containers.terminationMessagePolicy', 'File'],
  ['spec.type', 'ClusterIP'],
  ['spec.sessionAffinity', 'None'],
  ['spec.externalTrafficPolicy', 'Cluster'],
  ['clientIP.timeoutSeconds', 10_800],
  ['spec.internalTrafficPolicy', 'Cluster'],
  ['spec.ipFamilyPolicy', 'SingleStack'],
  ['volumeClaimTemplates.apiVersion', 'v1'],
  ['volumeClaimTemplates.kind', 'PersistentVolumeClaim'],
  ['spec.volumeMode', 'Filesystem'],
  ['parentRefs.group', 'gateway.networking.k8s.io'],
  ['parentRefs.kind', 'Gateway'],
  ['backendRefs.group', ''],
  ['backendRefs.kind', 'Service'],
  ['canary.maxSurge', '25%'],
  ['canary.maxUnavailable', '25%'],
];

/** Of live objects alone. */
const ofServer: ReadonlySet<string> = new Set([
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.managedFields',
  'status',
  'spec.clusterIPs',
  'spec.ipFamilies',
]);

/** Lists whose order says nothing: a server finds their elements by a key. */
const unordered: ReadonlySet<string> = new Set(['ports', 'volumes', 'volumeMounts', 'imagePullSecrets']);

function normal(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => normal(one, path));
    return unordered.has(path.at(-1) ?? '') ? items.sort((a, b) => (text(a) < text(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (path.join('.') === 'spec.ports' && 'port' in value && !('containerPort' in value) && !('targetPort' in value)) {
    return normal({ ...value, targetPort: value.port }, path);
  }
  const isService = path.length === 1 && path[0] === 'spec' && 'selector' in value && 'ports' in value;
  const isServicePort = path.join('.') === 'spec.ports' && 'port' in value;
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    const at = [...path, key];
    if (ofServer.has(at.join('.')) || /last-applied-configuration|kubernetes\.io\/revision$/.test(key)) return [];
    if (isService && key === 'clusterIP' && one !== 'None') return [];
    const inner = normal(one, at);
    // Pods of an account that says nothing get a token.
    const isAccount = path.length === 0 && key === 'automountServiceAccountToken' && inner === true;
    if (isAccount) return [];
    if (key === 'imagePullPolicy' && one === policyOfTag(Reflect.get(value, 'image'))) return [];
    const isGiven = defaults.some(([keys, given]) => at.join('.').endsWith(keys) && isDeepStrictEqual(inner, given));
    // What names no target leads to its own number (Kubernetes, ServicePort v1 core).
    if (isServicePort && key === 'targetPort' && inner === value.port) return [];
    const isNothing = inner === null || (Array.isArray(inner) && inner.length === 0) || isEmpty(inner, key);
    return isGiven || isNothing ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What `kubectl get` shows of a container that says nothing: by the text of its image. */
function policyOfTag(image: unknown): string {
  const isPinned = /@sha256:|:(?!latest$)[^/:@]+$/.test(String(image));
  return isPinned ? 'IfNotPresent' : 'Always';
}

/** Empty mappings that say nothing; `emptyDir: {}` and `podSelector: {}` do. */
function isEmpty(value: unknown, key: string): boolean {
  const says = /^(?:emptyDir|podSelector|namespaceSelector|selector|matchLabels|spec)$/.test(key);
  return !says && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function firstDifference(left: unknown, right: unknown, at: string): string {
  if (isDeepStrictEqual(left, right)) return '';
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return `${at}: ${JSON.stringify(left)} is ${JSON.stringify(right)}`;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(plain(left)[key], plain(right)[key], `${at}.${key}`);
    if (found !== '') return found;
  }
  return at;
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

function plain(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
