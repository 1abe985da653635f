import { documents } from '../model/catalog';
import type { Catalog, CatalogService } from '../model/catalog';
import type { Overlay } from '../model/overlay';
import { resolve } from '../model/resolve';
import type { Effect } from './effect';
import { isSameMap } from './is-same-map';
import { firstPlacementEffects, placementEffects } from './placement-effects';
import { quietChanges } from './setting-effects';
import { changeWords, shortly } from './show';

/** What differs of one service, in all environments. */
export function serviceEffects(before: Catalog, after: Catalog, name: string): readonly Effect[] {
  const [from, to] = [before.services.get(name), after.services.get(name)];
  const environments = [...new Set([...(from?.overlays.keys() ?? []), ...(to?.overlays.keys() ?? [])])].sort();
  const placed = environments.flatMap((environment) => effectsIn(before, after, name, environment));
  if (from !== undefined && to !== undefined) return [...placed, ...quietEffects(name, from, to, placed)];
  if (environments.length > 0) return placed;
  const words = `${name}: ${from === undefined ? 'added, and runs nowhere' : 'removed, it ran nowhere'}`;
  const [was, is] = [from?.service, to?.service];
  return [
    { kind: 'service', service: name, document: documents.service(name), path: [], before: was, after: is, words },
  ];
}

function effectsIn(before: Catalog, after: Catalog, service: string, environment: string): readonly Effect[] {
  const [from, to] = [before.services.get(service), after.services.get(service)];
  const [was, is] = [from?.overlays.get(environment), to?.overlays.get(environment)];
  const [where, whereNow] = [before.environments.get(environment), after.environments.get(environment)];
  // Documents that nobody changed are the same values in both, and most are: a change touches one of thousands.
  const isSame = was === is && from?.service === to?.service && where === whereNow;
  const areSame = (['manifests', 'files', 'software'] as const).every((key) => isSameMap(from?.[key], to?.[key]));
  if (isSame && areSame) return [];
  const resolved = from === undefined ? undefined : resolve(before, service, from, environment);
  const resolvedNow = to === undefined ? undefined : resolve(after, service, to, environment);
  if (resolved !== undefined && resolvedNow !== undefined) return placementEffects(resolved, resolvedNow, after);
  return [
    ...(was === is ? [] : [comesOrGoes(service, environment, was, is)]),
    ...(resolvedNow === undefined ? [] : firstPlacementEffects(resolvedNow, after)),
  ];
}

function comesOrGoes(service: string, environment: string, was: Overlay | undefined, is: Overlay | undefined): Effect {
  const words =
    is === undefined
      ? `${service} in ${environment}: removed, was ${shortly(was?.release.version)}`
      : `${service} in ${environment}: added, ${shortly(is.release.version)}`;
  const document = documents.overlay(service, environment);
  return { kind: 'service', service, environment, document, path: [], before: was, after: is, words };
}

/** What differs in files of a service and is seen in no environment: what people read, and what a stronger layer replaces. */
function quietEffects(
  name: string,
  from: CatalogService,
  to: CatalogService,
  placed: readonly Effect[],
): readonly Effect[] {
  const overlays = [...from.overlays].map(([environment, was]) => {
    const told = placed.filter((effect) => effect.environment === environment);
    const document = documents.overlay(name, environment);
    return { subject: `${name} in ${environment}`, document, was, is: to.overlays.get(environment), told };
  });
  const service = { subject: name, document: documents.service(name), was: from.service, is: to.service, told: placed };
  return [service, ...overlays].flatMap(({ subject, document, was, is, told }) => {
    if (was === is || is === undefined) return [];
    return quietChanges(was, is, told).map((change): Effect => ({
      kind: 'setting',
      service: name,
      document,
      ...change,
      words: changeWords(change, subject),
    }));
  });
}
