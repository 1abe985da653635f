import { documents } from '../model/catalog';
import { mergeLayers } from '../model/layers';
import { defaultSettings, presetsOf, type Settings } from '../model/presets';
import { Service } from '../model/service';
import { SettingsLayer } from '../model/settings';
import { portsOfStores, type StoreName } from '../model/store';
import { isMapping, listAt, textAt, valueAt } from '../manifests/value-at';
import type { Facts } from './facts';
import type { Data, Note, PlacedNote } from './note';
import { isSame, mostCommon, splitSettings } from './split';
import type { CatalogDocument, TopLevelKey } from './write-document';

/** What is decided for all services together. */
export interface Decisions {
  readonly team: string;
  readonly registry: string;
  /** Whom a service depends on: no cycles, and only what runs wherever the service runs. */
  readonly dependsOn: readonly unknown[];
  /** When it is not that of the environments. */
  readonly namespace: string | undefined;
  /** Hosts that are what the pattern of their environment makes of the name, by environment. */
  readonly isUsualHost: (facts: Facts) => boolean;
  /** What a person should know of these. */
  readonly notes: readonly Note[];
}

/** The files of a service, and what is known of its size. */
export interface ImportedService {
  readonly service: CatalogDocument;
  readonly overlays: readonly CatalogDocument[];
  readonly notes: readonly PlacedNote[];
  /** By environment. */
  readonly settings: ReadonlyMap<string, Settings>;
}

/** Makes the files of a service of what its environments say. */
export function serviceDocuments(all: readonly Facts[], decisions: Decisions): ImportedService {
  const name = all[0]?.service ?? '';
  const notes: Note[] = [...decisions.notes];
  const wants = wantsOf(all, decisions, notes);
  const byEnvironment = new Map(all.map((one) => [one.environment, settingsOf(one, decisions)]));
  const inferred = { ...wants, ...inferredOf([...byEnvironment.values()], wants) };
  const parsed = Service.safeParse(inferred);
  const base = parsed.success ? mergeLayers(defaultSettings(parsed.data), presetsOf(parsed.data)) : undefined;
  const split = splitSettings(byEnvironment, isMapping(base) ? base : {});

  const placed = [
    ...placeNotes(name, all, (key) => key in inferred || key in split.service),
    ...notes.map((note): PlacedNote => ({ ...note, document: documents.service(name) })),
  ];
  const document = (of: Pick<CatalogDocument, 'name' | 'schema'>, about: string, data: Data): CatalogDocument => {
    const own = placed.filter((note) => note.document === of.name);
    const textsFor = (isFor: (note: Note) => boolean): readonly string[] => [
      ...new Set(own.filter(isFor).map(({ kind, text }) => `${commentWords[kind]}: ${text}.`)),
    ];
    const entries = Object.entries(data).map(([key, value]): TopLevelKey => ({
      key,
      value,
      comments: textsFor((note) => note.key === key),
    }));
    return { ...of, about: [about, ...textsFor((note) => !(note.key in data))], entries };
  };
  return {
    service: document(
      { name: documents.service(name), schema: 'service' },
      'What is the same in every environment. Imported; what is not here is a default.',
      inServiceOrder({ ...inferred, ...split.service }),
    ),
    overlays: all.map((one) =>
      document(
        { name: documents.overlay(name, one.environment), schema: 'overlay' },
        `What is different in ${one.environment}.`,
        { release: one.release, ...split.overlays.get(one.environment) },
      ),
    ),
    notes: placed,
    settings: new Map(
      all.flatMap(({ environment }): [string, Settings][] => {
        const layers = [split.service, split.overlays.get(environment) ?? {}].map((one) =>
          SettingsLayer.safeParse(one),
        );
        if (base === undefined || !layers.every((layer) => layer.success)) return [];
        return [
          [
            environment,
            mergeLayers(
              base,
              layers.map(({ data }) => ({ settings: data })),
            ),
          ],
        ];
      }),
    ),
  };
}

