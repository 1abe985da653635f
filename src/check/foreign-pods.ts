import { isGroupOfEveryCluster } from '../manifests/for-programs';
import type { ManifestObject } from '../manifests/manifest';
import { isMapping, mappingAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { groupBy } from '../model/group-by';
import type { Inventory } from './inventory';
import { perInventory } from './per-inventory';

/** Custom resources that configure what runs, and make no pods: by `group`, or by `group/kind`. */
const podless =
  /^(?:gateway\.networking\.k8s\.io|[\w.-]*external-secrets\.io|(?:acme\.)?cert-manager\.io|monitoring\.coreos\.com\/(?:ServiceMonitor|PodMonitor|PrometheusRule|Probe|ScrapeConfig|AlertmanagerConfig)|argoproj\.io\/(?:AppProject|(?:Cluster)?AnalysisTemplate|Rollout)|keda\.sh|(?:[\w.-]*\.)?linkerd\.io|(?:networking|security|telemetry|extensions)\.istio\.io|cilium\.io|kyverno\.io|(?:[\w-]+\.)?gatekeeper\.sh|bitnami\.com|traefik\.io|autoscaling\.k8s\.io|[\w-]+\.storage\.k8s\.io|crd\.projectcalico\.org|metallb\.io|secrets-store\.csi\.x-k8s\.io)(?:\/|$)/;

/** How deep pods are looked for in a custom resource: a template is not far below `spec`. */
const deepestTemplate = 10;

/**
 * Whether a controller makes the pods that a selector is about, of a custom resource in the same namespace: the labels say
 * its name, or its own text has them. Whoever looks for such pods among the manifests looks in vain.
 */
export function isMadeByController(inventory: Inventory, namespace: string | undefined, selector: Mapping): boolean {
  const labels = mappingAt(selector, ['matchLabels']);
  // The pods of the control plane are files on its nodes.
  if (namespace === 'kube-system' && ('component' in labels || 'k8s-app' in labels)) return true;
  // cert-manager makes them while it proves a host, beside a Certificate that it has made itself of an Ingress.
  if (Object.keys(labels).some((key) => key.startsWith('acme.cert-manager.io/'))) return true;
  return (makersByNamespace(inventory).get(namespace ?? '') ?? []).some((maker) => makes(maker, labels));
}

function makes({ name, value }: ManifestObject, labels: Mapping): boolean {
  return Object.values(labels).includes(name) || hasLabels(value['spec'], labels, 0);
}

/** Whether somewhere in a value is a mapping with all of these labels. */
function hasLabels(value: unknown, labels: Mapping, depth: number): boolean {
  if (depth > deepestTemplate || Object.keys(labels).length === 0) return false;
  if (Array.isArray(value)) return value.some((item) => hasLabels(item, labels, depth + 1));
  if (!isMapping(value)) return false;
  if (Object.entries(labels).every(([key, label]) => value[key] === label)) return true;
  return Object.values(value).some((item) => hasLabels(item, labels, depth + 1));
}

const makersByNamespace = perInventory((inventory): ReadonlyMap<string, readonly ManifestObject[]> => {
  const custom = inventory.objects.filter(
    ({ apiVersion, group, kind }) => !isGroupOfEveryCluster(apiVersion) && !podless.test(`${group}/${kind}`),
  );
  return groupBy(custom, ({ namespace = '' }) => namespace);
});
