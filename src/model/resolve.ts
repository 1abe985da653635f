import { documents, inOrderOfNames, placeBelowService } from './catalog';
import type { Catalog, CatalogService, DocumentName } from './catalog';
import type { Environment } from './environment';
import { mergeLayers } from './layers';
import type { Layer } from './layers';
import { laidBelow } from './laid-below';
import type { Below, LaidBelow } from './laid-below';
import { fill } from './names';
import { usualRollout, usualSleep } from './presets';
import type { Settings } from './presets';
import type { Overlay } from './overlay';
import type { Service } from './service';
import type { PlacedManifests } from './placed-customization';
import type { ServiceFile } from './service-file';
import { hasCountedPods } from './pods';
import { isSoftware } from './software';
import { softwareFiles } from './software-files';
import type { PlacedFile } from './software-files';

/** A service in an environment, with all layers laid: the input of the laws and of `place`. */
export interface Resolved {
  readonly service: string;
  readonly environment: string;
  readonly wants: Service;
  readonly where: Environment;
  readonly overlay: Overlay;
  readonly layers: readonly Layer[];
  readonly settings: Settings;
  /** The service's own pattern, or the environment's, filled. */
  readonly namespace: string;
  /** Objects of its own that are here, in the order of their files. */
  readonly manifests: readonly PlacedManifests[];
  /** Files that lie beside it and are for here, by name, and which document each is. */
  readonly files: ResolvedFiles;
  /** Files of its chart or its kustomization, in the order of their names. */
  readonly software: readonly PlacedFile[];
  /** Whether nothing of it is to run any more, here or anywhere. */
  readonly isRetired: boolean;
}

/** Files by name, and where each is written. */
export type ResolvedFiles = ReadonlyMap<string, { readonly document: DocumentName; readonly file: ServiceFile }>;

/** Values for the placeholders of patterns: `{service}`, `{environment}`, `{team}`, `{system}`. */
export function placeholders({
  service,
  environment,
  wants,
}: Pick<Resolved, 'service' | 'environment' | 'wants'>): Readonly<Record<string, string>> {
  return { service, environment, team: wants.team, system: wants.system ?? service };
}

/** Whether a service ends in an environment: its overlay, the service or the environment says so. */
export function isRetired(overlay: Saying, service: Saying, where: Saying): boolean {
  return overlay.retired || service.retired || where.retired;
}

interface Saying {
  readonly retired: boolean;
}

/** The documents that placements are resolved from, each once. */
export function documentsOf(all: readonly Resolved[]): readonly DocumentName[] {
  const names = new Set<DocumentName>([documents.platform]);
  let last: string | undefined;
  for (const { service, environment, manifests, files, software } of all) {
    // A whole environment follows one another: its name is made once, and not thousands of times.
    if (environment !== last) names.add(documents.environment(environment));
    last = environment;
    names.add(documents.service(service));
    names.add(documents.overlay(service, environment));
    for (const { document } of manifests) names.add(document);
    for (const { document } of files.values()) names.add(document);
    for (const { document } of software) names.add(document);
  }
  return [...names];
}

/**
 * Resolves every service in every environment that it is deployed to, in the order of names, whatever the order in the
 * catalog. Unknown environments are left out.
 */
export function resolveAll(catalog: Catalog): readonly Resolved[] {
  const laid = laidBelow(catalog);
  return inOrderOfNames(catalog.services).flatMap(([name, entry]) => resolveService(catalog, name, entry, laid));
}

/** Resolves one service in one environment; undefined when it is not deployed there. */
export function resolve(
  catalog: Catalog,
  name: string,
  entry: CatalogService,
  environment: string,
): Resolved | undefined {
  const overlay = entry.overlays.get(environment);
  return overlay && resolveIn(catalog, name, entry, { environment, overlay }, laidBelow(catalog).below(entry.service));
}

function resolveService(catalog: Catalog, name: string, entry: CatalogService, laid: LaidBelow): readonly Resolved[] {
  const below = laid.below(entry.service);
  return inOrderOfNames(entry.overlays).flatMap(
    ([environment, overlay]) => resolveIn(catalog, name, entry, { environment, overlay }, below) ?? [],
  );
}

function resolveIn(
  catalog: Catalog,
  name: string,
  entry: CatalogService,
  { environment, overlay }: Pick<Resolved, 'environment' | 'overlay'>,
  below: Below,
): Resolved | undefined {
  const { service, manifests: written = none, files: beside } = entry;
  const where = catalog.environments.get(environment);
  if (where === undefined) return undefined;
  const said = [{ settings: service }, { settings: overlay }];
  const laidOver = withTimeToSleep(withStartupProbe(mergeLayers(below.settingsIn(where), said)), where);
  const counted = countsPods(service) ? laidOver : withUsualRollout(laidOver, service, overlay);
  const settings = isSoftware(service) ? ofOthers(counted, service, overlay) : counted;
  const manifests = written.size === 0 ? [] : manifestsIn(written, environment);
  const files = beside === undefined ? noFiles : filesIn(beside, environment);
  const own = { manifests, files, software: softwareFiles(catalog, entry, name, overlay) };
  return new ResolvedService(name, environment, service, where, overlay, own, below.layers, settings);
}

