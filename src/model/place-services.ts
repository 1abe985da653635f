import { podSelector } from './labels';
import { hasMembers } from './pods';
import type { Strings } from './peer';
import type { PlacedPort, Placement } from './placement';
import type { PlacedService, PlacedServicePort } from './placed-service';
import type { Resolved } from './resolve';
import { usualAffinity } from './service-object';
import type { MoreService } from './service-object';

type Saying = Pick<Resolved, 'service' | 'wants' | 'settings'>;

/** Name of the Service that others call. */
export function ownServiceName({ service, settings }: Pick<Resolved, 'service' | 'settings'>): string {
  return settings.rollout.strategy === 'blueGreen' ? `${service}-active` : service;
}

/** The Service that others call. */
export function placeOwnService(resolved: Saying): PlacedService {
  const { nodePorts, ports, unready = false, ...said } = resolved.settings.service;
  return {
    ...placed(resolved, said),
    name: ownServiceName(resolved),
    hasUnready: unready,
    ports: ledPorts(resolved, ports).map((one) =>
      portOf(one.name, one.port, one.protocol, one.target, nodePorts[one.target]),
    ),
    labels: {},
    annotations: {},
  };
}

/** Whether each of its pods is led to by a Service of its own: members have names by it, and peers find each other. */
export function hasHeadlessService({ wants }: Pick<Resolved, 'wants'>): boolean {
  return hasMembers(wants) || wants.peers !== undefined;
}

/** The Service that leads to each pod: it has the ports of the one that others call, and those of peers. */
export function placeHeadlessService(resolved: Saying): Placement['headlessService'] {
  if (!hasHeadlessService(resolved)) return undefined;
  const { ports: said, unready = true } = resolved.settings.service;
  const led = ledPorts(resolved, said);
  const ofPeers = ledPorts(resolved).filter(
    ({ name }) => resolved.wants.peers?.includes(name) === true && !led.some((port) => port.name === name),
  );
  return { ports: [...led, ...ofPeers], hasUnready: unready };
}

/** Services that lead to the same pods besides. */
export function placeMoreServices(resolved: Saying): readonly PlacedService[] {
  return Object.entries(resolved.settings.moreServices).map(([name, said]) => placeMore(resolved, name, said));
}

/** Every Service that leads to its pods. */
export function placedServices(resolved: Saying): readonly PlacedService[] {
  return resolved.wants.ports.length === 0 ? [] : [placeOwnService(resolved), ...placeMoreServices(resolved)];
}

function placeMore(resolved: Saying, name: string, said: MoreService): PlacedService {
  return {
    ...placed(resolved, said),
    name,
    hasUnready: said.unready ?? false,
    ports: ledPorts(resolved, said.ports),
    labels: there(said.labels),
    annotations: there(said.annotations),
  };
}

/** Ports of a Service that leads to those of the pods: those that are said, else all. */
function ledPorts(resolved: Saying, said: MoreService['ports'] = {}): readonly PlacedServicePort[] {
  const all = placedPorts(resolved);
  const wanted = Object.entries(said);
  if (wanted.length === 0) return all.map(({ name, port, protocol }) => portOf(name, port, protocol, name));
  return wanted.flatMap(([own, led]) => {
    const target = all.find((one) => one.name === (led?.target ?? own));
    if (target === undefined || led === null) return [];
    return [portOf(own, led.port ?? target.port, target.protocol, target.name, led.nodePort)];
  });
}

function placed(resolved: Saying, said: Omit<MoreService, 'ports' | 'unready' | 'labels' | 'annotations'>) {
  const { type = 'ClusterIP', headless = false, sourceRanges = [], externalTrafficPolicy = 'Cluster' } = said;
  const { loadBalancerClass, sessionAffinity = 'None', affinitySeconds = usualAffinity } = said;
  const all = podSelector(resolved);
  return {
    selector: said.selectorLabels === undefined ? all : only(all, said.selectorLabels),
    type,
    isHeadless: headless,
    sourceRanges,
    externalTrafficPolicy,
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
    ...(sessionAffinity === 'None' ? {} : { affinitySeconds }),
  };
}

function only(labels: Strings, names: readonly string[]): Strings {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

/** The ports of a service with the numbers that callers use. */
export function placedPorts({ wants }: Pick<Resolved, 'wants'>): readonly PlacedPort[] {
  return wants.ports.map(({ container, ...port }) => ({
    ...port,
    port: port.port ?? port.containerPort,
    ...(container === undefined ? {} : { container }),
  }));
}

function portOf(
  name: string,
  port: number,
  protocol: PlacedPort['protocol'],
  target: string,
  nodePort?: number,
): PlacedServicePort {
  return { name, port, protocol, target, ...(nodePort === undefined ? {} : { nodePort }) };
}

function there(said: MoreService['labels'] = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}
