import { createHash } from 'node:crypto';

import { guardJson } from '../portal/guard-json';
import type { PortalNames } from '../portal/change-request-of';
import { deploymentEntity } from '../portal/port/entities';
import { ApplicationEvent, isNews } from './application-event';
import { backOff } from './back-off';
import type { ChangeDoor } from './door';
import type { Events, QueuedEvent } from './journal/events';
import type { JournalStore } from './journal/journal-store';
import type { Reports } from './journal/reports';
import type { Log } from './log';
import type { Metrics } from './metrics';
import { observationOf } from './observation';
import type { Observation } from './observation';

/** What events are looked at with. */
export interface EventDeskParts {
  readonly store: JournalStore;
  readonly events: Events;
  readonly reports: Reports;
  readonly door: Pick<ChangeDoor, 'names' | 'observe'>;
  /** Whether the portal is told. */
  readonly hasPortal: boolean;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly wakeReporter: () => void;
  /** There is evidence that was not there. */
  readonly hasEvidence: () => void;
}

const mostAtOnce = 200;
/** A storm of events becomes one report of each entity: the portal hears of it so much later, in milliseconds. */
const collects = 3000;
/** How far the clock of Argo CD may be ahead of ours, in milliseconds: one event from next year would silence all others. */
const mostAhead = 300_000;

/** What an event is: something new, something known, or of no use. */
type Sighting =
  | { readonly kind: 'news'; readonly observation: Observation; readonly event: ApplicationEvent }
  | { readonly kind: 'useless'; readonly reason: string };

/** Looks at events of Argo CD: what is new becomes status of the portal at once, and evidence as soon as the door takes it. */
export class EventDesk {
  constructor(private readonly parts: EventDeskParts) {}

  /** Does what is due. @returns whether something was done */
  async step(): Promise<boolean> {
    const hasLooked = await this.look();
    return (await this.bring()) || hasLooked;
  }

  private async look(): Promise<boolean> {
    const { events, store, now, wakeReporter } = this.parts;
    const fresh = events.due('new', now(), mostAtOnce);
    if (fresh.length === 0) return false;
    const names = await this.names(fresh);
    if (names === undefined) return false;
    await store.write(() => {
      for (const event of fresh) this.sort(event, sightingOf(event, names, now()));
    });
    wakeReporter();
    return true;
  }

  private async names(fresh: readonly QueuedEvent[]): Promise<PortalNames | undefined> {
    try {
      return await this.parts.door.names();
    } catch (error) {
      await this.postpone(fresh, error);
      return undefined;
    }
  }

  /** Only in the work of a write. */
  private sort(queued: QueuedEvent, sighting: Sighting): void {
    const { events, reports, hasPortal, now, log, metrics } = this.parts;
    if (sighting.kind === 'useless') {
      events.bury(queued.body, queued.scope, sighting.reason, now());
      events.remove(queued.seq);
      metrics.count('events_total', { kind: 'useless' });
      log('event.useless', { reason: sighting.reason });
      return;
    }
    const { event, observation } = sighting;
    const order = {
      observedAt: event.observedAt,
      startedAt: event.operation?.startedAt ?? '',
      digest: createHash('sha256').update(JSON.stringify(observation)).digest('hex'),
    };
    if (!isNews(order, events.lastOf(event.app))) {
      events.remove(queued.seq);
      metrics.count('events_total', { kind: 'known' });
      return;
    }
    events.setLast(event.app, order);
    events.becomeEvidence(queued.seq, JSON.stringify(observation));
    if (hasPortal) reports.add({ kind: 'entity', entity: deploymentEntity(statusOf(observation)) }, now() + collects);
    metrics.count('events_total', { kind: 'news' });
    const { application, health, sync, verdict, initiatedBy } = observation;
    // The log is the trail of what was begun by hand in Argo CD: it keeps none itself.
    log('event.taken', { application, trigger: event.trigger, health, sync, verdict, initiatedBy });
  }

  private async bring(): Promise<boolean> {
    const { events, reports, door, store, hasPortal, now, wakeReporter, hasEvidence } = this.parts;
    const due = events.due('evidence', now(), mostAtOnce);
    if (due.length === 0) return false;
    try {
      const statuses = await door.observe(due.map(({ body }): Observation => JSON.parse(body)));
      await store.write(() => {
        for (const { seq } of due) events.remove(seq);
        if (hasPortal)
          for (const status of statuses)
            reports.add({ kind: 'entity', entity: deploymentEntity(status) }, now() + collects);
      });
      wakeReporter();
      hasEvidence();
      return true;
    } catch (error) {
      await this.postpone(due, error);
      return false;
    }
  }

  private async postpone(queued: readonly QueuedEvent[], error: unknown): Promise<void> {
    const { events, store, now, random, log } = this.parts;
    log('events.postponed', { events: queued.length, reason: error instanceof Error ? error.message : String(error) });
    await store.write(() => {
      for (const { seq, attempts } of queued) events.postpone(seq, now() + backOff(attempts + 1, random()));
    });
  }
}

function sightingOf({ body, scope }: QueuedEvent, names: PortalNames, now: number): Sighting {
  const guarded = guardJson(body);
  if ('fault' in guarded) return { kind: 'useless', reason: `it is no JSON that is taken: ${guarded.fault}` };
  const { data: event, error } = ApplicationEvent.safeParse(guarded.value);
  if (event === undefined) {
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    return { kind: 'useless', reason: `it is no event that is known: ${fields}` };
  }
  const placement = [...names.placements.values()].find(
    ({ service, environment }) => service === event.entity && environment === event.environment,
  );
  if (placement === undefined) {
    return { kind: 'useless', reason: `"${event.entity}" in "${event.environment}" is not in the catalog` };
  }
  if (scope.length > 0 && !scope.includes(event.environment)) {
    return { kind: 'useless', reason: `its sender does not speak for "${event.environment}"` };
  }
  if (Date.parse(event.observedAt) > now + mostAhead) return { kind: 'useless', reason: 'it is from a time to come' };
  return { kind: 'news', event, observation: observationOf(event, placement.service, placement.environment) };
}

function statusOf({
  service,
  environment,
  health,
  sync,
  phase,
  finishedAt,
}: Observation): Parameters<typeof deploymentEntity>[0] {
  const deployedAt = phase === 'Succeeded' ? finishedAt : undefined;
  return { service, environment, status: health, syncStatus: sync, deployedAt };
}
