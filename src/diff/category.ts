import { mappingAt } from '../manifests/value-at';
import type { ManifestObject } from '../manifests/manifest';
import { isShapeBelow } from './change';
import { verifierOfLabel } from './verifier-of-label';
import { podTemplateOf } from './workload';

/** What a change is about, the most dangerous first. */
export const categories = [
  'deletion',
  'crd',
  'storage',
  'access',
  'secret',
  'network',
  'image',
  'rollout',
  'scale',
  'config',
  'other',
] as const;

export type Category = (typeof categories)[number];

/** Where an ApplicationSet lists the Applications that it makes. */
export const elementShape = 'spec.generators[].list.elements[]';

/** What a kind is about as a whole, for its fields without a rule of their own, and when it comes new. */
const categoryByKind: Readonly<Record<string, Category>> = {
  ConfigMap: 'config',
  Secret: 'secret',
  ExternalSecret: 'secret',
  ClusterExternalSecret: 'secret',
  SecretStore: 'secret',
  ClusterSecretStore: 'secret',
  SealedSecret: 'secret',
  TriggerAuthentication: 'secret',
  Service: 'network',
  NetworkPolicy: 'network',
  Ingress: 'network',
  HTTPRoute: 'network',
  GRPCRoute: 'network',
  TLSRoute: 'network',
  TCPRoute: 'network',
  UDPRoute: 'network',
  Gateway: 'network',
  ReferenceGrant: 'access',
  Server: 'network',
  ServiceProfile: 'network',
  AuthorizationPolicy: 'access',
  MeshTLSAuthentication: 'access',
  NetworkAuthentication: 'access',
  ServiceAccount: 'access',
  Role: 'access',
  ClusterRole: 'access',
  RoleBinding: 'access',
  ClusterRoleBinding: 'access',
  AppProject: 'access',
  Namespace: 'access',
  HorizontalPodAutoscaler: 'scale',
  ScaledObject: 'scale',
  ScaledJob: 'scale',
  ResourceQuota: 'scale',
  LimitRange: 'scale',
  PodDisruptionBudget: 'rollout',
  AnalysisTemplate: 'rollout',
  ClusterAnalysisTemplate: 'rollout',
  Deployment: 'rollout',
  StatefulSet: 'rollout',
  DaemonSet: 'rollout',
  Rollout: 'rollout',
  Job: 'rollout',
  CronJob: 'rollout',
  Pod: 'rollout',
  Application: 'rollout',
  ApplicationSet: 'rollout',
  PersistentVolumeClaim: 'storage',
  PersistentVolume: 'storage',
  StorageClass: 'storage',
  CustomResourceDefinition: 'crd',
};

/** Rules for paths below a pod template; the first that fits decides. */
const podRules: readonly (readonly [shape: string, Category])[] = [
  ['metadata.annotations', 'other'],
  ['metadata.labels', 'other'],
  ['spec.imagePullSecrets', 'secret'],
  ['spec.securityContext', 'access'],
  ['spec.serviceAccountName', 'access'],
  ['spec.automountServiceAccountToken', 'access'],
  ['spec.hostNetwork', 'access'],
  ['spec.hostPID', 'access'],
  ['spec.hostIPC', 'access'],
  ['spec.hostUsers', 'access'],
  ['spec.hostAliases', 'network'],
  ['spec.dnsConfig', 'network'],
  ['spec.dnsPolicy', 'network'],
  ['spec.enableServiceLinks', 'config'],
];

const containerRules: Readonly<Record<string, Category>> = {
  image: 'image',
  imagePullPolicy: 'image',
  env: 'config',
  envFrom: 'config',
  args: 'config',
  command: 'config',
  workingDir: 'config',
  volumeMounts: 'config',
  volumeDevices: 'storage',
  resources: 'scale',
  securityContext: 'access',
  ports: 'network',
};

