import { groupOfApi } from './api-group';
import { textAt } from './value-at';
import type { Mapping } from './value-at';

/** API groups that every cluster has; those of CRDs have other names. */
const clusterGroups: ReadonlySet<string> = new Set(
  `apps autoscaling batch extensions policy admissionregistration.k8s.io apiextensions.k8s.io apiregistration.k8s.io
   authentication.k8s.io authorization.k8s.io certificates.k8s.io coordination.k8s.io discovery.k8s.io events.k8s.io
   flowcontrol.apiserver.k8s.io internal.apiserver.k8s.io networking.k8s.io node.k8s.io rbac.authorization.k8s.io
   resource.k8s.io scheduling.k8s.io storage.k8s.io storagemigration.k8s.io`.split(/\s+/),
);

/** Groups of CRDs that are widely installed. What has a `spec` there is an object; reports of tests borrow their names, too. */
const knownGroups: ReadonlySet<string> = new Set(
  `acme.cert-manager.io argoproj.io autoscaling.k8s.io bitnami.com cert-manager.io cilium.io crd.projectcalico.org
   eventing.keda.sh external-secrets.io gateway.networking.k8s.io generators.external-secrets.io helm.toolkit.fluxcd.io
   karpenter.sh keda.sh kustomize.toolkit.fluxcd.io kyverno.io linkerd.io metallb.io monitoring.coreos.com
   networking.istio.io policy.linkerd.io postgresql.cnpg.io secrets-store.csi.x-k8s.io security.istio.io
   serving.knative.dev snapshot.storage.k8s.io source.toolkit.fluxcd.io tekton.dev telemetry.istio.io traefik.io
   velero.io`.split(/\s+/),
);

/**
 * Whether a document is the configuration of a program that borrowed the form of objects: kind, istioctl, skaffold,
 * kubeadm, kubectl. It names an API that no cluster has by itself, and has no `metadata`, without which nothing can be applied.
 */
export function isObjectForProgram(value: Mapping): boolean {
  const apiVersion = textAt(value, ['apiVersion']);
  if (apiVersion === undefined || textAt(value, ['kind']) === undefined || value['metadata'] !== undefined)
    return false;
  // The kubeconfig of kubectl borrowed the version of the core group, which has no such kind.
  if (apiVersion === 'v1' && textAt(value, ['kind']) === 'Config') return true;
  return !isGroupOfEveryCluster(apiVersion) && !(knownGroups.has(groupOfApi(apiVersion)) && 'spec' in value);
}

/** Whether every cluster has the API, without a CustomResourceDefinition. The core group has no name: `v1`. */
export function isGroupOfEveryCluster(apiVersion: string): boolean {
  return !apiVersion.includes('/') || clusterGroups.has(groupOfApi(apiVersion));
}
