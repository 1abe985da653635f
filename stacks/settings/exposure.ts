import * as z from 'zod';

import { DnsLabel, HostName, Network } from '../../src/model/names';

const proxyNetworks = z
  .array(Network)
  .default([])
  .describe(
    'Networks from which load balancers outside the cluster call pods, such as 130.211.0.0/22 and 35.191.0.0/16 of Google Cloud.',
  );

/** Reached by routes of a Gateway. */
export const GatewayExposure = z.strictObject({
  kind: z.literal('gateway').describe('Routes of a Gateway that ends TLS.'),
  host: HostName,
  name: DnsLabel,
  namespace: DnsLabel,
  proxyNamespace: DnsLabel.optional().describe(
    "Where the Gateway's proxies run, such as envoy-gateway-system of Envoy Gateway. Default: the namespace of the Gateway.",
  ),
  proxyNetworks,
  sectionName: DnsLabel.optional().describe('Listener of the Gateway. Default: every one that fits the host.'),
});

/** Reached by an Ingress. */
export const IngressExposure = z.strictObject({
  kind: z.literal('ingress').describe('Ingress of a controller that ends TLS.'),
  host: HostName,
  className: DnsLabel,
  namespace: DnsLabel.describe('Where the controller runs.'),
  proxyNetworks,
  // Name of an object of Kubernetes: a subdomain (RFC 1123), as names of hosts are.
  tlsSecret: HostName.describe('Secret with the certificate, in the namespace of what is reached.'),
  annotations: z.record(z.string(), z.string()).default({}).describe('What the controller wants to know.'),
});
