import { documents, inOrderOfNames } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { effectKinds } from '../model/effect-kind';
import { keysThatDiffer } from '../model/overlaid-map';
import { environmentEffects, peopleEffects, platformEffects } from './document-effects';
import type { Effect, Effects } from './effect';
import { isSameMap } from './is-same-map';
import { renderingEffects } from './rendering-effects';
import { serviceEffects } from './service-effects';

/**
 * Finds what a change of the catalog means. The same values in both catalogs cost nothing: give documents that did not
 * change as the values that they were (`loadCatalog` does, with what is known).
 *
 * @param before undefined for the first catalog: all of it is new
 * @param renderedPaths rendered files whose bytes differ, by environment; those of no environment are left out
 */
export function effectsOf(
  before: Catalog | undefined,
  after: Catalog,
  renderedPaths: ReadonlyMap<string, readonly string[]>,
): Effects {
  const rendered = new Map(
    inOrderOfNames(renderedPaths)
      .filter(([, paths]) => paths.length > 0)
      .map(([environment, paths]) => [environment, [...paths].sort()]),
  );
  const from = before ?? { platform: after.platform, environments: new Map(), services: new Map() };
  const said = [
    ...(before === undefined ? [firstEffect(after)] : []),
    ...catalogEffects(from, after, [...rendered.keys()]),
  ];
  const effects = [...said, ...renderingEffects([from, after], said, rendered)].sort(compareEffects);
  return { effects, renderedPaths: rendered };
}

function catalogEffects(before: Catalog, after: Catalog, rendered: readonly string[]): readonly Effect[] {
  const services = servicesThatDiffer(before, after).flatMap((name) => serviceEffects(before, after, name));
  return [
    ...platformEffects(before.platform, after.platform, rendered),
    ...peopleEffects(before.people, after.people),
    ...namesOf(before.environments, after.environments).flatMap((name) =>
      environmentEffects(before, after, name, services),
    ),
    ...services,
  ];
}

/** Most changes touch one service of thousands; an environment that differs may be seen in each of them. */
function servicesThatDiffer(before: Catalog, after: Catalog): readonly string[] {
  const areEnvironmentsSame = isSameMap(before.environments, after.environments);
  if (!areEnvironmentsSame) return namesOf(before.services, after.services);
  return keysThatDiffer(before.services, after.services).filter((name) => {
    const [from, to] = [before.services.get(name), after.services.get(name)];
    if (from === undefined || to === undefined) return true;
    const areSame = (['overlays', 'manifests', 'files', 'software'] as const).every((key) =>
      isSameMap(from[key], to[key]),
    );
    return from.service !== to.service || !areSame;
  });
}

function firstEffect({ platform }: Catalog): Effect {
  const words = 'the platform: added';
  return { kind: 'environment', document: documents.platform, path: [], before: undefined, after: platform, words };
}

function namesOf(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])];
}

/** By environment, service, kind, path and file; what is everywhere comes first. */
function compareEffects(a: Effect, b: Effect): number {
  return (
    compare(a.environment ?? '', b.environment ?? '') ||
    compare(a.service ?? '', b.service ?? '') ||
    effectKinds.indexOf(a.kind) - effectKinds.indexOf(b.kind) ||
    compare(a.path.join('\0'), b.path.join('\0')) ||
    compare(a.document ?? '', b.document ?? '')
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
