import type { AppliedApplication } from '../../argocd/applied-application';
import type { WantedSync } from './wanted-sync';

/**
 * What is to be done so that an Application applies a commit: `start` its sync; `wait`, as something else goes on or it is not yet
 * what the commit makes of it; or nothing, as that is so, or somebody has synced it since.
 */
export function syncStep(
  { spec, operation, status }: AppliedApplication,
  wanted: WantedSync,
): 'start' | 'wait' | 'done' {
  const { commit, path, committedAt } = wanted;
  if (spec.source?.path !== path) return 'wait';
  if (operation !== undefined && operation !== null) return operation.sync?.revision === commit ? 'done' : 'wait';
  const last = status?.operationState;
  if (last === undefined || last === null) return 'start';
  // Its own tries are part of an operation: one that has failed is told of, and is a person's to start again.
  if (last.operation?.sync?.revision === commit) return 'done';
  if (last.phase === 'Running' || last.phase === 'Terminating') return 'wait';
  return last.phase === 'Succeeded' && Date.parse(last.startedAt) > committedAt ? 'done' : 'start';
}
