import { autoSyncEndsBy, placementSync } from './placement-sync';
import { findCalls } from './calls';
import { documents } from './catalog';
import type { Catalog, DocumentName } from './catalog';
import { explainData } from './explain-data';
import { explainWeights } from './explain-weights';
import { verificationInWords, verificationOf } from './image-signatures';
import { decidingLayer } from './layers';
import type { Layer, LayerKind } from './layers';
import { fillNames } from './names-in-text';
import { applicationName, imageOf, projectOf } from './place-names';
import { hostsOf } from './place-route';
import { monitoringVariables } from './presets';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { besideService, chartName, isSoftware } from './software';

/** Keys and indexes from the top of a document or of the settings. */
export type SettingPath = readonly (string | number)[];

/** Who says so: a layer of settings, or a place in the catalog. */
export interface ValueSource {
  readonly kind: LayerKind | 'platform';
  /** For people: `preset spring-boot`. */
  readonly name: string;
  /** The catalog file; absent for defaults and presets, which are code. */
  readonly document?: DocumentName;
  /** Where in that file. A key that is absent there is decided by the nearest key above it. */
  readonly path: SettingPath;
}

/** A value of a layer that a stronger layer replaces. */
export interface Overridden {
  readonly value: unknown;
  readonly source: ValueSource;
}

/** A setting that is no mapping: what it is, who says so, and what weaker layers would have said. */
export interface ExplainedSetting {
  /** Keys below the settings: `['resources', 'limits', 'cpu']`. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: ValueSource;
  /** Other values of weaker layers, strongest first. */
  readonly overrides: readonly Overridden[];
}

/** What a placement is called and where it goes. */
export interface Fact {
  readonly name:
    | 'team'
    | 'system'
    | 'namespace'
    | 'image'
    | 'chart'
    | 'kustomization'
    | 'promoted from'
    | 'retired'
    | 'project'
    | 'application'
    | 'sync'
    | 'host'
    | 'image signatures';
  readonly value: string;
  /** Absent for a name that follows from the others. */
  readonly source?: ValueSource;
}

/** A service of the same environment, at the other end of a call. */
export interface ExplainedCall {
  readonly service: string;
  /** Names of the ports that are called. */
  readonly ports: readonly string[];
}

/** Why a service is what it is in one environment. */
export interface Explanation {
  readonly service: string;
  readonly environment: string;
  readonly facts: readonly Fact[];
  /** In the order of the settings. */
  readonly settings: readonly ExplainedSetting[];
  readonly calls: readonly ExplainedCall[];
  readonly calledBy: readonly ExplainedCall[];
}

/**
 * Explains a placement: every value with the place that decides it.
 *
 * @param all every placement of the catalog, for who calls whom
 */
export function explain(catalog: Catalog, all: readonly Resolved[], resolved: Resolved): Explanation {
  const calls = findCalls(all);
  return {
    service: resolved.service,
    environment: resolved.environment,
    facts: factsOf(catalog, resolved),
    settings: [...settingsOf(catalog, resolved), ...explainWeights(resolved), ...explainData(resolved)],
    calls: withoutRepeats(calls.from(resolved).map(({ to, by = to, ports }) => ({ service: by.service, ports }))),
    calledBy: calls.to(resolved).map(({ from, ports }) => ({ service: from.service, ports })),
  };
}

/** Whoever calls several variants calls one service. */
function withoutRepeats(calls: readonly ExplainedCall[]): readonly ExplainedCall[] {
  return [...new Map(calls.map((call) => [call.service, call])).values()];
}

function factsOf({ platform }: Catalog, resolved: Resolved): readonly Fact[] {
  const { service, environment, wants, overlay } = resolved;
  const inService = sourceIn('service', `service ${service}`, documents.service(service));
  const inEnvironment = sourceIn('environment', `environment ${environment}`, documents.environment(environment));
  const inOverlay = sourceIn(
    'overlay',
    `overlay ${service} in ${environment}`,
    documents.overlay(service, environment),
  );
  const inPlatform = sourceIn('platform', 'platform', documents.platform);
  const { system } = wants;
  const { promotedFrom } = overlay.release;
  const verification = verificationOf(resolved.where.imageSignatures);
  const endsBy = [overlay.retired ? inOverlay : undefined, wants.retired ? inService : undefined, inEnvironment].find(
    (source) => source !== undefined,
  );
  return [
    ...(resolved.isRetired && endsBy !== undefined
      ? [{ name: 'retired', value: 'true', source: endsBy('retired') } as const]
      : []),
    { name: 'team', value: wants.team, source: inService('team') },
    ...(system === undefined ? [] : [{ name: 'system', value: system, source: inService('system') } as const]),
    {
      name: 'namespace',
      value: resolved.namespace,
      source: wants.namespace === undefined ? inEnvironment('namespace') : inService('namespace'),
    },
    ...softwareFacts(resolved, inOverlay('release', 'version')),
    ...(isSoftware(wants)
      ? []
      : [{ name: 'image', value: imageOf(platform, resolved), source: inOverlay('release', 'version') } as const]),
    ...(promotedFrom === undefined
      ? []
      : [{ name: 'promoted from', value: promotedFrom, source: inOverlay('release', 'promotedFrom') } as const]),
    { name: 'project', value: projectOf(platform, resolved), source: inPlatform('argocd', 'project') },
    { name: 'application', value: applicationName(platform, service, environment) },
    syncFact(),
    ...(verification === undefined
      ? []
      : [
          {
            name: 'image signatures',
            value: verificationInWords(verification),
            source: inEnvironment('imageSignatures'),
          } as const,
        ]),
    ...(wants.public ? hostFacts(resolved, inEnvironment('gateway', 'host')) : []),
  ];

  function syncFact(): Fact {
    const sources = {
      overlay: inOverlay('autoSync'),
      service: inService('autoSync'),
      system: inPlatform('systems', system ?? '', 'autoSync'),
    };
    const endsIn = autoSyncEndsBy(platform, resolved);
    const source = endsIn === undefined ? inEnvironment('sync') : sources[endsIn];
    return { name: 'sync', value: describeSync(placementSync(platform, resolved)), source };
  }
}

