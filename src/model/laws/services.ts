import type { Breach, Catalog } from '../catalog';
import type { SettingPath } from '../explain';
import { podSelector } from '../labels';
import { didYouMean } from '../nearest';
import { hasHeadlessService, placedServices } from '../place-services';
import { transportOf } from '../port-peers';
import { isSplitByRoutes } from '../placed-rollout';
import type { Resolved } from '../resolve';
import type { MoreService } from '../service-object';
import { objectKey } from './object-key';
import { nameOf, placeOf } from './place-of';

/** A Service leads to ports that there are, and says of each thing what goes with the rest of it. */
export function* checkServices(resolved: Resolved): Iterable<Breach> {
  const { settings, wants, service } = resolved;
  yield* together(resolved, ['service'], settings.service);
  yield* nodePorts(resolved);
  yield* portsOfMore(resolved, ['service'], settings.service);
  yield* portsThatOthersUse(resolved);
  for (const [name, said] of Object.entries(settings.moreServices)) {
    const path = ['moreServices', name];
    if (wants.ports.length === 0) {
      yield {
        ...placeOf(resolved, path),
        message: `service "${service}" listens on nothing, and the Service "${name}" leads to it`,
        hint: 'add the port to ports, or leave this out',
      };
      continue;
    }
    yield* together(resolved, path, said);
    yield* portsOfMore(resolved, path, said);
  }
}

const outsideKeys = ['externalTrafficPolicy'] as const;
const balancerKeys = ['sourceRanges', 'loadBalancerClass'] as const;

type Said = Pick<
  MoreService,
  'type' | 'headless' | 'sessionAffinity' | 'selectorLabels' | (typeof outsideKeys | typeof balancerKeys)[number]
>;

function* together(resolved: Resolved, at: SettingPath, said: Said): Iterable<Breach> {
  const { type = 'ClusterIP', headless = false } = said;
  const problem = (key: string, words: string, hint: string): Breach => ({
    ...placeOf(resolved, [...at, key]),
    message: `${at.join('.')}.${key} of ${nameOf(resolved, [...at, key])} ${words}`,
    hint,
  });
  const selector = Object.keys(podSelector(resolved));
  for (const label of said.selectorLabels ?? [])
    if (!selector.includes(label))
      yield problem(
        'selectorLabels',
        `names the label "${label}", by which no pods of it are found`,
        didYouMean(label, selector),
      );
  if (headless && type !== 'ClusterIP')
    yield problem('headless', `is true, and a Service of the type ${type} has an address`, 'leave one of them out');
  if (headless && said.sessionAffinity === 'ClientIP')
    yield problem(
      'sessionAffinity',
      'is about a common address, and a headless Service has none',
      'leave one of them out',
    );
  if (type !== 'LoadBalancer' && (said.sourceRanges ?? []).length > 0)
    yield problem(
      'sourceRanges',
      `is about a load balancer, and the type is ${type}`,
      'set "type: LoadBalancer", or leave it out',
    );
  if (type !== 'LoadBalancer' && said.loadBalancerClass !== undefined)
    yield problem(
      'loadBalancerClass',
      `is about a load balancer, and the type is ${type}`,
      'set "type: LoadBalancer", or leave it out',
    );
  if (type === 'ClusterIP' && said.externalTrafficPolicy === 'Local')
    yield problem(
      'externalTrafficPolicy',
      'is about requests from outside, and the type is ClusterIP',
      'set "type: LoadBalancer" or "NodePort", or leave it out',
    );
}

function* nodePorts(resolved: Resolved): Iterable<Breach> {
  const { settings, wants, service } = resolved;
  const names = wants.ports.map((port) => port.name);
  for (const name of Object.keys(settings.service.nodePorts)) {
    const path = ['service', 'nodePorts', name];
    if (!names.includes(name)) {
      yield {
        ...placeOf(resolved, path),
        message: `service "${service}" has no port "${name}"`,
        hint: didYouMean(name, names),
      };
    } else if ((settings.service.type ?? 'ClusterIP') === 'ClusterIP') {
      yield {
        ...placeOf(resolved, path),
        message: `service.nodePorts of ${nameOf(resolved, path)} is about ports of nodes, and the type is ClusterIP`,
        hint: 'set "type: NodePort" or "LoadBalancer", or leave it out',
      };
    }
  }
}

/** Routes, monitors and callers find a port by what the service calls it and by its number there. */
function* portsThatOthersUse(resolved: Resolved): Iterable<Breach> {
  const { settings, wants } = resolved;
  const { ports } = settings.service;
  if (ports === undefined || Object.keys(ports).length === 0) return;
  const users = new Map([
    ...(wants.public ? ([[settings.exposure.port, 'is reached from outside']] as const) : []),
    ...(settings.monitoring.scrape ? ([[settings.metrics.port, 'is asked for metrics']] as const) : []),
  ]);
  for (const [name, use] of users) {
    const own = ports[name];
    const { port, containerPort } = wants.ports.find((one) => one.name === name) ?? {};
    const isThere = own !== undefined && own !== null && (own.target ?? name) === name;
    if (isThere && (own.port === undefined || own.port === (port ?? containerPort))) continue;
    const path = ['service', 'ports'];
    yield {
      ...placeOf(resolved, path),
      message: `service.ports of ${nameOf(resolved, path)} has no port "${name}" with its own number, and that one ${use}`,
      hint: `add "${name}: {}" to them`,
    };
  }
}

