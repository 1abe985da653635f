import { isDeepStrictEqual } from 'node:util';

import { dependenciesOf } from '../model/calls';
import { documents } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import type { Resolved } from '../model/resolve';
import type { Service } from '../model/service';
import { SettingsLayer } from '../model/settings';
import { storeNames, waysToStores } from '../model/store';
import { dataEffects, dataKeys, softwareEffects } from './data-effects';
import type { Effect } from './effect';
import { kindOfLeaf } from './kind-of-leaf';
import type { LeafPath } from './leaf-changes';
import { fileEffects } from './file-effects';
import { manifestEffects } from './manifest-effects';
import { settingEffects } from './setting-effects';
import { changeWords } from './show';
import { holdWords, releaseWords, scaleEndWords, scaleWords } from './words';

/** What differs of a service in an environment in which it was before. */
export function placementEffects(before: Resolved, after: Resolved, catalog: Catalog): readonly Effect[] {
  return [
    ...overlayEffects(before, after, catalog),
    ...retirement(before, after),
    ...serviceLeaves(before, after),
    ...settingEffects(before, after),
    ...dataEffects(before, after),
    ...softwareEffects(before, after),
    ...manifestEffects(before, after),
    ...fileEffects(before, after),
  ];
}

/**
 * What a service brings along to an environment that is new to it, besides itself: all that gates ask for by its own name.
 * A setting is part of what is added.
 */
export function firstPlacementEffects(after: Resolved, catalog: Catalog): readonly Effect[] {
  const { service, environment, wants, overlay, settings } = after;
  const effect = effectsOfPlacement(after);
  const subject = `${service} in ${environment}`;
  const brought: readonly (readonly [path: LeafPath, value: unknown])[] = [
    [['public'], wants.public || undefined],
    [['database'], wants.database !== false || undefined],
    [['redis'], wants.redis !== false || undefined],
    [['dependsOn'], filled(calledBy(wants))],
    [['egress'], filled(waysOf(wants))],
    [['variants'], filled(wants.variants ?? [])],
    [['storage'], wants.storage],
    [['unadopted'], filled(wants.unadopted ?? [])],
    [['patches'], filled([...(wants.patches ?? []), ...(overlay.patches ?? [])])],
    [['backup'], wants.backup],
    [['chart'], wants.chart],
    [['kustomization'], wants.kustomization],
    [['extensions'], filled({ ...wants.extensions, ...overlay.extensions })],
    [['secrets', 'keys'], filled(settings.secrets.keys)],
    [['identity', 'account'], settings.identity.account],
    [['identity', 'annotations'], filled(settings.identity.annotations)],
    [['identity', 'rules'], filled(settings.identity.rules)],
    [['initContainers'], filled(settings.initContainers)],
    [['sidecars'], filled(settings.sidecars)],
    [['jobs'], filled(settings.jobs)],
    [['volumes'], filled(settings.volumes)],
    [['envFrom'], filled(settings.envFrom)],
    [['secrets', 'wholeKeys'], filled(settings.secrets.wholeKeys)],
    [['security'], relaxed(settings.security)],
    [['service'], (settings.service.type ?? 'ClusterIP') === 'ClusterIP' ? undefined : settings.service],
    [['moreServices'], filled(settings.moreServices)],
    ...Object.entries(settings.metadata).map(([subject, said]) => [['metadata', subject], wordsOf(said)] as const),
  ];
  const { release, hold, scaleUntil } = overlay;
  return [
    effect(['release'], undefined, release, releaseWords(undefined, release, { catalog, service, environment })),
    effect(['scale'], undefined, settings.scale, scaleWords(undefined, settings.scale, subject)),
    ...(hold === undefined ? [] : [effect(['hold'], undefined, hold, holdWords(undefined, hold, subject))]),
    ...(scaleUntil === undefined
      ? []
      : [effect(['scaleUntil'], undefined, scaleUntil, scaleEndWords(undefined, scaleUntil, subject))]),
    ...brought.flatMap(([path, value]) =>
      value === undefined
        ? []
        : [effect(path, undefined, value, changeWords({ path, before: undefined, after: value }, subject))],
    ),
    ...manifestEffects(undefined, after),
    ...fileEffects(undefined, after),
  ];
}

/** Labels and annotations that are said of a kind of object. */
function wordsOf(said: object): object | undefined {
  return filled(Object.fromEntries(Object.entries(said).filter(([, words]) => Object.keys(Object(words)).length > 0)));
}

/** What processes may do beyond the usual. Another user that is not root is none of it. */
function relaxed(security: Resolved['settings']['security']): object | undefined {
  const { runAsUser, writableRoot, capabilities, drop, privilegeEscalation, privileged } = security;
  return filled({
    ...(runAsUser === 0 ? { runAsUser } : {}),
    ...(writableRoot ? { writableRoot } : {}),
    ...(capabilities.length === 0 ? {} : { capabilities }),
    ...(drop.some((one) => one.toUpperCase() === 'ALL') ? {} : { drop }),
    ...(privilegeEscalation ? { privilegeEscalation } : {}),
    ...(privileged ? { privileged } : {}),
  });
}

