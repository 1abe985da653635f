import { createHash } from 'node:crypto';

import type { PortalNames } from '../portal/change-request-of';
import { deploymentEntity } from '../portal/port/entities';
import type { ActDesk } from './act-desk';
import { syncsIn } from './acts-event';
import { isNews } from './application-event';
import { backOff } from './back-off';
import type { ChangeDoor } from './door';
import type { Events, QueuedEvent } from './journal/events';
import type { JournalStore } from './journal/journal-store';
import type { Reports } from './journal/reports';
import type { Log } from './log';
import type { Metrics } from './metrics';
import type { Observation } from './observation';
import { readEvent } from './read-event';
import type { ReadEvent } from './read-event';

/** What events are looked at with. */
export interface EventDeskParts {
  readonly store: JournalStore;
  readonly events: Events;
  readonly reports: Reports;
  readonly door: Pick<ChangeDoor, 'names' | 'observe'>;
  readonly acts: Pick<ActDesk, 'take'>;
  /** Accounts of Argo CD that are the controller's own: what it has done itself is in Git. */
  readonly ownAccounts: () => ReadonlySet<string>;
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
      for (const event of fresh) this.sort(event, readEvent(event, names, now()));
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
  private sort(queued: QueuedEvent, read: ReadEvent): void {
    const { events, reports, acts, ownAccounts, hasPortal, now, log, metrics } = this.parts;
    if (read.kind === 'useless') {
      events.bury(queued.body, queued.scope, read.reason, now());
      events.remove(queued.seq);
      metrics.count('events_total', { kind: 'useless' });
      log('event.useless', { reason: read.reason });
      return;
    }
    if (read.kind === 'acts') {
      acts.take(read.acts);
      events.remove(queued.seq);
      metrics.count('events_total', { kind: 'acts' });
      return;
    }
    const { event, observation } = read;
    const order = {
      observedAt: event.observedAt,
      startedAt: event.operation?.startedAt ?? '',
      digest: createHash('sha256').update(JSON.stringify(observation)).digest('hex'),
    };
    // What somebody says of his environments takes no place of what is said of others, whatever he calls his Applications.
    const application = `${event.environment}/${event.app}`;
    if (!isNews(order, events.lastOf(application))) {
      events.remove(queued.seq);
      metrics.count('events_total', { kind: 'known' });
      return;
    }
    events.setLast(application, order);
    const own = ownAccounts();
    acts.take(syncsIn(event, observation.service, observation.environment).filter(({ by }) => !own.has(by)));
    events.becomeEvidence(queued.seq, JSON.stringify(observation));
    if (hasPortal) reports.add({ kind: 'entity', entity: deploymentEntity(statusOf(observation)) }, now() + collects);
    metrics.count('events_total', { kind: 'news' });
    const { health, sync, verdict, initiatedBy } = observation;
    log('event.taken', { application: event.app, trigger: event.trigger, health, sync, verdict, initiatedBy });
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
