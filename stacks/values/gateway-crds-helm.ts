/** Values of the chart gateway-crds-helm 1 that Slipway sets (Envoy Gateway, "Gateway Crds Helm Chart"). */
export interface GatewayCrdsHelmValues {
  readonly crds?: {
    readonly gatewayAPI?: { readonly enabled?: boolean; readonly channel?: 'standard' | 'experimental' };
    readonly envoyGateway?: { readonly enabled?: boolean };
  };
}

/** The kinds of the Gateway API that are stable, and nothing of Envoy: which Gateway there is, is somebody else's choice. */
export function gatewayCrdsHelmValues(): GatewayCrdsHelmValues {
  return { crds: { gatewayAPI: { enabled: true, channel: 'standard' }, envoyGateway: { enabled: false } } };
}