/** What only an overlay says. */
function overlayEffects(before: Resolved, after: Resolved, catalog: Catalog): readonly Effect[] {
  const { service, environment } = after;
  const [was, is] = [before.overlay, after.overlay];
  if (was === is) return [];
  const effect = effectsOfPlacement(after);
  const subject = `${service} in ${environment}`;
  const told: readonly (readonly [key: 'release' | 'hold' | 'scaleUntil', words: () => string])[] = [
    ['release', () => releaseWords(was.release, is.release, { catalog, service, environment })],
    ['hold', () => holdWords(was.hold, is.hold, subject)],
    ['scaleUntil', () => scaleEndWords(was.scaleUntil, is.scaleUntil, subject)],
  ];
  const ofOverlay = effectsOfPlacement(after, documents.overlay(service, environment));
  const patches = { path: ['patches'], before: was.patches, after: is.patches };
  return [
    ...told.flatMap(([key, words]) =>
      isDeepStrictEqual(was[key], is[key]) ? [] : [effect([key], was[key], is[key], words())],
    ),
    ...(isDeepStrictEqual(was.patches, is.patches)
      ? []
      : [ofOverlay(patches.path, was.patches, is.patches, changeWords(patches, subject))]),
  ];
}

/** An environment that ends is an effect of its own. */
function retirement(before: Resolved, after: Resolved): readonly Effect[] {
  const { service, environment } = after;
  if (before.isRetired === after.isRetired || before.where.retired !== after.where.retired) return [];
  const isOfOverlay = before.overlay.retired !== after.overlay.retired;
  const words = after.isRetired
    ? `${service} in ${environment}: retired, what runs is removed`
    : `${service} in ${environment}: no longer retired, it runs again`;
  const document = isOfOverlay ? documents.overlay(service, environment) : documents.service(service);
  return [
    {
      kind: 'service',
      service,
      environment,
      document,
      path: ['retired'],
      before: before.isRetired,
      after: after.isRetired,
      words,
    },
  ];
}

/** Keys that only people read. */
const remarks: ReadonlySet<string> = new Set(['description', 'template']);

/** Keys whose data is told leaf by leaf. */
const data: ReadonlySet<string> = new Set(dataKeys);

/** What a service says besides settings, which is the same in each of its environments. */
function serviceLeaves(before: Resolved, after: Resolved): readonly Effect[] {
  if (before.wants === after.wants) return [];
  const { service, environment } = after;
  const effect = effectsOfPlacement(after, documents.service(service));
  const saysNamespace = before.wants.namespace !== after.wants.namespace;
  const [was, is] = [leavesOf(before, saysNamespace), leavesOf(after, saysNamespace)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const change = { path: [key], before: was.get(key), after: is.get(key) };
    if (isDeepStrictEqual(change.before, change.after)) return [];
    return [effect(change.path, change.before, change.after, changeWords(change, `${service} in ${environment}`))];
  });
}

function leavesOf({ wants, namespace }: Resolved, saysNamespace: boolean): ReadonlyMap<string, unknown> {
  const own = Object.entries(wants).filter(
    ([key]) =>
      !(key in SettingsLayer.shape) && !remarks.has(key) && !data.has(key) && key !== 'retired' && key !== 'namespace',
  );
  const said = saysNamespace ? [['namespace', namespace] as const] : [];
  return new Map<string, unknown>([
    ...own,
    // That it needs a store is one thing, and the way that is opened to it is another: of calls and ways out, as any other.
    ...storeNames.map((store) => [store, wants[store] !== false] as const),
    ['dependsOn', calledBy(wants)],
    ['egress', withoutDescriptions(waysOf(wants))],
    ...said,
  ]);
}

function calledBy(wants: Service): readonly unknown[] {
  const stores = dependenciesOf(wants).slice(wants.dependsOn.length);
  return [...wants.dependsOn, ...stores.map(({ service }) => service)];
}

function waysOf(wants: Service): Service['egress'] {
  return [
    ...wants.egress,
    ...waysToStores(wants).map(({ store: _store, ports, ...way }) => ({ ...way, ports: [...ports] })),
  ];
}

function withoutDescriptions(egress: Service['egress']): unknown {
  return egress.map(({ description: _description, ...rest }) => rest);
}

/** Makes effects of a placement; what they are about is said by its overlay, unless another file is named. */
function effectsOfPlacement(
  { service, environment }: Resolved,
  named?: string,
): (path: LeafPath, before: unknown, after: unknown, words: string) => Effect {
  return (path, before, after, words) => {
    const [key] = path;
    const isOfOverlay = key === 'release' || key === 'hold' || key === 'scaleUntil' || key === 'scale';
    const document = named ?? (isOfOverlay ? documents.overlay(service, environment) : documents.service(service));
    const kind = kindOfLeaf(isOfOverlay ? 'overlay' : 'service', path);
    return { kind, service, environment, document, path, before, after, words };
  };
}

function filled<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