/** What Helm or kustomize makes it of. */
function softwareFacts({ wants, overlay, software }: Resolved, source: ValueSource): readonly Fact[] {
  const { chart, kustomization } = wants;
  const { version } = overlay.release;
  if (chart !== undefined) {
    const where = chart.source === besideService ? `in ${software.length} files` : `of ${chart.source}`;
    return [{ name: 'chart', value: `${chartName(chart) ?? 'beside the service'} ${version} ${where}`, source }];
  }
  return kustomization === undefined
    ? []
    : [{ name: 'kustomization', value: `${kustomization.folder} ${version}`, source }];
}

function hostFacts(resolved: Resolved, pattern: ValueSource): readonly Fact[] {
  const layer =
    resolved.settings.exposure.hosts === undefined ? undefined : decidingLayer(resolved.layers, ['exposure', 'hosts']);
  const source = layer === undefined ? pattern : sourceOf(layer, ['exposure', 'hosts']);
  return hostsOf(resolved).map((host) => ({ name: 'host', value: host, source }));
}

function describeSync(sync: Resolved['where']['sync']): string {
  if (sync.mode === 'manual') return 'manual';
  const extras = [...(sync.prune ? ['prune'] : []), ...(sync.selfHeal ? ['selfHeal'] : [])];
  return ['automatic', ...(extras.length === 0 ? [] : [`with ${extras.join(' and ')}`])].join(' ');
}

function settingsOf(catalog: Catalog, resolved: Resolved): readonly ExplainedSetting[] {
  const names = placeholders(resolved);
  const all = settingsOfPods(catalog, resolved).map((one) => withNames(one, names));
  // Of what others make, Slipway only knows what somebody has said.
  return isSoftware(resolved.wants)
    ? all.filter(({ source }) => source.kind === 'service' || source.kind === 'overlay')
    : all;
}

/** Variables are shown as processes get them, with the names of the place filled in. */
function withNames(setting: ExplainedSetting, names: Readonly<Record<string, string>>): ExplainedSetting {
  if (setting.path.at(-2) !== 'env') return setting;
  const filled = (value: unknown): unknown => (typeof value === 'string' ? fillNames(value, names) : value);
  const value = filled(setting.value);
  const overrides = setting.overrides.map((one) => ({ ...one, value: filled(one.value) }));
  return { ...setting, value, overrides: overrides.filter((one) => !isSame(one.value, value)) };
}

function settingsOfPods({ platform }: Catalog, resolved: Resolved): readonly ExplainedSetting[] {
  const { settings, layers } = resolved;
  // `place` adds these variables below all layers but the defaults.
  const variables = monitoringVariables(resolved, platform);
  if (Object.keys(variables).length === 0) return explainAll(layers, settings);

  const monitoring: Layer = { kind: 'preset', name: 'preset monitoring', settings: { env: variables }, prefix: [] };
  const withMonitoring = [...layers.slice(0, 1), monitoring, ...layers.slice(1)];
  return explainAll(withMonitoring, { ...settings, env: { ...variables, ...settings.env } });
}

function explainAll(layers: readonly Layer[], settings: Resolved['settings']): readonly ExplainedSetting[] {
  const explained = leaves(settings).map(([path, value]) => explainLeaf(layers, path, value));
  // An empty mapping says something when somebody wrote it: a key of the secret with nothing special about it.
  return explained.filter(({ value, source }) => !(isMapping(value) && source.kind === 'default'));
}

/** Every value that is no mapping, or an empty one, with its path. */
function leaves(value: object, parent: readonly string[] = []): readonly (readonly [readonly string[], unknown])[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const path = [...parent, key];
    return isMapping(child) && Object.keys(child).length > 0 ? leaves(child, path) : [[path, child] as const];
  });
}

function explainLeaf(layers: readonly Layer[], path: readonly string[], value: unknown): ExplainedSetting {
  // Only a layer that is not in the list could have brought a value that no layer has.
  const decisive = decidingLayer(layers, path) ?? layers[0];
  if (decisive === undefined) throw new Error(`no layer decides ${path.join('.')}`);
  const weaker = layers.slice(0, layers.indexOf(decisive)).reverse();
  const overrides = weaker.flatMap((layer): readonly Overridden[] => {
    const other = valueAt(layer.settings, path);
    return other === undefined || other === null || isSame(other, value)
      ? []
      : [{ value: other, source: sourceOf(layer, path) }];
  });
  return { path, value, source: sourceOf(decisive, path), overrides };
}

function sourceOf({ kind, name, document, prefix }: Layer, path: readonly string[]): ValueSource {
  return { kind, name, ...(document === undefined ? {} : { document }), path: [...prefix, ...path] };
}

function sourceIn(
  kind: ValueSource['kind'],
  name: string,
  document: DocumentName,
): (...path: readonly string[]) => ValueSource {
  return (...path) => ({ kind, name, document, path });
}

function valueAt(settings: unknown, path: readonly string[]): unknown {
  let node = settings;
  for (const key of path) {
    if (!isMapping(node) || !Object.hasOwn(node, key)) return undefined;
    node = node[key];
  }
  return isMapping(node) ? undefined : node;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
