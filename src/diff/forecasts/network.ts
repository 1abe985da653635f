import { listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import { afterOf, beforeOf, isShapeBelow } from '../change';
import type { Consequence, Forecast, RiskLevel } from '../consequence';
import { plain } from '../shown';
import { onlyIn, sources } from '../consequence';
import { isIsolating, peersOf, peersOnlyIn, selectorWords } from './peers';

/** Longer lists are counted. */
const mostPeers = 6;

/** Who may reach the pods, and whom they may reach. */
export const networkPolicy: Forecast = ({ change, object, fields }) => {
  if (object.kind !== 'NetworkPolicy' || object.group !== 'networking.k8s.io') return [];
  const before = beforeOf(change)?.value;
  const after = afterOf(change)?.value;
  const found: Consequence[] = [];
  const say = (text: string, peers: readonly string[], severity: RiskLevel): void => {
    if (peers.length === 0) return;
    const more = peers.length > mostPeers ? ` and ${peers.length - mostPeers} more` : '';
    const words = `${text}: ${peers.slice(0, mostPeers).join('; ')}${more}`;
    found.push({ category: 'network', severity, text: words, source: sources.networkPolicy });
  };
  for (const direction of ['ingress', 'egress'] as const) {
    const [old, now] = [peersOf(before, direction), peersOf(after, direction)];
    const isIn = direction === 'ingress';
    // A policy that comes or goes changes what others of the same pods allow: only what it names is certain.
    say(isIn ? 'gains access' : 'may now be reached', peersOnlyIn(now, old), 'notice');
    say(isIn ? 'loses access' : 'can no longer be reached', peersOnlyIn(old, now), 'disruption');
    const isNew = isIsolating(after, direction) && !isIsolating(before, direction);
    if (isNew && after !== undefined && now.length === 0)
      say(`nothing may ${isIn ? 'reach' : 'be reached by'}`, [podsOf(after)], 'disruption');
  }
  if (fields.some(({ shape }) => isShapeBelow(shape, 'spec.podSelector')))
    say('is about other pods now', [podsOf(after)], 'disruption');
  return found;
};

/** Who outside the cluster reaches pods without a route. */
export const outside: Forecast = ({ change, object }) => {
  if (object.kind !== 'Service' || object.group !== '') return [];
  const [old, now] = [openingsOf(beforeOf(change)?.value), openingsOf(afterOf(change)?.value)];
  return [
    ...onlyIn(now, old).map((opening) => notice(`opens to the outside: ${opening}`, 'notice', sources.service)),
    ...onlyIn(old, now).map((opening) => notice(`closes to the outside: ${opening}`, 'disruption', sources.service)),
  ];
};

/** What is open: `port 443 for every network`, `port 30080 of every node`. */
function openingsOf(value: unknown): readonly string[] {
  const type = textAt(value, ['spec', 'type']) ?? 'ClusterIP';
  if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
  const ranges = listAt(value, ['spec', 'loadBalancerSourceRanges']).map(plain);
  return listAt(value, ['spec', 'ports']).flatMap((port) => {
    const transport = textAt(port, ['protocol']) ?? 'TCP';
    const shown = (number: unknown): string => `${plain(number)}${transport === 'TCP' ? '' : `/${transport}`}`;
    const nodePort = valueAt(port, ['nodePort']);
    if (type === 'NodePort')
      return [nodePort === undefined ? 'a port of every node that is free' : `port ${shown(nodePort)} of every node`];
    return (ranges.length === 0 ? ['every network'] : ranges).map(
      (network) => `port ${shown(valueAt(port, ['port']))} for ${network}`,
    );
  });
}

/** Ports, type and pods of a Service. */
export const service: Forecast = ({ change, object, fields }) => {
  if (object.kind !== 'Service' || object.group !== '' || change.change !== 'changed') return [];
  const ports = (value: unknown): readonly string[] =>
    listAt(value, ['spec', 'ports']).map((port) => plain(valueAt(port, ['port'])));
  const [old, now] = [ports(change.before.value), ports(change.after.value)];
  const typeOf = (value: unknown): string => textAt(value, ['spec', 'type']) ?? 'ClusterIP';
  const [from, to] = [typeOf(change.before.value), typeOf(change.after.value)];
  return [
    ...onlyIn(old, now).map((port) =>
      notice(`port ${port} goes: callers that use it fail`, 'disruption', sources.service),
    ),
    ...onlyIn(now, old).map((port) => notice(`port ${port} is new`, 'notice', sources.service)),
    ...(from === to ? [] : [notice(typeChange(from, to), 'disruption', sources.service)]),
    ...(fields.some(({ shape }) => isShapeBelow(shape, 'spec.selector'))
      ? [notice(`traffic goes to other pods: ${labelsOf(change.after.value)}`, 'disruption', sources.service)]
      : []),
  ];
};

/** Hosts of routes and Ingresses. */
export const route: Forecast = ({ change, object }) => {
  if (!['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'Ingress'].includes(object.kind)) return [];
  const [old, now] = [hostsOf(beforeOf(change)?.value), hostsOf(afterOf(change)?.value)];
  const source = object.kind === 'Ingress' ? sources.ingress : sources.httpRoute;
  return [
    ...onlyIn(now, old).map((host) => notice(`answers at ${host}`, 'notice', source)),
    ...onlyIn(old, now).map((host) => notice(`no longer answers at ${host} here`, 'disruption', source)),
  ];
};

/** Hosts, with the beginnings of paths that lead somewhere from there. */
function hostsOf(value: unknown): readonly string[] {
  const hosts = listAt(value, ['spec', 'hostnames']).map(plain);
  const rules = listAt(value, ['spec', 'rules']);
  const paths = rules.flatMap((rule) =>
    listAt(rule, ['matches']).map((match) => textAt(match, ['path', 'value']) ?? '/'),
  );
  const ofRoute = hosts.flatMap((host) => (paths.length === 0 ? ['/'] : paths).map((path) => shownAddress(host, path)));
  const ofIngress = rules.flatMap((rule) => {
    const host = textAt(rule, ['host']) ?? 'every host';
    const own = listAt(rule, ['http', 'paths']).map((path) => textAt(path, ['path']) ?? '/');
    return own.length === 0 && !isIngress(value)
      ? []
      : (own.length === 0 ? ['/'] : own).map((path) => shownAddress(host, path));
  });
  return [...new Set([...ofRoute, ...ofIngress, ...listenersOf(value)])];
}

/** What has no hosts answers at listeners. */
function listenersOf(value: unknown): readonly string[] {
  const kind = textAt(value, ['kind']);
  if (kind !== 'TCPRoute' && kind !== 'UDPRoute') return [];
  return listAt(value, ['spec', 'parentRefs']).map(
    (parent) => `listener ${textAt(parent, ['sectionName']) ?? 'every'} of ${textAt(parent, ['name']) ?? ''}`,
  );
}

function isIngress(value: unknown): boolean {
  return textAt(value, ['kind']) === 'Ingress';
}

function shownAddress(host: string, path: string): string {
  return path === '/' ? host : `${host}${path}`;
}

function typeChange(from: string, to: string): string {
  if (to === 'LoadBalancer')
    return `${from} becomes LoadBalancer: reachable from outside the cluster, with an address of its own`;
  if (from === 'LoadBalancer') return `LoadBalancer becomes ${to}: its address goes`;
  return `${from} becomes ${to}`;
}

function notice(text: string, severity: RiskLevel, source: string): Consequence {
  return { category: 'network', severity, text, source };
}

function podsOf(policy: unknown): string {
  const words = selectorWords(valueAt(policy, ['spec', 'podSelector']));
  return words === '' ? 'every pod of the namespace' : `pods ${words}`;
}

function labelsOf(value: unknown): string {
  const labels = Object.entries(mappingAt(value, ['spec', 'selector']));
  return labels.length === 0 ? 'none' : labels.map(([key, label]) => `${key}=${plain(label)}`).join(' and ');
}
