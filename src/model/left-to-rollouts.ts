import { isSplitByRoutes } from './placed-rollout';
import type { Resolved } from './resolve';
import { isTried } from './settings';
import { isSoftware } from './software';

/** What Argo Rollouts writes into objects of a placement, and Argo CD has to leave alone. */
export interface LeftToRollouts {
  /** The hash of a release in selectors of Services. */
  readonly podHash: boolean;
  /** Weights in routes, by its plugin for the Gateway API. */
  readonly routeWeights: boolean;
}

/**
 * Says what Argo Rollouts writes into objects of a placement: by what the catalog says of its rollout, or by a patch of it, in which
 * an import leaves what the catalog has no word for.
 */
export function leftToRollouts(resolved: Resolved): LeftToRollouts {
  const { settings, wants, overlay } = resolved;
  if (isSoftware(wants) || !isTried(settings.rollout)) return { podHash: false, routeWeights: false };
  const isSplit = isSplitByRoutes(resolved);
  const patches = [...(wants.patches ?? []), ...(overlay.patches ?? [])].filter(({ kind }) => kind === 'Rollout');
  const patched = patches.length === 0 ? '' : JSON.stringify(patches);
  return {
    podHash: settings.rollout.strategy === 'blueGreen' || isSplit || /stableService|canaryService/.test(patched),
    // "~1" is the "/" of a JSON patch.
    routeWeights: isSplit || /argoproj-labs(?:\/|~1)gatewayAPI/.test(patched),
  };
}
