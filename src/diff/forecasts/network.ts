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
  if (!['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Ingress'].includes(object.kind)) return [];
  const [old, now] = [hostsOf(beforeOf(change)?.value), hostsOf(afterOf(change)?.value)];
  const source = object.kind === 'Ingress' ? sources.ingress : sources.httpRoute;
  return [
    ...onlyIn(now, old).map((host) => notice(`answers at ${host}`, 'notice', source)),
    ...onlyIn(old, now).map((host) => notice(`no longer answers at ${host} here`, 'disruption', source)),
  ];
};

function hostsOf(value: unknown): readonly string[] {
  const hosts = listAt(value, ['spec', 'hostnames']).map(plain);
  return [...hosts, ...listAt(value, ['spec', 'rules']).flatMap((rule) => textAt(rule, ['host']) ?? [])];
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
