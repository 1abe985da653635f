import { placeApplication, workloadOf } from './application';
import { placeBaseline, projectSharers } from './baseline';
import { findCalls } from './calls';
import type { Calls } from './calls';
import { documents, inOrderOfNames } from './catalog';
import type { Catalog } from './catalog';
import type { Environment } from './environment';
import { groupBy } from './group-by';
import { customizationOf } from './customization';
import { entityAnnotations, objectLabels, podSelector, runningLabels } from './labels';
import { fill } from './names';
import { egressPeers, ingressPeers, ownSoftwarePeers } from './network';
import { backupPeers, placeBackup } from './place-backup';
import { placeChallenge } from './place-challenge';
import { placeInitContainers, placeSidecars } from './place-containers';
import { jobPeers, ownJobPeers, placeJobs } from './place-jobs';
import { placeFiles } from './place-files';
import { imageOf, volumeName } from './place-names';
import { placeClaims, placeVolumes } from './place-volumes';
import type { Strings } from './peer';
import type { Baseline, PlacedPort, Placement, Placements } from './placement';
import type { Platform } from './platform';
import { placeMesh } from './place-mesh';
import { placeDisruption } from './place-disruption';
import { placeMetadata } from './place-metadata';
import { placeProbes } from './place-probes';
import { placeRoutes } from './place-route';
import {
  placeHeadlessService,
  placeMoreServices,
  placeOwnService,
  placedPorts,
  ownServiceName,
} from './place-services';
import { placeRollout } from './placed-rollout';
import { placeExtensions } from './placed-extension';
import { placeSoftware } from './placed-software';
import { monitoringVariables } from './presets';
import type { Settings } from './presets';
import { placeholders, resolveAll } from './resolve';
import type { Resolved } from './resolve';
import { reloadAnnotations } from './reload';
import { placeResources } from './resources';
import { storagesOf } from './storage';
import { storePlaces } from './store-places';
import { filledVariables } from './variables';
import { findVariants, variantLabels } from './variants';
import { isSoftware } from './software';
import type { WrittenObject } from './service-manifests';

/**
 * Applies every default: the only place where it is done. Charts get complete values.
 *
 * @param all every placement with its layers laid; found from the catalog when it is not at hand
 */
export function place(catalog: Catalog, all: readonly Resolved[] = resolveAll(catalog)): Placements {
  const { placementOf, baselineOf } = placesOf(catalog, all);
  return {
    placements: all.map(placementOf),
    baselines: inOrderOfNames(catalog.environments).map(([name, environment]) => baselineOf(name, environment)),
  };
}

/** Completes what is asked for, and says whose data it is made of. */
export interface Places {
  readonly placementOf: (one: Resolved) => Placement;
  /** A placement, whom it calls, who calls it, and what is a variant of what: what is said of them is all that it is made of. */
  readonly aroundOf: (one: Resolved) => readonly Resolved[];
  readonly baselineOf: (name: string, environment: Environment) => Baseline;
  /** The placements that a baseline is made of: those of the environment, and perhaps others. */
  readonly sharersOf: (environment: string) => readonly Resolved[];
}

/**
 * Applies every default, each when it is asked for: a run for one service completes few of thousands.
 *
 * @param all every placement with its layers laid
 * @param madeOf objects of a placement that only rendering knows: what Helm, kustomize or an extension makes
 */
export function placesOf(
  { platform }: Catalog,
  all: readonly Resolved[],
  madeOf: (one: Resolved) => readonly WrittenObject[] = () => [],
): Places {
  const variants = findVariants(all);
  const calls = findCalls(all, variants);
  const byEnvironment = groupBy(all, (resolved) => resolved.environment);
  const membersOf = (environment: string): readonly Resolved[] => byEnvironment.get(environment) ?? [];
  const sharersOf = (environment: string): readonly Resolved[] => projectSharers(platform, membersOf(environment), all);
  return {
    placementOf: (one) => placeOne(platform, one, calls, variants.leadingTo(one)),
    aroundOf: (one) => [
      one,
      ...calls.from(one).flatMap(({ to, by }) => (by === undefined ? [to] : [to, by])),
      ...calls.to(one).flatMap(({ from, by }) => (by === undefined ? [from] : [from, by])),
      ...variants.of(one),
      ...variants.leadingTo(one),
    ],
    baselineOf: (name, environment) =>
      placeBaseline(platform, name, environment, membersOf(name), withMade(sharersOf(name), madeOf)),
    sharersOf,
  };
}

/** An AppProject permits what is made by others as it permits what is written by hand. */
function withMade(all: readonly Resolved[], madeOf: (one: Resolved) => readonly WrittenObject[]): readonly Resolved[] {
  return all.map((one) => {
    const objects = madeOf(one);
    if (objects.length === 0) return one;
    const manifests = [...one.manifests, { document: documents.service(one.service), objects }];
    // Layers are laid when they are asked for, so that it is no copy.
    const made: Resolved = Object.create(one, { manifests: { value: manifests } });
    return made;
  });
}

/**
 * Completes one service in one environment.
 *
 * @param groups services of which it is a variant
 */
