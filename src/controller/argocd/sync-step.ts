import * as z from 'zod';

import type { WantedSync } from './wanted-sync';

const Sync = z.looseObject({ sync: z.looseObject({ revision: z.string().default('') }).nullish() });

/** What is read of an Application (Argo CD, `Application`). */
export const SyncedApplication = z.looseObject({
  spec: z.looseObject({ source: z.looseObject({ path: z.string().default('') }).nullish() }),
  /** What was asked for and has not begun. */
  operation: Sync.nullish(),
  status: z
    .looseObject({
      operationState: z.looseObject({ phase: z.string(), startedAt: z.string(), operation: Sync.nullish() }).nullish(),
    })
    .nullish(),
});
export type SyncedApplication = z.infer<typeof SyncedApplication>;

/**
 * What is to be done so that an Application applies a commit: `start` its sync; `wait`, as something else goes on or it is not yet
 * what the commit makes of it; or nothing, as that is so, or somebody has synced it since.
 */
export function syncStep(
  { spec, operation, status }: SyncedApplication,
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
