import * as z from 'zod';

import { longestAct, longestActor, type Act } from '../delivery/act-statement';
import { Instant } from '../model/instant';
import { actText } from './act-text';
import type { ApplicationEvent } from './application-event';

const Name = z.string().min(1).max(253);

/** What people have done to an Application by hand, as it was read of Argo CD's API (`argocd/acts-of-events.ts`). */
export const ActsEvent = z.looseObject({
  apiVersion: z.literal('gitops.platform/v1'),
  event: z.literal('app-acts'),
  app: Name,
  entity: Name,
  environment: Name,
  acts: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(512),
        by: z.string().min(1).max(longestActor),
        what: z.string().min(1).max(longestAct),
        at: Instant,
      }),
    )
    .max(1000),
});
export type ActsEvent = z.infer<typeof ActsEvent>;

/** An act of a placement whose names are known. */
export function actsIn({ app, acts }: ActsEvent, service: string, environment: string): readonly Act[] {
  return acts.map(({ id, by, what, at }) => {
    const texts = { by: actText(by, longestActor), what: actText(what, longestAct) };
    return { application: app, service, environment, id, ...texts, at };
  });
}

/** Syncs that somebody has begun, as an Application says them of itself: the last operation, and the deployments before. */
export function syncsIn(event: ApplicationEvent, service: string, environment: string): readonly Act[] {
  const { app: application, operation, deployments } = event;
  const begun = new Map<string, Act>();
  for (const one of [...(deployments ?? []), ...(operation ? [operation] : [])]) {
    const { startedAt, initiatedBy } = one;
    // What Argo CD begins by itself has nobody.
    if (typeof startedAt !== 'string' || typeof initiatedBy !== 'string' || initiatedBy === '') continue;
    begun.set(startedAt, {
      application,
      service,
      environment,
      id: `sync/${startedAt}`,
      by: actText(initiatedBy, longestActor),
      what: 'began a sync',
      at: startedAt,
    });
  }
  return [...begun.values()];
}