function placeOne(platform: Platform, resolved: Resolved, calls: Calls, groups: readonly Resolved[]): Placement {
  const { service, environment, wants, settings, overlay } = resolved;
  const labels = objectLabels(platform, resolved);
  const ports = placedPorts(resolved);
  const workload = workloadOf(wants, settings);
  const entity = entityAnnotations(platform, service);
  const metadata = placeMetadata(platform, resolved);
  const callers = calls.to(resolved);
  const egress = egressPeers(platform, resolved, calls.from(resolved));
  const {
    env,
    identity,
    resources,
    initContainers: _initContainers,
    exposure: _exposure,
    mesh: _mesh,
    monitoring,
    preStop,
    probes,
    rollout: _rollout,
    scratch,
    secrets: _secrets,
    security,
    sidecars: _sidecars,
    jobs: _jobs,
    volumes: _volumes,
    files: _files,
    disruption: _disruption,
    service: _service,
    moreServices: _moreServices,
    metadata: _metadata,
    ...settled
  } = settings;
  const counted = wants.runs === 'everywhere' ? { ...settled, scale: onePerNode } : settled;
  return {
    service,
    environment,
    namespace: resolved.namespace,
    team: wants.team,
    system: wants.system,
    isRetired: resolved.isRetired,
    labels,
    selector: podSelector(resolved),
    annotations: { ...entity, ...reloadAnnotations(resolved) },
    podLabels: runningLabels(labels, overlay.release.version, { ...variantLabels(groups), ...wants.selector }),
    podAnnotations: podAnnotations(settings, ports),
    workload,
    rollout: placeRollout(resolved),
    image: imageOf(platform, resolved),
    version: overlay.release.version,
    command: wants.command ?? [],
    args: wants.args ?? [],
    ports,
    serviceName: ownServiceName(resolved),
    ownService: placeOwnService(resolved),
    headlessService: placeHeadlessService(resolved),
    podManagement: wants.podManagement ?? 'ordered',
    moreServices: placeMoreServices(resolved),
    env: { ...monitoringVariables(resolved, platform), ...filledVariables(env, placeholders(resolved)) },
    preStop: 'sleepSeconds' in preStop && preStop.sleepSeconds === 0 ? undefined : preStop,
    probes: placeProbes(probes),
    security: { ...security, ...lowestPort(ports) },
    resources: placeResources(resources),
    identity: { ...identity, annotations: filled(identity.annotations, resolved) },
    secrets: placeSecrets(resolved, platform),
    initContainers: placeInitContainers(platform, resolved),
    sidecars: placeSidecars(platform, resolved),
    jobs: placeJobs(platform, resolved, labels, egress),
    runs: isSoftware(wants) ? 'software' : wants.runs,
    software: placeSoftware(resolved),
    extensions: placeExtensions(resolved),
    scratch: sortedEntries(scratch).map(([path, size]) => ({ name: volumeName(path), path, size })),
    volumes: placeVolumes(resolved),
    claims: placeClaims(resolved),
    files: placeFiles(resolved),
    storage: storagesOf(wants),
    backup: placeBackup(resolved, labels, egressPeers(platform, resolved, [])),
    monitoring: { ...monitoring, prometheusUrl: platform.monitoring.prometheusUrl },
    mesh: placeMesh(platform, resolved, callers, groups),
    routes: placeRoutes(resolved),
    disruption: placeDisruption(resolved),
    metadata,
    challenge: placeChallenge(resolved, metadata),
    network: {
      ingress: [
        ...ingressPeers(platform, resolved, callers, groups),
        ...backupPeers(resolved),
        ...jobPeers(callers),
        ...ownJobPeers(resolved),
        ...ownSoftwarePeers(resolved),
      ],
      egress: [...egress, ...ownSoftwarePeers(resolved)],
    },
    application: placeApplication(platform, resolved),
    customization: customizationOf(resolved),
    // Last: V8 defines what is named after a spread one by one, which made this the slowest function of a first run.
    ...counted,
  };
}

/** Nobody owns the number of pods where each node has one: it is none of an autoscaler. */
const onePerNode: Settings['scale'] = { owner: 'fixed', replicas: 1 };

function filled(patterns: Strings, resolved: Resolved): Strings {
  const names = placeholders(resolved);
  return Object.fromEntries(Object.entries(patterns).map(([key, pattern]) => [key, fill(pattern, names)]));
}

// A process that is not root may open these where its pod says so. It is one of the few such words that every Pod Security
// Standard permits, and the other way, a capability, gives a process that is not root nothing.
function lowestPort(ports: readonly PlacedPort[]): Pick<Placement['security'], 'lowestPort'> {
  const lowest = Math.min(...ports.map(({ containerPort }) => containerPort));
  return lowest < 1024 ? { lowestPort: lowest } : {};
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return inOrderOfNames(new Map(Object.entries(record)));
}

// Read by scrapers that look at pods; the Prometheus Operator reads the ServiceMonitor instead.
function podAnnotations(settings: Settings, ports: readonly PlacedPort[]): Placement['podAnnotations'] {
  const { annotations, path, port } = settings.metrics;
  const scraping = annotations
    ? {
        'prometheus.io/path': path,
        'prometheus.io/port': String(ports.find(({ name }) => name === port)?.containerPort ?? ''),
        'prometheus.io/scrape': 'true',
      }
    : {};
  return settings.mesh.provider === 'linkerd' ? { ...scraping, 'linkerd.io/inject': 'enabled' } : scraping;
}

function placeSecrets(resolved: Resolved, platform: Platform): Placement['secrets'] {
  const { remoteKey, refreshInterval, mountPath, keys, store, wholeKeys, wholeKeysAs } = resolved.settings.secrets;
  const defaultRemoteKey = fill(remoteKey, placeholders(resolved));
  return {
    store: store ?? resolved.where.secretStore,
    refreshInterval,
    mountPath,
    keys: sortedEntries(keys).map(([key, secret]) => ({
      key,
      remoteKey: secret.remoteKey ?? defaultRemoteKey,
      property: secret.property ?? key,
      ...(secret.env === undefined ? {} : { env: secret.env }),
    })),
    wholeKeys: wholeKeys.map((key) => fill(key, placeholders(resolved))),
    wholeKeysAs,
    ...storePlaces(resolved, platform),
    stores: platform.secrets.stores.map((store) => fill(store, placeholders(resolved))),
    copiers: platform.secrets.copiers,
  };
}
