import type { LinkerdSettings } from '../settings/linkerd';

/** Values of the chart linkerd-crds that Slipway sets (linkerd2, `charts/linkerd-crds/values.yaml`). */
export interface LinkerdCrdsValues {
  readonly installGatewayAPI?: boolean;
}

/** Values of the chart linkerd-control-plane that Slipway sets (linkerd2, `charts/linkerd-control-plane/values.yaml`). */
export interface LinkerdControlPlaneValues {
  readonly identityTrustAnchorsPEM?: string;
  readonly identity?: { readonly issuer?: { readonly scheme?: 'kubernetes.io/tls' | 'linkerd.io/tls' } };
  readonly cniEnabled?: boolean;
  readonly disableHeartBeat?: boolean;
  readonly controllerReplicas?: number;
  readonly enablePodAntiAffinity?: boolean;
  readonly enablePodDisruptionBudget?: boolean;
  readonly webhookFailurePolicy?: 'Fail' | 'Ignore';
}

/** Values of the chart linkerd2-cni that Slipway sets (linkerd2, `charts/linkerd2-cni/values.yaml`). */
export interface Linkerd2CniValues {
  readonly destCNIBinDir: string;
  readonly destCNINetDir: string;
  readonly repairController: { readonly enabled: boolean };
}

/** Linkerd's own kinds; those of the Gateway API have a release of their own. */
export function linkerdCrdsValues(): LinkerdCrdsValues {
  return { installGatewayAPI: false };
}

/** Values of the plugin of nodes. */
export function linkerd2CniValues({
  binFolder,
  configFolder,
}: Extract<LinkerdSettings['network'], { kind: 'cni' }>): Linkerd2CniValues {
  return {
    destCNIBinDir: binFolder,
    destCNINetDir: configFolder,
    // A pod that starts before the plugin is on its node has no rules, and would wait for ever: it is deleted, and starts again.
    repairController: { enabled: true },
  };
}

/** Values of the control plane. */
export function linkerdControlPlaneValues({
  trustAnchor,
  highlyAvailable,
  network,
}: LinkerdSettings): LinkerdControlPlaneValues {
  return {
    identityTrustAnchorsPEM: trustAnchor,
    // Without the plugin each pod begins with a container that no Pod Security Standard but "privileged" allows.
    cniEnabled: network.kind === 'cni',
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
