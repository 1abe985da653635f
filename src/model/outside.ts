import type { Peer } from './peer';
import { placedServices } from './place-services';
import type { PlacedService } from './placed-service';
import type { Platform } from './platform';
import { peersAt } from './port-peers';
import type { Resolved } from './resolve';

/** Every network: nobody has said who calls. */
const anywhere = '0.0.0.0/0';

/**
 * Who may call the pods of a placement from outside the cluster, without a route: through a port of each node, or a load
 * balancer. They come from the networks of its source ranges; where a node leads them to a pod of another one, from that node.
 *
 * @param owner whose Services they are: of the pods themselves, or of a service of which they are a version
 */
export function outsidePeers(platform: Platform, owner: Resolved, resolved: Resolved): readonly Peer[] {
  return outsideServices(owner).flatMap((one) => {
    const ports = one.ports.map(({ target }) => target);
    return networksOf(one, platform).flatMap((cidr) =>
      peersAt({ reason: `${one.name} ${cidr}`, cidr }, resolved, ports),
    );
  });
}

/** Networks from which callers outside the cluster come, without a route; none where there are no such callers. */
export function outsideNetworks(platform: Platform, resolved: Resolved): readonly string[] {
  return [...new Set(outsideServices(resolved).flatMap((one) => networksOf(one, platform)))];
}

/** Names of the ports that callers outside the cluster reach without a route. */
export function outsidePorts(resolved: Resolved): readonly string[] {
  return outsideServices(resolved).flatMap(({ ports }) => ports.map(({ target }) => target));
}

function outsideServices(resolved: Resolved): readonly PlacedService[] {
  const { service, moreServices } = resolved.settings;
  // Of nearly all of thousands of placements.
  if ((service.type ?? 'ClusterIP') === 'ClusterIP' && Object.keys(moreServices).length === 0) return [];
  return placedServices(resolved).filter(({ type }) => type !== 'ClusterIP');
}

function networksOf({ sourceRanges, externalTrafficPolicy }: PlacedService, platform: Platform): readonly string[] {
  if (sourceRanges.length === 0) return [anywhere];
  return externalTrafficPolicy === 'Local' ? sourceRanges : [...sourceRanges, ...platform.clusterNetworks];
}
