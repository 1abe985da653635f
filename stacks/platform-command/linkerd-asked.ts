import { quantityValue } from '../../src/model/quantity';
import type { LinkerdSettings } from '../settings/linkerd';
import { linkerdResources } from '../values/linkerd';
import type { LinkerdContainer } from '../values/linkerd';

/** Cores, and bytes. */
export interface AskedAmounts {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What Linkerd itself asks for on one node: its control plane, each pod of which has a proxy, and the plugin of that node (charts
 * linkerd-control-plane and linkerd2-cni, `templates/`).
 */
export function linkerdAsked({ size, highlyAvailable, network }: LinkerdSettings): AskedAmounts {
  const pods = highlyAvailable ? 3 : 1;
  return sumOf(size, {
    // linkerd-destination: destination, policy and sp-validator. linkerd-proxy-injector: one.
    controller: pods * (3 + 1),
    identity: pods,
    proxy: pods * 3,
    // What installs it, and what mends pods that came before it.
    plugin: network.kind === 'cni' ? 2 : 0,
  });
}

/** What the proxies of meshed pods ask for. */
export function proxiesAsked({ size }: LinkerdSettings, pods: number): AskedAmounts {
  return sumOf(size, { proxy: pods });
}

function sumOf(
  size: LinkerdSettings['size'],
  counts: Partial<Readonly<Record<LinkerdContainer, number>>>,
): AskedAmounts {
  let [cpu, memory] = [0, 0];
  for (const [container, resources] of Object.entries(linkerdResources[size])) {
    const count = new Map<string, number>(Object.entries(counts)).get(container) ?? 0;
    cpu += count * (quantityValue(resources.cpu.request) ?? 0);
    memory += count * (quantityValue(resources.memory.request) ?? 0);
  }
  return { cpu, memory };
}
