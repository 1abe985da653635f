import type { ManifestObject } from '../manifests/manifest';
import type { Category } from './category';
import type { FieldChange, ObjectChange } from './change';

/** How much somebody has to care, the most first. */
export const riskLevels = ['loss', 'refused', 'disruption', 'notice'] as const;

/**
 * `loss`: something goes that does not come back. `refused`: the server does not take it. `disruption`: pods or callers
 * feel it. `notice`: good to know.
 */
export type RiskLevel = (typeof riskLevels)[number];

/** What a change will do. */
export interface Consequence {
  readonly category: Category;
  readonly severity: RiskLevel;
  /** For people, without a full stop. */
  readonly text: string;
  /** The document that says so. */
  readonly source: string;
}

/** A field that changed, and what it is about. */
export interface AssessedField extends FieldChange {
  readonly category: Category;
  /** The path with `[]` for elements. */
  readonly shape: string;
}

/** What is known around a change. */
export interface Surroundings {
  /** Objects that are applied together with this one, as they are now. */
  readonly neighbours: (object: ManifestObject) => readonly ManifestObject[];
  /** Who applies what Git says of this file: Argo CD at once, a person, or nobody any more. */
  readonly syncOf: (file: string) => 'automatic' | 'manual' | 'nobody' | undefined;
  /** Who makes the Application of this name from now on; undefined when this did not change. */
  readonly makerOf: (name: string, file: string) => Maker | undefined;
  /** Whether the pods of this object are replaced by the same change. */
  readonly isRestarting: (workload: ManifestObject) => boolean;
}

/** Who makes an Application: an ApplicationSet, or whoever applies a folder. */
export interface Maker {
  /** For people: `ApplicationSet shop-dev`, `the parent of argocd/dev/apps`. */
  readonly name: string;
  readonly kind: 'set' | 'folder';
}

/** What rules look at. */
export interface Assessment {
  readonly change: ObjectChange;
  readonly fields: readonly AssessedField[];
  /** The object after the change, else the one before it. */
  readonly object: ManifestObject;
  readonly surroundings: Surroundings;
}

/** Says what some changes will do. */
export type Forecast = (assessment: Assessment) => readonly Consequence[];

/** Documents that consequences are taken from. */
export const sources = {
  deployment: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/',
  statefulSet: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  daemonSet: 'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/',
  job: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  cronJob: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  canary: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/',
  blueGreen: 'https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/',
  hostPath: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  configMap: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  secret: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  externalSecret: 'https://external-secrets.io/latest/api/externalsecret/',
  service: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  ingress: 'https://kubernetes.io/docs/concepts/services-networking/ingress/',
  httpRoute: 'https://gateway-api.sigs.k8s.io/api-types/httproute/',
  networkPolicy: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  volumes: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
  storageClass: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  rbac: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  namespace: 'https://kubernetes.io/docs/tasks/administer-cluster/namespaces/',
  autoscaler: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  disruptions: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  crd: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/',
  podSecurity: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  policyController: 'https://docs.sigstore.dev/policy-controller/overview/',
  kyvernoImages: 'https://kyverno.io/docs/policy-types/image-validating-policy/',
  argoSync: 'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/',
  argoOptions: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  argoDeletion: 'https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/',
  argoSets: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Application-Deletion/',
  argoProjects: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  argoSyncWindows: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/',
  argoTracking: 'https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/',
  priority: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
} as const;

/** Names an object in a sentence: `Deployment web`. */
export function objectInWords({ kind, name }: ManifestObject): string {
  return `${kind} ${name}`;
}

/** Texts that one list has and another does not. */
export function onlyIn(list: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set(list)].filter((text) => !other.includes(text));
}
