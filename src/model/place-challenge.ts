import type { Peer, Strings } from './peer';
import type { PlacedMetadata } from './place-metadata';
import type { Resolved } from './resolve';

/**
 * Pods with which cert-manager shows an authority a file at a host, as proof that the host is ours (ACME, HTTP-01). It makes them for some
 * minutes, beside the Certificate (cert-manager, `SolverIdentificationLabelKey` and `acmeSolverListenPort`).
 */
export const solverPods = { labels: { 'acme.cert-manager.io/http01-solver': 'true' }, port: 8089 } as const;

/** What lets an authority see the file, complete. */
export interface PlacedChallenge {
  readonly selector: Strings;
  readonly ingress: readonly Peer[];
}

/** Annotations by which cert-manager makes the certificate of an Ingress, in the namespace of the Ingress. */
const wantsCertificate = /^(?:cert-manager\.io\/(?:cluster-)?issuer|kubernetes\.io\/tls-acme)$/;

/**
 * What a service needs whose Ingress asks cert-manager for its certificate. The certificate of a Gateway is made where the Gateway is,
 * which is not of the tree.
 *
 * @returns undefined when cert-manager makes no pod in its namespace
 */
export function placeChallenge(
  { settings, wants, where }: Resolved,
  metadata: PlacedMetadata | undefined,
): PlacedChallenge | undefined {
  const { kind, tlsSecret } = settings.exposure;
  if (!wants.public || kind !== 'ingress' || tlsSecret === undefined) return undefined;
  if (!Object.keys(metadata?.route?.annotations ?? {}).some((key) => wantsCertificate.test(key))) return undefined;
  const { ingressNamespace, proxyNetworks } = where.gateway;
  const { labels, port } = solverPods;
  return {
    selector: labels,
    ingress: [
      { reason: 'gateway', namespace: ingressNamespace, ports: [port] },
      ...proxyNetworks.map((cidr) => ({ reason: `load balancer ${cidr}`, cidr, ports: [port] })),
    ],
  };
}
