import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { Resolved } from '../resolve';
import { isSaidByService, placeOf } from './place-of';

/** Where each node has a pod, nobody counts pods, none has a volume of its own, and they are replaced where they are. */
export function* checkEverywhere(resolved: Resolved): Iterable<Breach> {
  const { service, wants, settings } = resolved;
  if (wants.runs !== 'everywhere') return;
  const document = documents.service(service);
  const { rollout } = settings;
  for (const key of ['storage', 'backup'] as const) {
    if (wants[key] === undefined) continue;
    yield {
      document,
      path: [key],
      message: `service "${service}" runs everywhere, and has no use for "${key}"`,
      hint: 'use a volume that all nodes share (volumes.<name>.claim), or remove "runs: everywhere"',
    };
  }
  for (const key of ['scale', 'disruption'] as const) {
    if (!isSaidByService(resolved, [key])) continue;
    yield {
      ...placeOf(resolved, [key]),
      message: `service "${service}" runs everywhere, and has no use for "${key}": each node has one pod`,
      hint: 'remove it, or remove "runs: everywhere"',
    };
  }
  if (rollout.strategy !== 'rolling') {
    yield {
      ...placeOf(resolved, ['rollout', 'strategy']),
      message: `service "${service}" runs everywhere, and ${rollout.strategy} is for pods that somebody counts`,
      hint: 'use the strategy rolling',
    };
    return;
  }
  const { maxSurge, maxUnavailable } = rollout;
  if (Number.parseInt(String(maxSurge), 10) === 0 || Number.parseInt(String(maxUnavailable), 10) === 0) return;
  yield {
    ...placeOf(resolved, ['rollout', 'maxSurge'], ['rollout', 'maxUnavailable']),
    message: `service "${service}" runs everywhere, and has both rollout.maxSurge ${maxSurge} and rollout.maxUnavailable ${maxUnavailable}: Kubernetes takes one of them`,
    hint: 'write "maxSurge: 0", and pods are replaced on so many nodes at once; or "maxUnavailable: 0"',
  };
}
