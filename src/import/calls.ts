import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { Network } from '../model/names';
import { membersOfKind, selects, type Group } from './group';
import type { Data, Note } from './note';
import { withPlaceholders } from './names';
import { mainContainerOf, podTemplateIn } from './pod';
import type { Ports } from './ports';

/** Whom a service calls. */
export interface WorkloadCalls {
  readonly dependsOn: readonly { readonly service: string; readonly ports?: readonly string[] }[];
  readonly egress: readonly Data[];
  /** Names of the ports at which its own pods reach each other. */
  readonly peers: readonly string[];
  readonly notes: readonly Note[];
}

/** A service of the same environment. */
export interface Neighbour {
  readonly group: Group;
  readonly ports: Ports;
}

interface Rule {
  readonly peers: readonly unknown[];
  readonly ports: readonly unknown[];
}

/** Reads whom a service calls: from its own policies, from those of the services that it calls, and from its configuration. */
export function callsOf(caller: Neighbour, all: readonly Neighbour[], environment: string): WorkloadCalls {
  const { group } = caller;
  const others = all.filter((one) => one.group !== group);
  const found = new Map<string, Set<string>>();
  const notes: Note[] = [];
  const add = (called: Neighbour, ports: readonly unknown[]): void => {
    const names = found.get(called.group.name) ?? new Set<string>();
    const said = ports.flatMap((port) => called.ports.nameOf(port) ?? []);
    for (const name of said.length > 0 ? said : called.ports.ports.map((port) => port.name)) names.add(name);
    found.set(called.group.name, names);
  };

  const outgoing = membersOfKind(group, 'NetworkPolicy').flatMap((policy) => rulesOf(policy, 'egress', 'to'));
  const egress = outgoing.flatMap((rule) => egressOf(rule, group, environment));
  for (const { peers, ports } of outgoing)
    for (const other of others) if (peers.some((peer) => isPeer(peer, other, group))) add(other, ports);
  for (const other of others) {
    const incoming = membersOfKind(other.group, 'NetworkPolicy').flatMap((one) => rulesOf(one, 'ingress', 'from'));
    for (const { peers, ports } of incoming)
      if (peers.some((peer) => isPeer(peer, caller, other.group))) add(other, ports);
  }
  for (const other of others) {
    if (found.has(other.group.name)) continue;
    const place = mentionOf(other, group);
    if (place === undefined) continue;
    add(other, []);
    const text = `${other.group.name}: ${place.what} names it`;
    notes.push({ kind: 'assumed', key: 'dependsOn', text, object: place.object, path: place.path });
  }
  const dependsOn = [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, names]) => {
      const count = others.find((one) => one.group.name === service)?.ports.ports.length ?? 0;
      return names.size >= count ? { service } : { service, ports: [...names] };
    });
  return { dependsOn, egress: unique(egress), peers: peersOf(caller), notes };
}

/** Ports at which a policy lets the pods of a service reach each other. */
function peersOf(caller: Neighbour): readonly string[] {
  const { group, ports } = caller;
  const rules = membersOfKind(group, 'NetworkPolicy').flatMap((policy) => rulesOf(policy, 'ingress', 'from'));
  const own = rules.filter(({ peers }) => peers.some((peer) => isPeer(peer, caller, group)));
  const all = ports.ports.map(({ name }) => name);
  const named = new Set(own.flatMap((rule) => (rule.ports.length === 0 ? all : rule.ports.map(ports.nameOf))));
  return all.filter((name) => named.has(name));
}

function rulesOf({ value }: ManifestObject, direction: 'ingress' | 'egress', side: 'from' | 'to'): readonly Rule[] {
  return listAt(value, ['spec', direction]).map((rule) => ({
    peers: listAt(rule, [side]),
    ports: listAt(rule, ['ports'])
      .filter((port) => (textAt(port, ['protocol']) ?? 'TCP') === 'TCP')
      .map((port) => valueAt(port, ['port'])),
  }));
}

/** Whether a peer of a policy is the pods of a service, seen from the namespace of the policy. */
function isPeer(peer: unknown, { group }: Neighbour, owner: Group): boolean {
  if (
    !selects(
      mappingAt(peer, ['podSelector', 'matchLabels']),
      mappingAt(podTemplateIn(group.workload), ['metadata', 'labels']),
    )
  )
    return false;
  const namespace = namespaceOf(peer);
  return (namespace ?? owner.workload.namespace) === group.workload.namespace;
}

function namespaceOf(peer: unknown): string | undefined {
  const labels = mappingAt(peer, ['namespaceSelector', 'matchLabels']);
  return textAt(labels, ['kubernetes.io/metadata.name']) ?? textAt(labels, ['name']);
}

/** What a rule opens besides services: networks and whole namespaces. DNS is open in every catalog. */
function egressOf({ peers, ports }: Rule, group: Group, environment: string): readonly Data[] {
  const numbers = ports.filter((port) => typeof port === 'number');
  if (numbers.every((port) => port === 53)) return [];
  return peers.flatMap((peer): readonly Data[] => {
    const cidr = textAt(peer, ['ipBlock', 'cidr']);
    if (cidr !== undefined) return Network.safeParse(cidr).success ? [{ cidr, ports: numbers }] : [];
    const namespace = namespaceOf(peer);
    if (namespace === undefined || valueAt(peer, ['podSelector']) !== undefined) return [];
    return [{ namespace: withPlaceholders(namespace, { environment, service: group.name }), ports: numbers }];
  });
}

/** Where the configuration of a service names another: `http://orders:8080`, `orders.shop.svc`. */
function mentionOf(
  { group: called }: Neighbour,
  { workload, members }: Group,
): { readonly what: string; readonly object: ManifestObject; readonly path: Note['path'] & object } | undefined {
  const names = membersOfKind(called, 'Service').map(({ name }) =>
    name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
  );
  if (names.length === 0) return undefined;
  const pattern = new RegExp(`(?:^|[/@,])(?:${names.join('|')})(?:\\.[a-z0-9-]+\\.svc\\b|:\\d)`);
  const { container, index } = mainContainerOf(workload);
  for (const [place, variable] of listAt(container, ['env']).entries()) {
    if (!pattern.test(textAt(variable, ['value']) ?? '')) continue;
    const path = ['spec', 'template', 'spec', 'containers', index, 'env', place];
    return { what: `the variable ${textAt(variable, ['name'])}`, object: workload, path };
  }
  for (const map of members.filter(({ kind }) => kind === 'ConfigMap')) {
    for (const [key, value] of Object.entries(mappingAt(map.value, ['data'])))
      if (typeof value === 'string' && pattern.test(value))
        return { what: `the key ${key} of its ConfigMap`, object: map, path: ['data', key] };
  }
  return undefined;
}

function unique(list: readonly Data[]): readonly Data[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}
