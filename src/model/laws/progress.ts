import type { Breach } from '../catalog';
import { hasMembers } from '../pods';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** What Kubernetes takes where nobody says it (DeploymentSpec). */
const usualDeadline = 600;

/** Pods count as ready before a new version counts as failed: an API server takes nothing else (DeploymentSpec). */
export function* checkProgress(resolved: Resolved): Iterable<Breach> {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline = usualDeadline } = resolved.settings;
  const hasDeadline = !hasMembers(resolved.wants) && resolved.wants.runs === 'pods';
  if (!hasDeadline || minReadySeconds < deadline) return;
  const paths = [['minReadySeconds'], ['progressDeadlineSeconds']];
  yield {
    ...placeOf(resolved, ...paths),
    message: `a pod of ${nameOf(resolved, ...paths)} counts after ${minReadySeconds} seconds (minReadySeconds), and a version fails after ${deadline} without progress`,
    hint: `set progressDeadlineSeconds above ${minReadySeconds}, or lower minReadySeconds`,
  };
}
