import { solverPods } from '../../src/model/place-challenge';
import type { Flow } from '../network/flow';
import type { GatewayPlace } from './add-on';

/**
 * How an authority gets the file at the host that proves it ours: through the proxies of the Gateway, from a pod that cert-manager
 * makes for some minutes where the Certificate is. Those of Gateways are in the namespace of the Gateway.
 *
 * @param shownAt Gateways whose listeners of port 80 have the route to the file
 */
export function solverFlows(
  shownAt: readonly Pick<GatewayPlace, 'name' | 'namespace'>[],
  gateways: readonly GatewayPlace[],
): readonly Flow[] {
  const flows = shownAt.flatMap(({ name, namespace }) => {
    const place = gateways.find((gateway) => gateway.name === name && gateway.namespace === namespace);
    const from = { namespace: place?.proxyNamespace ?? namespace };
    const namespaces = new Set([namespace, ...gateways.map((gateway) => gateway.namespace)]);
    return [...namespaces].map((solvers) => ({
      from,
      to: { namespace: solvers, labels: solverPods.labels },
      ports: [solverPods.port],
    }));
  });
  return [...new Map(flows.map((flow) => [JSON.stringify(flow), flow])).values()];
}