const none: NonNullable<CatalogService['manifests']> = new Map();

function manifestsIn(
  written: NonNullable<CatalogService['manifests']>,
  environment: string,
): readonly PlacedManifests[] {
  return inOrderOfNames(written).flatMap(([document, manifests]) => {
    const only = placeBelowService(document)?.environment;
    return only === undefined || only === environment ? [{ document, ...manifests }] : [];
  });
}

const noFiles: ResolvedFiles = new Map();

/** What lies in the folder of an environment is there instead of what is called alike and is for all of them. */
function filesIn(beside: NonNullable<CatalogService['files']>, environment: string): ResolvedFiles {
  const files = new Map<string, { readonly document: DocumentName; readonly file: ServiceFile }>();
  const of = (which: string | undefined): void => {
    for (const [document, file] of inOrderOfNames(beside)) {
      if (placeBelowService(document)?.environment !== which) continue;
      files.set(document.slice(document.lastIndexOf('/') + 1), { document, file });
    }
  };
  of(undefined);
  of(environment);
  return files;
}

class ResolvedService implements Resolved {
  readonly namespace: string;
  readonly isRetired: boolean;
  readonly manifests: Resolved['manifests'];
  readonly files: Resolved['files'];
  readonly software: Resolved['software'];
  private laid: readonly Layer[] | undefined;

  constructor(
    readonly service: string,
    readonly environment: string,
    readonly wants: Service,
    readonly where: Environment,
    readonly overlay: Overlay,
    own: Pick<Resolved, 'manifests' | 'files' | 'software'>,
    private readonly lower: readonly Layer[],
    readonly settings: Settings,
  ) {
    this.namespace = fill(wants.namespace ?? where.namespace, placeholders(this));
    this.isRetired = isRetired(overlay, wants, where);
    this.manifests = own.manifests;
    this.files = own.files;
    this.software = own.software;
  }

  /** Made when somebody asks where a value is from: of thousands of placements, hardly ever. */
  get layers(): readonly Layer[] {
    const { service, environment, wants, where, overlay, lower } = this;
    this.laid ??= [...lower, ...layersAbove(service, wants, environment, where, overlay)];
    return this.laid;
  }
}

// What Slipway makes of its own pods is nothing that others do: nobody is in the mesh or sends traces by it, and Prometheus is let
// in where the service or the overlay says so, and not where an environment says it of every service.
function ofOthers(settings: Settings, service: Service, overlay: Overlay): Settings {
  const scrape = overlay.monitoring?.scrape ?? service.monitoring?.scrape ?? false;
  return {
    ...settings,
    mesh: { ...settings.mesh, provider: 'none' },
    metrics: { ...settings.metrics, annotations: false },
    monitoring: { ...settings.monitoring, scrape, tracing: false },
  };
}

/** Whether somebody counts its pods, and so replaces them in one way or another: not of what others make, or a node each has. */
function countsPods(service: Service): boolean {
  return hasCountedPods(service) && !isSoftware(service);
}

// How an environment releases by default is for those who have a use for it: nobody is blue-green without pods that are counted, and
// the names of Services depend on it.
function withUsualRollout(settings: Settings, service: Service, overlay: Overlay): Settings {
  if (settings.rollout.strategy === 'rolling' || (service.rollout ?? overlay.rollout) !== undefined) return settings;
  return { ...settings, rollout: usualRollout };
}

// There is no startup probe by default; one that is wanted asks what the liveness probe asks.
function withStartupProbe(settings: Settings): Settings {
  const { liveness, startup } = settings.probes;
  return startup === undefined
    ? settings
    : { ...settings, probes: { ...settings.probes, startup: { ...liveness, ...startup } } };
}

// The sleep that nobody asked for takes no time that was given to the process, and none that Kubernetes does not know.
function withTimeToSleep(settings: Settings, where: Environment): Settings {
  if (settings.preStop !== usualSleep || !('sleepSeconds' in usualSleep)) return settings;
  const hasRoom = usualSleep.sleepSeconds < settings.terminationGracePeriodSeconds && knowsSleep(where);
  return hasRoom ? settings : { ...settings, preStop: { sleepSeconds: 0 } };
}

/** Whether a pod can sleep without a program in its image (Kubernetes 1.30, "Container Lifecycle Hooks"). */
export function knowsSleep({ cluster }: Environment): boolean {
  return Number(cluster.kubernetesVersion.split('.')[1]) >= 30;
}

/** The layers above the presets, weakest first. */
function layersAbove(
  name: string,
  service: Service,
  environment: string,
  where: Environment,
  overlay: Overlay,
): readonly Layer[] {
  return [
    {
      kind: 'environment',
      name: `environment ${environment}`,
      settings: where.defaults,
      document: documents.environment(environment),
      prefix: ['defaults'],
    },
    { kind: 'service', name: `service ${name}`, settings: service, document: documents.service(name), prefix: [] },
    {
      kind: 'overlay',
      name: `overlay ${name} in ${environment}`,
      settings: overlay,
      document: documents.overlay(name, environment),
      prefix: [],
    },
  ];
}
