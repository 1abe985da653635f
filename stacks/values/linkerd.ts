import type { LinkerdSettings } from '../settings/linkerd';
import type { Size } from '../settings/size';

/** What a container asks for and may use, as Linkerd's charts write it. */
export interface LinkerdResources {
  readonly cpu: { readonly request: string };
  readonly memory: { readonly request: string; readonly limit?: string };
}

/** Containers of Linkerd, by what they ask for. */
export type LinkerdContainer = 'controller' | 'identity' | 'proxy' | 'plugin';

/**
 * What each container of Linkerd asks for: the usual size is that of its `values-ha.yaml`. Without it the charts ask for nothing,
 * and the LimitRange of an environment decides what each proxy asks for: as much as a service. Processor time has no limit, as in
 * that file: a proxy that is held up holds up its service. The plugin of nodes has no memory limit either: without it no pod starts.
 */
export const linkerdResources: Readonly<Record<Size, Readonly<Record<LinkerdContainer, LinkerdResources>>>> = {
  usual: {
    controller: amounts('100m', '50Mi', '250Mi'),
    identity: amounts('100m', '10Mi', '250Mi'),
    proxy: amounts('100m', '20Mi', '250Mi'),
    plugin: amounts('10m', '16Mi'),
  },
  small: {
    controller: amounts('10m', '50Mi', '250Mi'),
    identity: amounts('10m', '10Mi', '250Mi'),
    proxy: amounts('10m', '20Mi', '250Mi'),
    plugin: amounts('10m', '16Mi'),
  },
};

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
  /** Of every proxy, those of the control plane included. */
  readonly proxy?: { readonly resources?: LinkerdResources };
  readonly destinationResources?: LinkerdResources;
  readonly identityResources?: LinkerdResources;
  readonly policyController?: { readonly resources?: LinkerdResources };
  readonly proxyInjectorResources?: LinkerdResources;
  readonly spValidatorResources?: LinkerdResources;
}

/** Values of the chart linkerd2-cni that Slipway sets (linkerd2, `charts/linkerd2-cni/values.yaml`). */
export interface Linkerd2CniValues {
  readonly destCNIBinDir: string;
  readonly destCNINetDir: string;
  readonly repairController: { readonly enabled: boolean; readonly resources: LinkerdResources };
  readonly resources: LinkerdResources;
}

/** Linkerd's own kinds; those of the Gateway API have a release of their own. */
export function linkerdCrdsValues(): LinkerdCrdsValues {
  return { installGatewayAPI: false };
}

/** Values of the plugin of nodes. */
export function linkerd2CniValues(
  { binFolder, configFolder }: Extract<LinkerdSettings['network'], { kind: 'cni' }>,
  size: Size,
): Linkerd2CniValues {
  const { plugin } = linkerdResources[size];
  return {
    destCNIBinDir: binFolder,
    destCNINetDir: configFolder,
    // A pod that starts before the plugin is on its node has no rules, and would wait for ever: it is deleted, and starts again.
    repairController: { enabled: true, resources: plugin },
    resources: plugin,
  };
}

/** Values of the control plane. */
export function linkerdControlPlaneValues({
  trustAnchor,
  highlyAvailable,
  network,
  size,
}: LinkerdSettings): LinkerdControlPlaneValues {
  const { controller, identity, proxy } = linkerdResources[size];
  return {
    identityTrustAnchorsPEM: trustAnchor,
    // Without the plugin each pod begins with a container that no Pod Security Standard but "privileged" allows.
    cniEnabled: network.kind === 'cni',
    // The issuer's key is in a Secret that somebody else makes; with the other scheme it would be a value.
    identity: { issuer: { scheme: 'kubernetes.io/tls' } },
    // It would tell its makers every day that this cluster is there.
    disableHeartBeat: true,
    proxy: { resources: proxy },
    destinationResources: controller,
    identityResources: identity,
    policyController: { resources: controller },
    proxyInjectorResources: controller,
    spValidatorResources: controller,
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

function amounts(cpu: string, memory: string, memoryLimit?: string): LinkerdResources {
  return {
    cpu: { request: cpu },
    memory: { request: memory, ...(memoryLimit === undefined ? {} : { limit: memoryLimit }) },
  };
}
