import { baselineOf } from './baseline';
import { findCalls } from './calls';
import type { Call, Calls } from './calls';
import type { Catalog } from './catalog';
import { groupBy } from './group-by';
import { applicationAnnotations, applicationLabels, entityAnnotations, objectLabels, selectorOf } from './labels';
import { fill } from './names';
import { egressPeers, ingressPeers } from './network';
import {
  applicationFolder,
  applicationName,
  hostsOf,
  imageOf,
  namespaceOf,
  overlayPath,
  placeholders,
  projectOf,
} from './place-names';
import type { Mesh, PlacedApplication, PlacedPort, Placement, Placements, Route, Workload } from './placement';
import type { Platform } from './platform';
import { tracingVariables } from './presets';
import type { Settings } from './presets';
import { resolveAll } from './resolve';
import type { Resolved } from './resolve';
import type { Service } from './service';

/**
 * Order of Applications by tier: what others need comes first (`argocd.argoproj.io/sync-wave`).
 * Waves of Applications only have an effect below a parent that assesses their health (Argo CD, "Sync Phases and Waves").
 */
const waveByTier: Readonly<Record<Service['tier'], number>> = {
  data: -10,
  monitoring: -5,
  backend: 0,
  gateway: 0,
  frontend: 0,
};

/**
 * Applies every default: the only place where it is done. Charts get complete values.
 *
 * @param all every placement with its layers laid; found from the catalog when it is not at hand
 */
export function place(catalog: Catalog, all: readonly Resolved[] = resolveAll(catalog)): Placements {
  const calls = findCalls(all);
  const placements = all.map((resolved) => placeOne(catalog.platform, resolved, calls));
  const byEnvironment = groupBy(placements, (placement) => placement.environment);
  const baselines = [...catalog.environments].map(([name, environment]) =>
    baselineOf(catalog.platform, name, environment, byEnvironment.get(name) ?? []),
  );
  return { placements, baselines };
}

/** Completes one service in one environment. */
export function placeOne(platform: Platform, resolved: Resolved, calls: Calls): Placement {
  const { service, environment, wants, settings, overlay, where } = resolved;
  const labels = objectLabels(platform, resolved);
  const ports = wants.ports.map(placePort);
  const workload = workloadOf(wants, settings);
  const entity = entityAnnotations(platform, service);
  const callers = calls.to(resolved);
  return {
    service,
    environment,
    namespace: namespaceOf(resolved),
    team: wants.team,
    system: wants.system,
    labels,
    selector: selectorOf(service),
    annotations: entity,
    podLabels: { ...labels, version: overlay.release.version },
    podAnnotations: podAnnotations(settings, ports),
    workload,
    image: imageOf(platform, resolved),
    version: overlay.release.version,
    command: wants.command ?? [],
    args: wants.args ?? [],
    ports,
    serviceName: settings.rollout.strategy === 'blueGreen' ? `${service}-active` : service,
    scale: settings.scale,
    resources: settings.resources,
    probes: settings.probes,
    env: settings.monitoring.tracing
      ? { ...tracingVariables(platform, service, environment), ...settings.env }
      : settings.env,
    config: settings.config,
    secrets: placeSecrets(resolved),
    rollout: settings.rollout,
    disruption: settings.disruption,
    security: settings.security,
    scratch: Object.entries(settings.scratch).map(([path, size]) => ({ name: volumeName(path), path, size })),
    storage: wants.storage,
    backup: wants.backup,
    metrics: settings.metrics,
    monitoring: { ...settings.monitoring, prometheusUrl: platform.monitoring.prometheusUrl },
    mesh: placeMesh(platform, resolved, callers),
    route: placeRoute(resolved, ports),
    network: {
      ingress: ingressPeers(platform, resolved, callers),
      egress: egressPeers(platform, resolved, calls.from(resolved)),
    },
    terminationGracePeriodSeconds: settings.terminationGracePeriodSeconds,
    revisionHistoryLimit: settings.revisionHistoryLimit,
    application: {
      name: applicationName(service, environment),
      entry: service,
      folder: applicationFolder(platform, wants.system, environment),
      argocdNamespace: platform.argocd.namespace,
      project: projectOf(platform, resolved),
      repositoryUrl: platform.repository.url,
      targetRevision: where.targetRevision ?? platform.repository.branch,
      path: overlayPath(service, environment),
      server: where.cluster.server,
      namespace: namespaceOf(resolved),
      sync: where.sync,
      wave: wants.wave ?? waveByTier[wants.tier],
      labels: applicationLabels(platform, resolved),
      annotations: applicationAnnotations(platform, resolved),
      revisionHistoryLimit: platform.argocd.revisionHistoryLimit,
      ignoresReplicasOf: settings.scale.owner === 'fixed' ? undefined : workload,
    } satisfies PlacedApplication,
  };
}

/** Name of the volume of a scratch folder: `/var/run/postgresql` becomes `var-run-postgresql`. */
export function volumeName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function placePort(port: Service['ports'][number]): PlacedPort {
  return { ...port, port: port.port ?? port.containerPort };
}

function workloadOf(service: Service, settings: Settings): Workload {
  if (service.storage !== undefined) return 'stateful-set';
  return settings.rollout.strategy === 'rolling' ? 'deployment' : 'rollout';
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

function placeSecrets(resolved: Resolved): Placement['secrets'] {
  const { remoteKey, refreshInterval, mountPath, keys } = resolved.settings.secrets;
  const defaultRemoteKey = fill(remoteKey, placeholders(resolved));
  return {
    store: resolved.where.secretStore,
    refreshInterval,
    mountPath,
    keys: Object.entries(keys).map(([key, secret]) => ({
      key,
      remoteKey: secret.remoteKey ?? defaultRemoteKey,
      property: secret.property ?? key,
      ...(secret.env === undefined ? {} : { env: secret.env }),
    })),
  };
}

function placeMesh(platform: Platform, { settings, wants }: Resolved, callers: readonly Call[]): Mesh | undefined {
  const { provider, ...mesh } = settings.mesh;
  if (provider === 'none') return undefined;
  const hasUnmeshedCallers = wants.public || settings.monitoring.scrape;
  return {
    ...mesh,
    dependents: callers.map(({ from }) => ({
      service: from.service,
      namespace: namespaceOf(from),
      isMeshed: from.settings.mesh.provider === 'linkerd',
    })),
    openNetworks: hasUnmeshedCallers ? platform.clusterNetworks : [],
  };
}

function placeRoute(resolved: Resolved, ports: readonly PlacedPort[]): Route | undefined {
  const { wants, settings, where } = resolved;
  const port = ports.find(({ name }) => name === settings.exposure.port);
  if (!wants.public || port === undefined || port.protocol === 'tcp') return undefined;
  return {
    kind: settings.exposure.kind,
    protocol: port.protocol,
    hosts: hostsOf(resolved),
    path: settings.exposure.path,
    port: port.port,
    gateway: where.gateway,
  };
}
