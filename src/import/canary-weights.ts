import type { ManifestObject } from '../manifests/manifest';
import { mappingAt, textAt } from '../manifests/value-at';
import type { Facts } from './facts';
import { backendsOf, membersOfKind } from './group';
import { releaseServicesOf } from './release-services';

/** Whether routes divide the requests to a canary. */
export function isDividedByRoutes({ settings }: Pick<Facts, 'settings'>): boolean {
  return textAt(settings, ['rollout', 'weights']) === 'routes';
}

/** Routes that divide the requests to a service and that no setting says: they stay its manifests. */
export function routesInManifests({ group, settings }: Pick<Facts, 'group' | 'settings'>): readonly ManifestObject[] {
  const { split } = releaseServicesOf(group.workload);
  if (split === undefined || settings['exposure'] !== undefined) return [];
  return membersOfKind(group, 'HTTPRoute', 'GRPCRoute').filter((route) => backendsOf(route).includes(split.canary));
}

/** Facts that say what the weights of each canary are of, where others of the environment are divided by routes. */
export function withWeights(all: readonly Facts[]): readonly Facts[] {
  const split = new Set(all.filter(isDividedByRoutes).map(({ environment }) => environment));
  return all.map((facts) => {
    const { rollout } = facts.settings;
    if (!split.has(facts.environment) || isDividedByRoutes(facts) || textAt(rollout, ['strategy']) !== 'canary')
      return facts;
    return { ...facts, settings: { ...facts.settings, rollout: { ...mappingAt(rollout, []), weights: 'pods' } } };
  });
}
