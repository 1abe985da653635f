import * as z from 'zod';

import { longestAct, longestActor } from '../../delivery/act-statement';
import { actText } from '../act-text';
import type { ActsEvent } from '../acts-event';

const Text = z.string().nullish();

/** What is read of an event of Kubernetes (`v1.Event`). */
const KubernetesEvent = z.looseObject({
  metadata: z.looseObject({ name: z.string().min(1), annotations: z.record(z.string(), z.string()).nullish() }),
  reason: z.string(),
  message: z.string().min(1),
  source: z.looseObject({ component: Text }).nullish(),
  lastTimestamp: z.iso.datetime({ offset: true }),
});

/** Reasons of what somebody does (Argo CD, `util/argo/audit_logger.go`); a sync is told by the Application itself. */
const reasons: ReadonlySet<string> = new Set([
  'ResourceActionRan',
  'ResourceCreated',
  'ResourceDeleted',
  'ResourceUpdated',
]);
/** A sync to what was there before is nothing but a sync to the Application. */
const rollback = / initiated rollback to \d+$/;

/**
 * Finds what people have done by Argo CD in the events of an Application. Its server writes one for each action, with who has
 * run it as annotation `user`, and before the words; its controller writes others, for nobody.
 *
 * @param isOwn whether an account is that of Slipway's controller itself
 */
export function actsOfEvents(events: readonly unknown[], isOwn: (account: string) => boolean): ActsEvent['acts'] {
  return events.flatMap((value) => {
    const { data: event } = KubernetesEvent.safeParse(value);
    if (event?.source?.component !== 'argocd-server') return [];
    const { metadata, reason, message, lastTimestamp } = event;
    if (!reasons.has(reason) && !(reason === 'OperationStarted' && rollback.test(message))) return [];
    const by = metadata.annotations?.['user'] ?? '';
    const what = actText(message.startsWith(`${by} `) ? message.slice(by.length + 1) : message, longestAct);
    if (by === '' || what === '' || isOwn(by)) return [];
    return [{ id: metadata.name, by: actText(by, longestActor), what, at: lastTimestamp }];
  });
}
