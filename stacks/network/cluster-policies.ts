import { dnsPeersOf } from '../../src/model/dns';
import type { Platform } from '../../src/model/platform';
import { prometheusOf } from '../add-ons-of';
import type { PlannedAddOn } from '../add-ons/planned';
import { ownFlows } from '../own-add-ons';
import { collectorsOf } from '../served-environments';
import type { ServedEnvironment } from '../served-environments';
import type { StackSettings } from '../settings';
import { networkPolicies } from './network-policies';
import type { PlatformNetworkPolicy } from './network-policies';
import { platformFlows } from './platform-flows';

/** What is on a cluster, as far as policies have to know it. */
export interface ClusterTraffic {
  /** Namespaces that the program makes. */
  readonly namespaces: readonly string[];
  readonly settings: StackSettings;
  readonly platform: Platform;
  readonly environments: readonly ServedEnvironment[];
  readonly addOns: readonly PlannedAddOn[];
}

/** Policies of the platform, of its add-ons and of those of one's own. */
export function clusterPolicies(traffic: ClusterTraffic): readonly PlatformNetworkPolicy[] {
  const { namespaces, settings, platform, environments, addOns } = traffic;
  const { argocd, monitoring, repository } = platform;
  const flows = [
    ...platformFlows({
      settings,
      repository: repository.url,
      namespaces: { argocd: argocd.namespace, monitoring: monitoring.namespace },
      collectors: collectorsOf(platform, environments),
    }),
    ...addOns.flatMap((addOn) => addOn.flows),
    ...ownFlows(settings.ownAddOns, settings.apiServerPorts, prometheusOf(settings, monitoring.namespace)),
  ];
  return networkPolicies(namespaces, flows, environments.flatMap(dnsPeersOf));
}
