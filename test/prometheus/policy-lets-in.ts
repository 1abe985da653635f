import type { RenderedObject } from '../helpers/shipped-catalog';
import type { Discovered } from './discovered-targets';

/** Why a pod cannot be asked by Prometheus at a port; empty when it can. */
export function closedBy(
  { pod, port }: Discovered,
  objects: readonly RenderedObject[],
  prometheus: { readonly namespace: string; readonly networks: readonly string[] },
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

  // A Server of Linkerd denies; who has no certificate is let in by network.
  const isCalled = (name: unknown): boolean =>
    pod.containers.some(({ ports }) => ports.some((one) => one.containerPort === port && one.name === name));
  const servers = here.filter(
    ({ kind, ...object }) =>
      kind === 'Server' && isOf(object['spec'].podSelector.matchLabels) && isCalled(object['spec'].port),
  );
  const closed = servers.filter((server) => {
    const authentications = here
      .filter(
        ({ kind, ...object }) =>
          kind === 'AuthorizationPolicy' && object['spec'].targetRef.name === server.metadata.name,
      )
      .flatMap((policy) => policy['spec'].requiredAuthenticationRefs)
      .filter(({ kind }) => kind === 'NetworkAuthentication')
      .map(({ name }) => here.find(({ kind, metadata }) => kind === 'NetworkAuthentication' && metadata.name === name));
    const networks = new Set<string>(
      authentications.flatMap((one) => one?.['spec'].networks.map(({ cidr }: { cidr: string }) => cidr)),
    );
    return !prometheus.networks.every((network) => networks.has(network));
  });
  return [
    ...(isLetIn ? [] : [`no NetworkPolicy lets ${prometheus.namespace} in`]),
    ...closed.map(({ metadata }) => `the Server ${metadata.name} lets no network in`),
  ];
}

interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: unknown;
}
