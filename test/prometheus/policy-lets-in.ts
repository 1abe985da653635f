import { decideInMesh } from '../helpers/mesh-decision';
import type { RenderedObject } from '../helpers/shipped-catalog';
import type { Discovered } from './discovered-targets';

/** Why a pod cannot be asked by Prometheus at a port; empty when it can. */
export function closedBy(
  { pod, port }: Discovered,
  objects: readonly RenderedObject[],
  prometheus: { readonly namespace: string; readonly networks: readonly string[]; readonly path: string },
): readonly string[] {
  const here = objects.filter(({ metadata }) => metadata.namespace === pod.namespace);
  const isOf = (matchLabels: Readonly<Record<string, string>> = {}): boolean =>
    Object.entries(matchLabels).every(([label, value]) => pod.labels[label] === value);

  const policies = here.filter(
    ({ kind, ...object }) =>
      kind === 'NetworkPolicy' &&
      object['spec'].policyTypes.includes('Ingress') &&
      isOf(object['spec'].podSelector.matchLabels),
  );
  const isLetIn = policies.some((policy) =>
    (policy['spec'].ingress ?? []).some(
      (rule: { from?: readonly Peer[]; ports?: readonly { port: number }[] }) =>
        rule.ports?.some((one) => one.port === port) === true &&
        rule.from?.some(
          ({ namespaceSelector, podSelector }) =>
            podSelector === undefined &&
            namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] === prometheus.namespace,
        ) === true,
    ),
  );

  const asked = { namespace: pod.namespace, labels: pod.labels, spec: pod.workload['spec'].template.spec };
  const denied = prometheus.networks.filter(
    (network) =>
      !decideInMesh(objects, asked, port, { from: network.split('/')[0] ?? '', method: 'GET', path: prometheus.path })
        .isLetIn,
  );
  return [
    ...(isLetIn ? [] : [`no NetworkPolicy lets ${prometheus.namespace} in`]),
    ...denied.map((network) => `the mesh denies ${prometheus.path} to ${network}`),
  ];
}

interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: unknown;
}
