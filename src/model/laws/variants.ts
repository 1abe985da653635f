import { documents } from '../catalog';
import type { Breach, Catalog } from '../catalog';
import type { SettingPath } from '../explain';
import { groupBy } from '../group-by';
import { objectLabels, podSelector, runningLabels } from '../labels';
import { hasCountedPods } from '../pods';
import { didYouMean } from '../nearest';
import type { Strings } from '../peer';
import { placeMetadata } from '../place-metadata';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import { isSoftware } from '../software';
import { isSaidByService, placeOf } from './place-of';

/** A Service of several variants leads to pods of services that are there, that have its ports, and to no others. */
export function* checkVariants({ platform, services }: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  for (const [name, { service }] of services) {
    if ((service.runs === 'variants') === (service.variants !== undefined)) continue;
    const isGroup = service.runs === 'variants';
    yield {
      document: documents.service(name),
      path: [isGroup ? 'runs' : 'variants'],
      message: isGroup
        ? `service "${name}" leads to variants, and names none`
        : `service "${name}" names variants, and runs ${service.runs}`,
      hint: isGroup ? 'add variants: the services whose pods it leads to' : 'add "runs: variants", or remove variants',
    };
  }
  const there = all.filter(({ isRetired }) => !isRetired);
  const groups = there.filter(({ wants }) => wants.runs === 'variants');
  const finders = there.filter(({ settings }) => namesLabels(settings));
  if (groups.length + finders.length === 0) return;
  const byPlace = groupBy(all, ({ environment, namespace }) => `${environment} ${namespace}`);
  for (const group of groups) {
    const near = byPlace.get(`${group.environment} ${group.namespace}`) ?? [];
    yield* ofGroup(group, all, [...services.keys()]);
    yield* ofPods(group, near, platform);
    yield* unused(group);
  }
  for (const one of finders) {
    const near = byPlace.get(`${one.environment} ${one.namespace}`) ?? [];
    yield* foundBesides(one, near, platform);
  }
}

/** Asked of every placement, and hardly ever so. */
function namesLabels({ service, moreServices }: Resolved['settings']): boolean {
  if (service.selectorLabels !== undefined) return true;
  for (const name in moreServices) if (moreServices[name]?.selectorLabels !== undefined) return true;
  return false;
}

/** Labels of selectors that Services name, where they do not find pods by all of them. */
function labelNamesOf({
  service,
  moreServices,
}: Resolved['settings']): readonly (readonly [SettingPath, readonly string[]])[] {
  const said = [
    [['service', 'selectorLabels'], service.selectorLabels] as const,
    ...Object.entries(moreServices).map(
      ([name, one]) => [['moreServices', name, 'selectorLabels'], one.selectorLabels] as const,
    ),
  ];
  return said.flatMap(([path, names]) => (names === undefined ? [] : [[path, names] as const]));
}

/** Fewer labels may find the pods of somebody else. */
function* foundBesides(resolved: Resolved, near: readonly Resolved[], platform: Platform): Iterable<Breach> {
  const selector = podSelector(resolved);
  for (const [path, names] of labelNamesOf(resolved.settings)) {
    for (const other of near) {
      if (other === resolved || other.isRetired || !hasCountedPods(other.wants)) continue;
      const labels = podLabelsOf(platform, other);
      if (!names.every((name) => labels[name] === selector[name])) continue;
      yield {
        ...placeOf(resolved, path),
        message: `${path.join('.')} of service "${resolved.service}" finds pods of service "${other.service}" in "${resolved.environment}", too`,
        hint: 'name more labels; or make a service of "runs: variants" that leads to both',
      };
    }
  }
}

