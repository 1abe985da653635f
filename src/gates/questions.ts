import type { Effect, Effects } from '../effects/effect';
import { isOfProjects } from '../effects/rendering-effects';
import type { Catalog } from '../model/catalog';
import { deployingNothing } from '../model/effect-kind';
import { gatesOf } from '../model/gates-of';
import type { GateFacts } from './facts';
import type { Question } from './gate';
import { counted } from './words';

/**
 * What has to be asked, environment by environment in the order of names: what has an effect there, by the gates of the
 * catalog before.
 */
export function questionsOf(catalog: Catalog, effects: Effects, facts: GateFacts): readonly Question[] {
  return environmentsAsked(catalog, effects).map((environment) => {
    const said = effects.effects.filter((effect) => effect.environment === environment || isEverywhere(effect));
    const unsaid = unsaidEffects(environment, said, effects);
    return { environment, gates: gatesOf(catalog, environment), effects: [...said, ...unsaid], catalog, facts };
  });
}

/** Environments whose gates are asked, in the order of names. */
export function environmentsAsked(catalog: Catalog, { effects, renderedPaths }: Effects): readonly string[] {
  const names = new Set<string>([
    ...(effects.some(isEverywhere) ? catalog.environments.keys() : []),
    ...effects.flatMap(({ environment }) => environment ?? []),
    ...[...renderedPaths].flatMap(([name, paths]) => (paths.length > 0 ? [name] : [])),
  ]);
  return [...names].sort();
}

// What is said of a service, or by a description, and seen in no environment is in no environment's way.
function isEverywhere({ environment, kind }: Effect): boolean {
  return environment === undefined && kind !== 'setting' && kind !== 'service';
}

/**
 * Bytes that nothing explains are an effect, whoever has found the others: the environments whose bytes differ decide which
 * gates are asked. What deploys nothing explains AppProjects at most: a freeze beside other bytes is no way around it.
 */
function unsaidEffects(environment: string, said: readonly Effect[], { renderedPaths }: Effects): readonly Effect[] {
  if (said.some(({ kind }) => !deployingNothing.has(kind))) return [];
  const isOfRules = said.some(({ kind }) => kind !== 'hold');
  const paths = (renderedPaths.get(environment) ?? []).filter((path) => !(isOfRules && isOfProjects(path)));
  if (paths.length === 0) return [];
  const words = `${counted(paths.length, 'rendered file')} of ${environment} differ${paths.length === 1 ? 's' : ''}, and no setting says why`;
  return [{ kind: 'rendering', environment, path: [], before: undefined, after: undefined, words }];
}