/** As people read it: whose it is, what it is, how it is reached, and only then how it runs. */
function inServiceOrder(data: Data): Data {
  const order = Object.keys(Service.shape);
  return Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

const commentWords: Readonly<Record<Note['kind'], string>> = {
  corrected: 'Corrected',
  assumed: 'Assumed',
  secret: 'Secret',
  fill: 'Fill in',
};

/** What a service is. The catalog has one answer for all environments. */
function wantsOf(all: readonly Facts[], decisions: Decisions, notes: Note[]): Data {
  const [first] = all;
  if (first === undefined) return {};
  const keys = [...new Set(all.flatMap(({ wants }) => Object.keys(wants)))].filter((key) => key !== 'public');
  const wants: Record<string, unknown> = {};
  for (const key of keys) {
    const values = all.map((one) => one.wants[key]);
    wants[key] = mostCommon(values);
    const other = all.find((one) => !isSame(one.wants[key], wants[key]));
    if (other !== undefined) notes.push(oneAnswer(key, other));
  }
  const isPublic = all.some((one) => one.wants['public'] === true);
  const closed = all.find((one) => one.wants['public'] !== true);
  if (isPublic && closed !== undefined) notes.push(oneAnswer('public', closed));
  const repository = mostCommon(all.map((one) => one.repository)) ?? '';
  const otherImage = all.find((one) => one.repository !== repository);
  if (otherImage !== undefined) notes.push(oneAnswer('image', otherImage));
  const image = imageText(repository, first.service, decisions.registry);
  const system = mostCommon(all.map((one) => one.system));
  const egress = [
    ...new Map(all.flatMap(({ calls }) => calls.egress).map((one) => [JSON.stringify(one), one])).values(),
  ];
  const { ports, ...others } = wants;
  return {
    team: decisions.team,
    ...(system === undefined ? {} : { system }),
    ...(image === undefined ? {} : { image }),
    ...others,
    ports,
    ...(isPublic ? { public: true } : {}),
    ...(decisions.dependsOn.length === 0 ? {} : { dependsOn: decisions.dependsOn }),
    ...(egress.length === 0 ? {} : { egress }),
    ...(decisions.namespace === undefined ? {} : { namespace: decisions.namespace }),
  };
}

function oneAnswer(key: string, { environment, group }: Facts): Note {
  const text = `${key} is another in ${environment}, and the catalog has one for all environments`;
  return { kind: 'assumed', key, text, object: group.workload, path: ['spec'] };
}

/** The image as the catalog says it; undefined when it is the usual one. */
function imageText(repository: string, service: string, registry: string): string | undefined {
  if (repository === `${registry}/${service}`) return undefined;
  if (!repository.startsWith(`${registry}/`)) return repository;
  const rest = repository.slice(registry.length + 1);
  // With a dot before its first slash it would be read as a registry.
  return /^[^/.:]*[.:][^/]*\//.test(rest) ? repository : rest;
}

function settingsOf(facts: Facts, { isUsualHost }: Decisions): Data {
  const { exposure } = facts.settings;
  if (!isMapping(exposure) || !isUsualHost(facts)) return facts.settings;
  const { hosts: _, ...others } = exposure;
  return { ...facts.settings, exposure: others };
}

/** Words of the catalog that say several settings at once, where all environments have all of them. */
function inferredOf(settings: readonly Data[], wants: Data): Data {
  const everywhere = (isSo: (one: Data) => boolean): boolean => settings.length > 0 && settings.every(isSo);
  const hasKey = (one: Data, key: string, env: string): boolean => textAt(one, ['secrets', 'keys', key, 'env']) === env;
  const isSpring = everywhere(
    (one) =>
      textAt(one, ['env', 'SPRING_PROFILES_ACTIVE']) !== undefined &&
      textAt(one, ['probes', 'liveness', 'path']) === '/actuator/health/liveness' &&
      valueAt(one, ['probes', 'readiness']) !== undefined,
  );
  const hasDatabase = everywhere(
    (one) =>
      hasKey(one, 'db-host', 'DB_HOST') &&
      hasKey(one, 'db-username', 'DB_USERNAME') &&
      hasKey(one, 'db-password', 'DB_PASSWORD'),
  );
  const hasRedis = everywhere((one) => hasKey(one, 'redis-url', 'REDIS_URL'));
  // Without a way there the word is refused, and its keys are said one by one.
  const reaches = (store: StoreName): boolean =>
    listAt(wants, ['egress']).some((one) =>
      listAt(one, ['ports']).some((port) => typeof port === 'number' && portsOfStores[store].includes(port)),
    );
  return {
    ...(isSpring ? { framework: 'spring-boot' } : {}),
    ...(hasDatabase && reaches('database') ? { database: true } : {}),
    ...(hasRedis && reaches('redis') ? { redis: true } : {}),
  };
}

/** A note that all environments have is one of the service, if the service has what it is about. */
function placeNotes(
  service: string,
  all: readonly Facts[],
  isInService: (key: string) => boolean,
): readonly PlacedNote[] {
  const isOfAll = ({ key, text }: Note): boolean =>
    isInService(key) && all.every(({ notes }) => notes.some((one) => one.key === key && one.text === text));
  const placed = all.flatMap(({ environment, notes }) =>
    notes.map((note): PlacedNote => ({
      ...note,
      document: isOfAll(note) ? documents.service(service) : documents.overlay(service, environment),
    })),
  );
  return [...new Map(placed.map((note) => [`${note.document}\n${note.key}\n${note.text}`, note])).values()];
}