function* ofGroup(group: Resolved, all: readonly Resolved[], names: readonly string[]): Iterable<Breach> {
  const { service, environment, wants } = group;
  for (const [index, name] of (wants.variants ?? []).entries()) {
    const at = { document: documents.service(service), path: ['variants', index] };
    const variant = all.find((one) => one.service === name && one.environment === environment);
    if (!names.includes(name)) {
      const others = names.filter((one) => one !== service);
      yield { ...at, message: `unknown service "${name}"`, hint: didYouMean(name, others) };
    } else if (variant === undefined || variant.isRetired) {
      yield {
        ...at,
        message: `service "${name}" is not deployed in environment "${environment}", where "${service}" leads to it`,
        hint: `add catalog/${documents.overlay(name, environment)}, or remove this entry`,
      };
    } else if (!hasCountedPods(variant.wants)) {
      yield {
        ...at,
        message: `service "${name}" has no pods that go on, and "${service}" leads to it`,
        hint: 'name services with pods',
      };
    } else if (variant.namespace !== group.namespace) {
      yield {
        ...at,
        message: `service "${name}" is in the namespace "${variant.namespace}", and the Service "${service}" in "${group.namespace}" finds pods of its own namespace`,
        hint: 'give them one namespace',
      };
    } else if (variant.settings.rollout.strategy === 'blueGreen') {
      yield {
        ...placeOf(variant, ['rollout', 'strategy']),
        message: `service "${name}" is released blue-green in "${environment}", and the Service "${service}" leads to its pods of both colours at once`,
        hint: `give "${name}" another rollout there, or take it out of the variants of "${service}"`,
      };
    } else {
      const ports = variant.wants.ports.map((port) => port.name);
      for (const port of wants.ports) {
        if (ports.includes(port.name)) continue;
        yield {
          ...at,
          message: `service "${name}" has no port "${port.name}", to which "${service}" leads`,
          hint: didYouMean(port.name, ports),
        };
      }
    }
  }
}

/** Labels find whoever has them. */
function* ofPods(group: Resolved, near: readonly Resolved[], platform: Platform): Iterable<Breach> {
  const { service, environment, wants } = group;
  const variants = new Set(wants.variants);
  const selector = podSelector(group);
  const shown = Object.entries(selector)
    .map(([label, value]) => `${label}=${value}`)
    .join(' and ');
  for (const one of near) {
    if (one.isRetired || !hasCountedPods(one.wants)) continue;
    const isVariant = variants.has(one.service);
    const isOwnLabel = wants.selector === undefined;
    const labels = { ...podLabelsOf(platform, one), ...(isOwnLabel && isVariant && hasLabels(one) ? selector : {}) };
    const isFound = Object.entries(selector).every(([label, value]) => labels[label] === value);
    if (isFound === isVariant) continue;
    yield {
      document: documents.service(service),
      path: isOwnLabel ? ['variants', (wants.variants ?? []).indexOf(one.service)] : ['selector'],
      message: isVariant
        ? `pods of service "${one.service}" in "${environment}" have no labels ${shown}, by which "${service}" finds its variants`
        : `pods of service "${one.service}" in "${environment}" have the labels ${shown} as well, and are no variants of "${service}"`,
      hint: isVariant
        ? isOwnLabel
          ? `give "${service}" a selector of labels that pods of all variants have`
          : 'say labels that all variants have, or leave selector out'
        : 'add it to variants, or choose labels that it has not',
    };
  }
}

/** Whether Slipway gives its pods labels: not to those that others make. */
function hasLabels({ wants }: Resolved): boolean {
  return !isSoftware(wants) && wants.unadopted?.includes('labels') !== true;
}

function podLabelsOf(platform: Platform, resolved: Resolved): Strings {
  const said = placeMetadata(platform, resolved);
  const usual = hasLabels(resolved)
    ? runningLabels(objectLabels(platform, resolved), resolved.overlay.release.version)
    : {};
  return { ...usual, ...podSelector(resolved), ...said?.all?.labels, ...said?.pods?.labels };
}

function* unused(group: Resolved): Iterable<Breach> {
  const { service, wants, settings } = group;
  const ofService: readonly (readonly [key: string, isThere: boolean])[] = [
    ['storage', wants.storage !== undefined],
    ['backup', wants.backup !== undefined],
    ['dependsOn', wants.dependsOn.length > 0],
    ['egress', wants.egress.length > 0],
  ];
  const ofSettings = ['scale', 'rollout', 'initContainers', 'sidecars', 'jobs', 'env', 'config', 'secrets', 'resources']
    .filter((key) => key in settings && isSaidByService(group, [key]))
    .map((key) => ({ key, at: placeOf(group, [key]) }));
  const all = [
    ...ofService
      .filter(([, isThere]) => isThere)
      .map(([key]) => ({ key, at: { document: documents.service(service), path: [key] } })),
    ...ofSettings,
  ];
  for (const { key, at } of all) {
    yield {
      ...at,
      message: `service "${service}" leads to its variants, has no pods of its own, and no use for "${key}"`,
      hint: 'say it of the variants',
    };
  }
}
