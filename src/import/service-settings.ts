import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import { slipwayLabels } from '../model/labels';
import { MoreService, OwnService } from '../model/service-object';
import { membersOfKind } from './group';
import type { Group } from './group';
import type { Data } from './note';
import { wordsOf } from './object-words';
import { isOwn } from './own';
import type { Ports } from './ports';
import { releaseServicesOf } from './release-services';

/** A service, as far as its Services are about it. */
export interface ServedGroup {
  readonly group: Group;
  /** Name of the service. */
  readonly service: string;
  readonly ports: Pick<Ports, 'ports' | 'nameOf'>;
}

/** The Service that others call: the one with the name of the service, else the first with an address. */
export function ownServiceOf({ group, service }: Pick<ServedGroup, 'group' | 'service'>): ManifestObject | undefined {
  const { split, active, preview } = releaseServicesOf(group.workload);
  const releases = new Set([split?.stable, split?.canary, preview]);
  const services = membersOfKind(group, 'Service').filter(({ name }) => !releases.has(name));
  const green = services.find(({ name }) => name === active);
  if (green !== undefined) return green;
  return services.find(({ name }) => name === service) ?? services.find((one) => !isHeadless(one)) ?? services[0];
}

/**
 * The Services of a group in words: its own, and those besides; each as far as the schema takes it.
 *
 * @param findsByAll whether they are to find pods by all labels of the selector, whatever they do now @default false
 */
export function serviceSettings(subject: ServedGroup, findsByAll = false): Data {
  const own = ownServiceOf(subject);
  const { value } = subject.group.workload;
  const governing = textAt(value, ['spec', 'serviceName']);
  const { split, active, preview } = releaseServicesOf(subject.group.workload);
  const others = new Set<unknown>([governing, active, preview, split?.stable, split?.canary]);
  const more = membersOfKind(subject.group, 'Service')
    .filter((one) => one !== own && !others.has(one.name))
    .flatMap((one) => {
      const said = moreService(one, subject);
      return said === undefined ? [] : [[one.name, findsByAll ? withoutSelector(said) : said] as const];
    });
  const said = own === undefined || own.name === governing ? {} : ownService(own, subject);
  const led = own === undefined || findsByAll ? {} : ledBy(own, subject, own.name === governing);
  const service = findsByAll ? withoutSelector(said) : { ...said, ...led };
  return {
    ...(Object.keys(service).length > 0 && OwnService.safeParse(service).success ? { service } : {}),
    ...(more.length === 0 ? {} : { moreServices: Object.fromEntries(more) }),
  };
}

function withoutSelector(said: Data): Data {
  const { selectorLabels: _, ...others } = said;
  return others;
}

function isHeadless({ value }: Pick<ManifestObject, 'value'>): boolean {
  return textAt(value, ['spec', 'clusterIP']) === 'None';
}

/**
 * What of a Service is besides its ports and its names.
 *
 * @param selector labels by which the pods of the service are found
 */
export function reachOf({ value }: ManifestObject, selector: Mapping): Data {
  const spec = mappingAt(value, ['spec']);
  const type = textAt(spec, ['type']) ?? 'ClusterIP';
  const found = Object.keys(mappingAt(spec, ['selector']));
  const seconds = valueAt(spec, ['sessionAffinityConfig', 'clientIP', 'timeoutSeconds']);
  const ranges = listAt(spec, ['loadBalancerSourceRanges']);
  return {
    ...(type === 'ClusterIP' ? {} : { type }),
    ...(found.length < Object.keys(selector).length ? { selectorLabels: found } : {}),
    ...(isHeadless({ value }) ? { headless: true } : {}),
    ...(ranges.length === 0 ? {} : { sourceRanges: ranges }),
    ...(spec['loadBalancerClass'] === undefined ? {} : { loadBalancerClass: spec['loadBalancerClass'] }),
    ...(spec['externalTrafficPolicy'] === 'Local' ? { externalTrafficPolicy: 'Local' } : {}),
    ...(spec['sessionAffinity'] === 'ClientIP' ? { sessionAffinity: 'ClientIP' } : {}),
    ...(seconds === undefined ? {} : { affinitySeconds: seconds }),
  };
}

function selectorOf({ group }: ServedGroup): Mapping {
  return mappingAt(group.workload.value, ['spec', 'selector', 'matchLabels']);
}

function ownService(own: ManifestObject, subject: ServedGroup): Data {
  const nodePorts = listAt(own.value, ['spec', 'ports']).flatMap((port) => {
    const nodePort = valueAt(port, ['nodePort']);
    const name = subject.ports.nameOf(valueAt(port, ['targetPort']) ?? valueAt(port, ['port']));
    return nodePort === undefined || name === undefined ? [] : [[name, nodePort] as const];
  });
  return {
    ...reachOf(own, selectorOf(subject)),
    ...(nodePorts.length === 0 ? {} : { nodePorts: Object.fromEntries(nodePorts) }),
  };
}

/** Ports of the Service that are not those of the pods, and whether it leads to pods that are not ready, where that is not usual. */
function ledBy(own: ManifestObject, subject: ServedGroup, isUnreadyUsual: boolean): Data {
  const ports = listAt(own.value, ['spec', 'ports']).map((port) => portOf(port, subject));
  const said = ports.flatMap((port): readonly (readonly [string, Data])[] => {
    if (port === undefined) return [];
    // Those of nodes are said by the ports of the service.
    const { nodePort: _, ...led } = port[1];
    return [[port[0], led]];
  });
  const isUsual = said.length === subject.ports.ports.length && said.every(([, one]) => Object.keys(one).length === 0);
  const isSayable = said.length === ports.length && said.length > 0;
  const isUnready = valueAt(own.value, ['spec', 'publishNotReadyAddresses']) === true;
  return {
    ...(isUsual || !isSayable ? {} : { ports: Object.fromEntries(said) }),
    ...(isUnready === isUnreadyUsual ? {} : { unready: isUnready }),
  };
}

function moreService(one: ManifestObject, subject: ServedGroup): Data | undefined {
  const selector = selectorOf(subject);
  const isFound = Object.entries(mappingAt(one.value, ['spec', 'selector'])).every(
    ([key, value]) => selector[key] === value,
  );
  const ports = listAt(one.value, ['spec', 'ports']).map((port) => portOf(port, subject));
  if (!isFound || ports.some((port) => port === undefined)) return undefined;
  const { labels: all, annotations } = wordsOf(mappingAt(one.value, ['metadata']), selector);
  const labels = isOwn(one)
    ? Object.fromEntries(Object.entries(all).filter(([name]) => !slipwayLabels.has(name)))
    : all;
  const said = {
    ...reachOf(one, selector),
    ports: Object.fromEntries(ports.filter((port) => port !== undefined)),
    ...(valueAt(one.value, ['spec', 'publishNotReadyAddresses']) === true ? { unready: true } : {}),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  return MoreService.safeParse(said).success ? said : undefined;
}

function portOf(port: unknown, { ports }: ServedGroup): readonly [string, Data] | undefined {
  const target = ports.nameOf(valueAt(port, ['targetPort']) ?? valueAt(port, ['port']));
  if (target === undefined) return undefined;
  const name = textAt(port, ['name']) ?? target;
  const usual = ports.ports.find((one) => one.name === target);
  const number = valueAt(port, ['port']);
  const nodePort = valueAt(port, ['nodePort']);
  return [
    name,
    {
      ...(target === name ? {} : { target }),
      ...(number === (usual?.port ?? usual?.containerPort) ? {} : { port: number }),
      ...(nodePort === undefined ? {} : { nodePort }),
    },
  ];
}
