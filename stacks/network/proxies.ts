import type { Networks, Pods } from './flow';

/** What is known of a Gateway or an Ingress: where its proxies are. */
export interface ProxyPlace {
  /** Of the Gateway. */
  readonly namespace: string;
  /** Of the pods of its proxies. @default - the namespace of the Gateway */
  readonly proxyNamespace?: string | undefined;
  /** Networks of load balancers outside the cluster. */
  readonly proxyNetworks: readonly string[];
}

/** Who calls what is exposed. @param exposure nobody does, when there is none */
export function reachedBy(exposure: ProxyPlace | undefined): readonly (Pods | Networks)[] {
  return exposure === undefined ? [] : proxiesOf([exposure]);
}

/** Who calls on behalf of the world, each once. */
export function proxiesOf(places: readonly ProxyPlace[]): readonly (Pods | Networks)[] {
  const namespaces = new Set(places.map(({ namespace, proxyNamespace = namespace }) => proxyNamespace));
  const networks = new Set(places.flatMap(({ proxyNetworks }) => proxyNetworks));
  return [
    ...[...namespaces].sort().map((namespace) => ({ namespace })),
    ...(networks.size === 0 ? [] : [{ networks: [...networks].sort() }]),
  ];
}
