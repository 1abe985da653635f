import type { Flow } from '../network/flow';
import type { GatewayPlace } from './add-on';

/** Port of the pods that show the file (cert-manager, `acmeSolverListenPort`). */
const solverPort = 8089;
/** Label of these pods (cert-manager, `SolverIdentificationLabelKey`). */
const solverLabels = { 'acme.cert-manager.io/http01-solver': 'true' };

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
      to: { namespace: solvers, labels: solverLabels },
      ports: [solverPort],
    }));
  });
  return [...new Map(flows.map((flow) => [JSON.stringify(flow), flow])).values()];
}
