import * as z from 'zod';

import { Instant } from '../model/instant';

const Text = z.string().max(4096).nullish();
const Name = z.string().min(1).max(253);

/** What Argo CD's notifications send (`stacks/notifications/portal-body.ts`). It may grow: what is not read is not looked at. */
export const ApplicationEvent = z.looseObject({
  apiVersion: z.literal('gitops.platform/v1'),
  event: z.literal('app-state'),
  trigger: Name,
  id: z.string().min(1).max(512),
  app: Name,
  namespace: Text,
  entity: Name,
  environment: Name,
  health: Text,
  healthSince: Instant.nullish(),
  sync: Text,
  revision: Text,
  head: Text,
  operation: z
    .looseObject({
      phase: Text,
      startedAt: Instant.nullish(),
      finishedAt: Instant.nullish(),
      revision: Text,
      message: Text,
      initiatedBy: Text,
    })
    .nullish(),
  /** The last syncs of the whole Application that have succeeded. */
  deployments: z
    .array(z.looseObject({ startedAt: Instant.nullish(), initiatedBy: Text }))
    .max(200)
    .nullish(),
  images: z.array(z.string().max(4096)).max(200).nullish(),
  observedAt: Instant,
});
export type ApplicationEvent = z.infer<typeof ApplicationEvent>;

/** What orders the events of an Application. */
export interface EventOrder {
  readonly observedAt: string;
  /** When the last operation began; empty for none. */
  readonly startedAt: string;
  /** What the event says, so that the same in the same second is the same. */
  readonly digest: string;
}

/**
 * Whether an event says something new. Notifications come late, doubled, and in any order; all that is known of an Application
 * is in each of them, so that only the newest counts.
 */
export function isNews(event: EventOrder, known: EventOrder | undefined): boolean {
  if (known === undefined) return true;
  const byTime = Date.parse(event.observedAt) - Date.parse(known.observedAt);
  if (byTime !== 0) return byTime > 0;
  const byOperation = timeOf(event.startedAt) - timeOf(known.startedAt);
  if (byOperation !== 0) return byOperation > 0;
  return event.digest !== known.digest;
}

function timeOf(instant: string): number {
  return instant === '' ? 0 : Date.parse(instant);
}
