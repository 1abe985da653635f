import type { LinkerdSettings } from '../settings/linkerd';

/** Values of the chart linkerd-crds that Slipway sets (linkerd2, `charts/linkerd-crds/values.yaml`). */
export interface LinkerdCrdsValues {
  readonly installGatewayAPI?: boolean;
}

/** Values of the chart linkerd-control-plane that Slipway sets (linkerd2, `charts/linkerd-control-plane/values.yaml`). */
export interface LinkerdControlPlaneValues {
  readonly identityTrustAnchorsPEM?: string;
  readonly identity?: { readonly issuer?: { readonly scheme?: 'kubernetes.io/tls' | 'linkerd.io/tls' } };
  readonly disableHeartBeat?: boolean;
  readonly controllerReplicas?: number;
  readonly enablePodAntiAffinity?: boolean;
  readonly enablePodDisruptionBudget?: boolean;
  readonly webhookFailurePolicy?: 'Fail' | 'Ignore';
}

/** Linkerd's own kinds; those of the Gateway API have a release of their own. */
export function linkerdCrdsValues(): LinkerdCrdsValues {
  return { installGatewayAPI: false };
}

/** Values of the control plane. */
export function linkerdControlPlaneValues({
  trustAnchor,
  highlyAvailable,
}: LinkerdSettings): LinkerdControlPlaneValues {
  return {
    identityTrustAnchorsPEM: trustAnchor,
    // The issuer's key is in a Secret that somebody else makes; with the other scheme it would be a value.
    identity: { issuer: { scheme: 'kubernetes.io/tls' } },
    // It would tell its makers every day that this cluster is there.
    disableHeartBeat: true,
    ...(highlyAvailable
      ? {
          controllerReplicas: 3,
          enablePodAntiAffinity: true,
          enablePodDisruptionBudget: true,
          // A pod that was meant to be meshed does not start without its proxy.
          webhookFailurePolicy: 'Fail',
        }
      : {}),
  };
}
