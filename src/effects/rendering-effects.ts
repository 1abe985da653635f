import { dependenciesOf } from '../model/calls';
import type { Catalog } from '../model/catalog';
import { deployingNothing } from '../model/effect-kind';
import { placeInTree } from '../model/tree-layout';
import type { Effect } from './effect';

/** Most files that are named in a sentence. */
const named = 3;

/**
 * Rendered files that differ though nothing that differs in the catalog says why: another version of the renderer made them,
 * or another environment shares an object.
 */
export function renderingEffects(
  catalogs: readonly Catalog[],
  effects: readonly Effect[],
  renderedPaths: ReadonlyMap<string, readonly string[]>,
): readonly Effect[] {
  return [...renderedPaths].flatMap(([environment, paths]) => {
    const isExplained = explainedIn(catalogs, effects, environment);
    const unexplained = paths.filter((path) => !isExplained(path)).sort();
    if (unexplained.length === 0) return [];
    const more = unexplained.length - named;
    const files = `${unexplained.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const words = `rendering of ${environment}: no effect there says why these differ: ${files}`;
    return [{ kind: 'rendering', environment, path: [], before: undefined, after: undefined, words }];
  });
}

/**
 * Whether an effect that deploys nothing is seen in a file: sync windows and the roles of people are in AppProjects, and nowhere
 * else. Whatever differs beside them was not said.
 */
export function isOfProjects(path: string): boolean {
  const place = placeInTree(path);
  return place?.kind === 'bootstrap' && place.file.startsWith('app-project-');
}

function explainedIn(
  catalogs: readonly Catalog[],
  effects: readonly Effect[],
  environment: string,
): (path: string) => boolean {
  const rendered = effects.filter((effect) => mayRender(effect) && (effect.environment ?? environment) === environment);
  const deploying = rendered.filter(({ kind }) => !deployingNothing.has(kind));
  const isOfRules = rendered.length > deploying.length;
  const isAboutAll = deploying.some(({ service }) => service === undefined);
  const changed = new Set(deploying.flatMap(({ service }) => (service === undefined ? [] : [service])));
  // All services have to be looked at to find who calls whom, and most changes are seen in one of them.
  let around: ReadonlySet<string> | undefined;
  return (path) => {
    if (isAboutAll || (isOfRules && isOfProjects(path))) return true;
    const place = placeInTree(path);
    if (place?.kind !== 'overlay') return changed.size > 0;
    if (changed.has(place.service)) return true;
    around ??= new Set(catalogs.flatMap((catalog) => neighbours(catalog, changed)));
    return around.has(place.service);
  };
}

/** What is written in the environment for reviewers and for Git alone. */
const renderingNothing: ReadonlySet<unknown> = new Set(['gates', 'scaleUntil', 'aliases', 'releaseTags', 'subjects']);

/** Gates, holds and people who sign are looked at by Slipway alone; what is in no environment's way renders nothing. */
function mayRender({ kind, environment, document, path }: Effect): boolean {
  if (kind === 'hold' || renderingNothing.has(path[0])) return false;
  return environment !== undefined || (document === 'platform.yaml' && kind !== 'setting');
}

/** Services that call one of these, or that one of these calls: their network policies name each other. */
function neighbours({ services }: Catalog, changed: ReadonlySet<string>): readonly string[] {
  if (changed.size === 0) return [];
  return [...services].flatMap(([name, { service }]) => {
    const callees = dependenciesOf(service).map((dependency) => dependency.service);
    if (changed.has(name)) return callees;
    return callees.some((callee) => changed.has(callee)) ? [name] : [];
  });
}
