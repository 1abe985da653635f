import type { Kind } from './placement';

/** Kinds that Kubernetes and what is usually installed beside it serve without a namespace, by group. */
const clusterKinds: Readonly<Record<string, readonly string[]>> = {
  '': ['Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'certificates.k8s.io': ['CertificateSigningRequest', 'ClusterTrustBundle'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'gateway.networking.k8s.io': ['GatewayClass'],
  'networking.k8s.io': ['IngressClass', 'IPAddress', 'ServiceCIDR'],
  'node.k8s.io': ['RuntimeClass'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'resource.k8s.io': ['DeviceClass', 'ResourceSlice'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
};

/**
 * Whether objects of a kind live in no namespace. Of a kind that is not known, its name says it: those of operators that are
 * for the whole cluster are called `ClusterIssuer`, `ClusterPolicy`.
 */
export function isClusterKind({ group, kind }: Kind): boolean {
  const known = Object.hasOwn(clusterKinds, group) ? clusterKinds[group] : undefined;
  if (known !== undefined) return known.includes(kind);
  return group.includes('.') && !group.endsWith('.k8s.io') && kind.startsWith('Cluster');
}