function* portsOfMore(
  resolved: Resolved,
  at: SettingPath,
  said: Pick<MoreService, 'ports' | 'type'>,
): Iterable<Breach> {
  const { wants, service } = resolved;
  const names = wants.ports.map((port) => port.name);
  const numbers = new Map<string, string>();
  for (const [name, led] of Object.entries(said.ports ?? {})) {
    if (led === null) continue;
    const path = [...at, 'ports', name];
    const target = wants.ports.find((port) => port.name === (led.target ?? name));
    if (target === undefined) {
      yield {
        ...placeOf(resolved, path),
        message: `service "${service}" has no port "${led.target ?? name}"`,
        hint: `${didYouMean(led.target ?? name, names)}; "target" names the port of the service`,
      };
      continue;
    }
    const number = led.port ?? target.port ?? target.containerPort;
    const key = `${number} ${transportOf(target)}`;
    const other = numbers.get(key);
    numbers.set(key, name);
    if (other !== undefined) {
      yield {
        ...placeOf(resolved, path),
        message: `port ${number} of the Service "${at.at(-1)}" is used twice, by "${other}" and "${name}"`,
        hint: 'give each port a number of its own',
      };
    }
    if (led.nodePort !== undefined && (said.type ?? 'ClusterIP') === 'ClusterIP') {
      yield {
        ...placeOf(resolved, [...path, 'nodePort']),
        message: `${path.join('.')}.nodePort of ${nameOf(resolved, path)} is about ports of nodes, and the type is ClusterIP`,
        hint: 'set "type: NodePort" or "LoadBalancer", or leave it out',
      };
    }
  }
}

/** A name is that of one Service in a namespace, and a port of nodes leads to one Service in a cluster. */
export function* checkServiceNames(_: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const saying = all.filter(({ settings }) => saysServices(settings));
  if (saying.length === 0) return;
  const owners = new Map<string, Resolved>();
  const nodes = new Map<string, { readonly resolved: Resolved; readonly name: string }>();
  const there = all.filter(({ isRetired }) => !isRetired);
  for (const resolved of there)
    for (const name of usualNames(resolved)) owners.set(objectKey(resolved, name), resolved);
  for (const resolved of there) {
    for (const name of Object.keys(resolved.settings.moreServices)) {
      const path = ['moreServices', name];
      const owner = owners.get(objectKey(resolved, name));
      owners.set(objectKey(resolved, name), resolved);
      if (owner === undefined) continue;
      yield {
        ...placeOf(resolved, path),
        message: `the Service "${name}" of service "${resolved.service}" would have the name of one of service "${owner.service}" in the namespace "${resolved.namespace}"`,
        hint: 'give it another name',
      };
    }
    for (const { name, type, ports } of placedServices(resolved)) {
      if (type === 'ClusterIP') continue;
      for (const { nodePort, target, name: port } of ports) {
        if (nodePort === undefined) continue;
        const transport = resolved.wants.ports.find((one) => one.name === target)?.protocol === 'udp' ? 'UDP' : 'TCP';
        const key = `${resolved.where.cluster.server} ${nodePort} ${transport}`;
        const owner = nodes.get(key);
        nodes.set(key, { resolved, name });
        if (owner === undefined) continue;
        const isOwn = resolved.settings.service.nodePorts[port] === nodePort;
        yield {
          ...placeOf(
            resolved,
            isOwn ? ['service', 'nodePorts', port] : ['moreServices', name, 'ports', port, 'nodePort'],
          ),
          message: `port ${nodePort} of the nodes already leads to the Service "${owner.name}" of service "${owner.resolved.service}" in "${owner.resolved.environment}"`,
          hint: 'choose another port, or leave it out: any that is free',
        };
      }
    }
  }
}

/** Of nearly all of thousands of placements there is nothing to look at. */
function saysServices({ service, moreServices }: Resolved['settings']): boolean {
  return Object.keys(moreServices).length + Object.keys(service.nodePorts).length > 0;
}

/** Names of Services that a service has without saying so. */
function usualNames(resolved: Resolved): readonly string[] {
  const { service, wants, settings } = resolved;
  const isBlueGreen = settings.rollout.strategy === 'blueGreen';
  return [
    ...(wants.ports.length === 0 ? [] : [wants.names?.service ?? (isBlueGreen ? `${service}-active` : service)]),
    ...(isBlueGreen ? [wants.names?.preview ?? `${service}-preview`] : []),
    ...(isSplitByRoutes(resolved)
      ? [wants.names?.stable ?? `${service}-stable`, wants.names?.canary ?? `${service}-canary`]
      : []),
    ...(hasHeadlessService({ wants }) ? [wants.names?.headless ?? `${service}-headless`] : []),
  ];
}
