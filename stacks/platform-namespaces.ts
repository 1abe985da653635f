import type { PlatformNamespace, PodSecurityStandard } from './platform-namespace';
import type { StackSettings } from './settings';

/** Namespaces that the catalog says nothing of. */
export const namespaceNames = {
  externalSecrets: 'external-secrets',
  argoRollouts: 'argo-rollouts',
  gatewayApi: 'gateway-api',
  linkerd: 'linkerd',
  linkerdCni: 'linkerd-cni',
  gitopsController: 'port-system',
} as const;

/** Where the catalog has Argo CD and Prometheus. */
export interface CatalogNamespaces {
  readonly argocd: string;
  readonly monitoring: string;
}

/** The namespaces of what is installed. An Argo CD that is there already has one, and it is somebody else's. */
export function platformNamespaces(
  { install, argocd, linkerd }: Pick<StackSettings, 'argocd' | 'install' | 'linkerd'>,
  { argocd: ofArgoCd, monitoring }: CatalogNamespaces,
): readonly PlatformNamespace[] {
  const hasPlugin = linkerd?.network.kind !== 'init';
  const all: readonly (PlatformNamespace & { readonly isWanted: boolean })[] = [
    { name: ofArgoCd, podSecurity: 'restricted', isWanted: argocd.install },
    { name: namespaceNames.externalSecrets, podSecurity: 'restricted', isWanted: install.externalSecrets },
    { name: namespaceNames.argoRollouts, podSecurity: 'restricted', isWanted: install.argoRollouts },
    // What Helm notes of the kinds. It has no pods.
    { name: namespaceNames.gatewayApi, podSecurity: 'restricted', isWanted: install.gatewayApi },
    { name: namespaceNames.gitopsController, podSecurity: 'restricted', isWanted: install.gitopsController },
    // The exporter of nodes shares their network and processes, and mounts their root.
    { name: monitoring, podSecurity: 'privileged', isWanted: install.monitoring },
    // Without the plugin each pod of the mesh begins with a container that needs NET_ADMIN and NET_RAW.
    { name: namespaceNames.linkerd, podSecurity: hasPlugin ? 'restricted' : 'privileged', isWanted: install.linkerd },
    // It writes into folders of its node.
    { name: namespaceNames.linkerdCni, podSecurity: 'privileged', isWanted: install.linkerd && hasPlugin },
  ];
  return all.filter(({ isWanted }) => isWanted).map(({ name, podSecurity }) => ({ name, podSecurity }));
}

/**
 * Labels that make a namespace enforce a standard, as a version of Kubernetes has it: a later one may refuse what runs today.
 *
 * @param minor of the oldest environment of the cluster, such as "1.36"
 */
export function podSecurityLabels(standard: PodSecurityStandard, minor: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, standard],
      [`pod-security.kubernetes.io/${mode}-version`, `v${minor}`],
    ]),
  );
}

/**
 * Labels that keep the webhooks of the mesh away from a namespace without meshed pods (Linkerd, "High Availability", "Exclude
 * namespaces"). A highly available mesh refuses what it was not asked about: when it is down, nothing of the platform would start
 * again either.
 */
export const withoutMeshLabels = { 'config.linkerd.io/admission-webhooks': 'disabled' } as const;

/** The oldest of some minor versions such as "1.36", of which there is at least one. */
export function oldestMinor(minors: readonly string[]): string {
  return minors.reduce((oldest, minor) => (Number(minor.slice(2)) < Number(oldest.slice(2)) ? minor : oldest));
}