const workloadRules: readonly (readonly [shape: string, Category])[] = [
  ['spec.replicas', 'scale'],
  ['spec.parallelism', 'scale'],
  ['spec.volumeClaimTemplates', 'storage'],
  ['spec.persistentVolumeClaimRetentionPolicy', 'storage'],
];

const applicationRules: readonly (readonly [shape: string, Category])[] = [
  ['spec.project', 'access'],
  ['spec.destination', 'access'],
  ['spec.template.spec.project', 'access'],
  ['spec.template.spec.destination', 'access'],
];

/** What a kind is about as a whole. */
export function categoryOfKind(object: ManifestObject): Category {
  if (Object.hasOwn(mappingAt(object.value, ['metadata', 'labels']), 'grafana_dashboard')) return 'other';
  return Object.hasOwn(categoryByKind, object.kind) ? (categoryByKind[object.kind] ?? 'other') : 'other';
}

/**
 * What a change of a field is about.
 *
 * @param shape path with `[]` for elements: `spec.ports[].port`
 * @param values the value before and after
 */
export function categoryOfField(object: ManifestObject, shape: string, values: readonly unknown[]): Category {
  const whole = categoryOfKind(object);
  if (whole === 'crd') return 'crd';
  const template = podTemplateOf(object);
  if (template !== undefined) {
    if (isShapeBelow(shape, template.shape)) return categoryOfPod(shape.slice(template.shape.length + 1), values);
    const rule = workloadRules.find(([root]) => isShapeBelow(shape, root));
    if (rule !== undefined) return rule[1];
  }
  if (isShapeBelow(shape, 'metadata')) return categoryOfMetadata(object, shape);
  if (object.kind === 'Application' || object.kind === 'ApplicationSet') {
    // An Application that goes is a deletion, however it was made.
    if (shape === elementShape && values[1] === undefined) return 'deletion';
    return applicationRules.find(([root]) => isShapeBelow(shape, root))?.[1] ?? whole;
  }
  return shape === 'apiVersion' ? 'other' : whole;
}

/** Whether a label of a namespace says what it lets in: by Pod Security, or by who verifies signatures of images. */
function isGuard(shape: string): boolean {
  return shape.includes('pod-security.kubernetes.io/') || verifierOfLabel(shape) !== undefined;
}

function categoryOfMetadata(object: ManifestObject, shape: string): Category {
  if (isVersionLabel(shape)) return 'image';
  if (object.kind === 'Namespace' && isGuard(shape)) return 'access';
  return shape.startsWith('metadata.annotations.argocd.argoproj.io/') ? 'rollout' : 'other';
}

/** @param shape below the template */
function categoryOfPod(shape: string, values: readonly unknown[]): Category {
  if (isVersionLabel(shape)) return 'image';
  if (shape.startsWith('metadata.annotations.checksum/')) return 'config';
  const rule = podRules.find(([root]) => isShapeBelow(shape, root));
  if (rule !== undefined) return rule[1];
  const inContainer = /^spec\.(?:init|ephemeral)?[cC]ontainers\[\](?:\.(\w+))?/.exec(shape);
  const isOfSecret = /secret/i.test(shape) || /"secret(?:KeyRef|Ref|Name)?":/.test(JSON.stringify(values));
  if (inContainer !== null) {
    const field = inContainer[1] ?? '';
    // A container that comes or goes as a whole brings another image.
    const category = field === '' ? 'image' : (containerRules[field] ?? 'rollout');
    return category === 'config' && isOfSecret ? 'secret' : category;
  }
  if (!isShapeBelow(shape, 'spec.volumes')) return 'rollout';
  if (isOfSecret) return 'secret';
  return /configMap|projected/.test(shape + JSON.stringify(values)) ? 'config' : 'storage';
}

/** A release changes these together with the image. */
function isVersionLabel(shape: string): boolean {
  return shape === 'metadata.labels.version' || shape === 'metadata.labels.app.kubernetes.io/version';
}
