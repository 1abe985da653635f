import type { ManifestObject } from '../../manifests/manifest';
import { listAt, mappingAt, valueAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { documents } from '../../model/catalog';
import { groupBy } from '../../model/group-by';
import { OwnService } from '../../model/service-object';
import { ServiceName } from '../../model/service';
import type { Facts } from '../facts';
import { selects } from '../group';
import type { Data } from '../note';
import { wordsOf } from '../object-words';
import { isOwn } from '../own';
import { podTemplateIn } from '../pod';
import type { ImportedPort, Ports } from '../ports';
import { reachOf } from '../service-settings';
import { isSame } from '../split';
import type { TreeEnvironment } from '../tree';
import type { CatalogDocument } from '../write-document';
import type { ExactQuestion, ExactService } from './exact-service';

/** A Service that leads to the pods of several services, in one environment. */
export interface SharedService {
  readonly service: string;
  readonly environment: string;
  readonly object: ManifestObject;
  readonly selector: Mapping;
  readonly variants: readonly string[];
  readonly ports: readonly ImportedPort[];
  readonly settings: Data;
  readonly team: string | undefined;
}

/**
 * Services that lead to pods of several services and that can be said as one of several variants: alike in all environments.
 *
 * @param facts what is said of every service in every environment
 */
export function sharedServices(
  environments: readonly TreeEnvironment[],
  facts: readonly Facts[],
): ReadonlyMap<string, readonly SharedService[]> {
  const used = new Set(facts.flatMap(({ group }) => group.members));
  const found = environments.flatMap(({ name, objects }) => {
    const own = facts.filter(({ environment }) => environment === name);
    const services = objects.filter((object) => object.kind === 'Service' && !used.has(object) && !isOwn(object));
    return services.flatMap((object) => sharedService(object, own, name) ?? []);
  });
  const taken = new Set(facts.map(({ service }) => service));
  return new Map(
    [...groupBy(found, ({ service }) => service)].filter(([name, all]) => {
      const [first] = all;
      const isAlike = all.every(
        ({ variants, ports, settings, selector }) =>
          isSame(variants, first?.variants) &&
          isSame(ports, first?.ports) &&
          isSame(settings, first?.settings) &&
          isSame(selector, first?.selector),
      );
      return isAlike && !taken.has(name) && new Set(all.map(({ environment }) => environment)).size === all.length;
    }),
  );
}

function sharedService(
  object: ManifestObject,
  facts: readonly Facts[],
  environment: string,
): SharedService | undefined {
  const selector = mappingAt(object.value, ['spec', 'selector']);
  const variants = facts.filter(
    ({ group: { workload } }) =>
      workload.namespace === object.namespace &&
      selects(selector, mappingAt(podTemplateIn(workload), ['metadata', 'labels'])),
  );
  const ports = listAt(object.value, ['spec', 'ports']).map((port) => sharedPort(port, variants));
  const there = ports.filter((port) => port !== undefined);
  if (variants.length < 2 || there.length < ports.length || there.length === 0) return undefined;
  if (!ServiceName.safeParse(object.name).success) return undefined;
  const service = reachOf(object, selector);
  const { labels, annotations } = wordsOf(mappingAt(object.value, ['metadata']), selector);
  const words = {
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  return {
    service: object.name,
    environment,
    object,
    selector,
    variants: variants.map((one) => one.service).sort(),
    ports: there,
    settings: {
      ...(Object.keys(service).length > 0 && OwnService.safeParse(service).success ? { service } : {}),
      ...(Object.keys(words).length === 0 ? {} : { metadata: { service: words } }),
    },
    team: variants.map(({ team }) => team).find((team) => team !== undefined),
  };
}

/** A port that leads to one of the same name in each variant. */
function sharedPort(port: unknown, variants: readonly Facts[]): ImportedPort | undefined {
  const number = valueAt(port, ['port']);
  const targets = variants.map(({ ports }) => targetOf(port, ports));
  const [first] = targets;
  if (first === undefined || typeof number !== 'number' || targets.some((one) => one?.name !== first.name))
    return undefined;
  const { container: _, port: __, ...target } = first;
  return { ...target, ...(number === target.containerPort ? {} : { port: number }) };
}

function targetOf(port: unknown, { ports, nameOf }: Ports): ImportedPort | undefined {
  const name = nameOf(valueAt(port, ['targetPort']) ?? valueAt(port, ['port']));
  return ports.find((one) => one.name === name);
}

/** The questions of a shared Service, one for each environment. */
export function questionsOfShared(
  shared: readonly SharedService[],
  renderedIn: (environment: string) => readonly Mapping[],
): readonly ExactQuestion[] {
  return shared.map(({ service, environment, settings, ports, object, selector }) => ({
    facts: { service, environment, settings, ports: { ports, nameOf: nobody, behind: nobody, notes: [] } },
    selector,
    names: {},
    forced: [],
    rendered: renderedIn(environment),
    wanted: [object],
  }));
}

function nobody(): undefined {
  return undefined;
}

/** The files of a shared Service. @param exact what it says besides settings; nothing yet for the first rendering */
export function documentsOfShared(
  shared: readonly SharedService[],
  team: string,
  exact: ExactService | undefined,
): readonly CatalogDocument[] {
  const [first] = shared;
  if (first === undefined) return [];
  const { service, variants, ports, selector, settings } = first;
  const said = {
    team: first.team ?? team,
    ports,
    runs: 'variants',
    variants,
    selector,
    ...settings,
    ...(exact === undefined || exact.unadopted.length === 0 ? {} : { unadopted: exact.unadopted }),
  };
  const entries = (data: Data) => Object.entries(data).map(([key, value]) => ({ key, value }));
  return [
    {
      name: documents.service(service),
      schema: 'service',
      about: ['A Service that leads to several variants. Imported; what is not here is a default.'],
      entries: entries(said),
    },
    ...shared.map(({ environment }): CatalogDocument => {
      const patches = exact?.environments.get(environment)?.patches ?? [];
      return {
        name: documents.overlay(service, environment),
        schema: 'overlay',
        about: [],
        entries: entries(patches.length === 0 ? {} : { patches }),
      };
    }),
  ];
}
