import type { Effects } from '../effects/effect';
import { environmentsAsked } from '../gates/questions';
import type { Catalog } from '../model/catalog';
import type { Environment } from '../model/environment';
import type { RequestStatement } from './request-statement';

/** How a change gets into the branch that Argo CD follows. */
export type DeliveryWay =
  /** Slipway pushes it. */
  | { readonly kind: 'push' }
  /** It is on a branch of its own: somebody opens a pull request, and the forge merges it. */
  | { readonly kind: 'branch'; readonly branch: string }
  /** Whoever asks commits it. */
  | { readonly kind: 'by hand' };

/** From what Slipway does alone to what people do. */
const order: readonly Environment['delivery'][] = ['push', 'pull-request', 'work-tree'];

/**
 * Finds how a change is delivered: as the request says, or else as the environments say whose gates are asked; of several, the
 * one in which people do most.
 *
 * @param before the catalog before the change: no change chooses its own way
 */
export function wayOf({ runId, branch }: RequestStatement, before: Catalog, effects: Effects): DeliveryWay {
  if (branch !== undefined) return { kind: 'branch', branch };
  const asked = environmentsAsked(before, effects).flatMap((name) => before.environments.get(name)?.delivery ?? []);
  const most = Math.max(0, ...asked.map((delivery) => order.indexOf(delivery)));
  switch (order[most]) {
    case 'pull-request':
      return { kind: 'branch', branch: branchFor(runId) };
    case 'work-tree':
      return { kind: 'by hand' };
    default:
      return { kind: 'push' };
  }
}

/** The branch of a request that names none. */
export function branchFor(runId: string): string {
  return `changes/${runId}`;
}
