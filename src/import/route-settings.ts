import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { ServiceExposure } from '../model/exposure';
import { membersOfKind } from './group';
import type { Group } from './group';
import type { SaidExposure } from './ingress-settings';
import type { Data } from './note';
import { wordsOf } from './object-words';
import { portsOfGroup } from './ports';
import { releaseServicesOf } from './release-services';
import { ownServiceOf } from './service-settings';
import { isOfGateway } from './traffic-settings';

/** What is read by which kind of route. */
const protocols: ReadonlyMap<string, string> = new Map([
  ['HTTPRoute', 'http'],
  ['GRPCRoute', 'grpc'],
]);

/** The route of a Gateway that leads to a service, in words; undefined where there is none, or none that can be said. */
export function routeInWords(group: Group, service: string): SaidExposure | undefined {
  const [route, ...others] = membersOfKind(group, 'HTTPRoute', 'GRPCRoute').filter(isOfGateway);
  if (route === undefined || others.length + membersOfKind(group, 'Ingress').length > 0) return undefined;
  const spec = mappingAt(route.value, ['spec']);
  const [parent, ...parents] = listAt(spec, ['parentRefs']);
  const rules = listAt(spec, ['rules']).map((rule) => wordsOfRule(rule, group, service, protocols.get(route.kind)));
  const [first, ...more] = rules.filter((rule) => rule !== undefined);
  const isOfPort = valueAt(parent, ['port']) !== undefined;
  if (first === undefined || more.length + 1 < rules.length || parents.length > 0 || isOfPort) return undefined;
  // Of calls of gRPC a route of ours has one rule.
  if (route.kind === 'GRPCRoute' && more.length > 0) return undefined;
  const listener = textAt(parent, ['sectionName']);
  const exposure = {
    kind: 'gateway',
    hosts: listAt(spec, ['hostnames']),
    ...first,
    ...(more.length === 0
      ? {}
      : {
          routes: Object.fromEntries(
            // They are laid in the order of their names.
            more.map((rule, index) => [`route-${String(index + 2).padStart(2, '0')}`, rule]),
          ),
        }),
    ...(listener === undefined ? {} : { listener }),
  };
  if (!ServiceExposure.safeParse(exposure).success) return undefined;
  return { exposure, name: route.name, words: { ...wordsOf(mappingAt(route.value, ['metadata']), {}) } };
}

/** Paths and the port that they lead to; undefined where a rule says more than that. */
function wordsOfRule(rule: unknown, group: Group, service: string, protocol: string | undefined): Data | undefined {
  const { matches, filters, backendRefs, name: _, ...others } = mappingAt(rule, []);
  const port = portBehind(listAt(backendRefs, []), group, service);
  const path = pathOf(listAt(matches, []));
  const rewrite = path === undefined ? undefined : rewriteOf(listAt(filters, []), path['pathType'] === 'exact');
  if (Object.keys(others).length > 0 || port === undefined || path === undefined || rewrite === undefined)
    return undefined;
  const isRead = (port.protocol ?? 'http') === protocol;
  return isRead ? { ...path, ...rewrite, port: port.name } : undefined;
}

/** The port to which a rule leads: by the Service of the service, or by those of its two releases. */
function portBehind(backends: readonly unknown[], group: Group, service: string) {
  const { split } = releaseServicesOf(group.workload);
  const said = backends.map((backend) => {
    const { name, port: _, weight = 1, group: __, kind: ___, ...others } = mappingAt(backend, []);
    return JSON.stringify([name, weight, ...Object.keys(others)]);
  });
  const wanted =
    split === undefined
      ? [[ownServiceOf({ group, service })?.name, 1]]
      : [
          [split.stable, 100],
          [split.canary, 0],
        ];
  const { ports, behind } = portsOfGroup(group, true);
  const [name, ...names] = new Set(backends.map((backend) => behind(valueAt(backend, ['port']))));
  const isLed = said.length === wanted.length && wanted.every((one, at) => said[at] === JSON.stringify(one));
  return isLed && names.length === 0 ? ports.find((one) => one.name === name) : undefined;
}

function pathOf(matches: readonly unknown[]): Data | undefined {
  const [match, ...others] = matches;
  if (others.length > 0) return undefined;
  if (match === undefined) return {};
  const { path, ...more } = mappingAt(match, []);
  const { type = 'PathPrefix', value = '/' }: Mapping = mappingAt(path, []);
  if (Object.keys(more).length > 0 || (type !== 'PathPrefix' && type !== 'Exact')) return undefined;
  return { ...(value === '/' ? {} : { path: value }), ...(type === 'Exact' ? { pathType: 'exact' } : {}) };
}

function rewriteOf(filters: readonly unknown[], isExact: boolean): Data | undefined {
  const [filter, ...others] = filters;
  if (filter === undefined) return {};
  const { path, ...more } = mappingAt(filter, ['urlRewrite']);
  const [type, key] = isExact ? ['ReplaceFullPath', 'replaceFullPath'] : ['ReplacePrefixMatch', 'replacePrefixMatch'];
  const rewrite = textAt(path, [key]);
  const isOther = others.length + Object.keys(more).length > 0 || textAt(filter, ['type']) !== 'URLRewrite';
  return isOther || textAt(path, ['type']) !== type || rewrite === undefined ? undefined : { rewrite };
}
