import type { Alert } from '../../src/constructs/prometheus-rule';

/** Alerts about what the proxies of Gateways do. */
export const envoyGatewayAlerts: readonly Alert[] = [
  {
    name: 'GatewayDoesNotHearOfRoutes',
    expression: 'max by (namespace, pod) (envoy_control_plane_connected_state{job="envoy-proxy"}) == 0',
    for: '10m',
    severity: 'warning',
    summary: 'The proxy {{ $labels.pod }} does not hear from its controller',
    description: 'It goes on with the routes that it knows. New ones, and new addresses of pods, do not arrive.',
    runbook: 'kubectl logs -n envoy-gateway-system deployment/envoy-gateway, then those of the proxy.',
  },
];
