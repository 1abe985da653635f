import type { ArgoCdApi } from '../../argocd/argocd-api';
import type { Events } from '../journal/events';
import type { Log } from '../log';
import { eventOfApplication } from './event-of-application';

/** What Argo CD is looked through with. */
export interface SweeperParts {
  readonly events: Pick<Events, 'accept'>;
  readonly api: Pick<ArgoCdApi, 'applications'>;
  readonly now: () => number;
  readonly log: Log;
  /** There is something to look at. */
  readonly wake: () => void;
}

/** Time between two looks, in milliseconds. */
const sweepsEvery = 30_000;

/**
 * Looks at all Applications now and then. Notifications may be lost, and say nothing while all is well: a release that has to be
 * healthy for half an hour has to be seen to be healthy after half an hour.
 */
export class Sweeper {
  private next = 0;
  /** When Argo CD had last looked at an Application, by name. */
  private readonly seen = new Map<string, string>();

  constructor(private readonly parts: SweeperParts) {}

  /** Milliseconds since 1970. */
  nextDue(): number {
    return this.next;
  }

  /** Does what is due. There is never more to do at once. */
  async step(): Promise<false> {
    const { api, events, now, log, wake } = this.parts;
    if (now() < this.next) return false;
    this.next = now() + sweepsEvery;
    try {
      for (const body of (await api.applications()).flatMap((one) => eventOfApplication(one) ?? [])) {
        const { app, observedAt }: { app: string; observedAt: string } = JSON.parse(body);
        if (this.seen.get(app) === observedAt) continue;
        await events.accept(body, [], now());
        this.seen.set(app, observedAt);
      }
      wake();
    } catch (error) {
      log('sweep.failed', { reason: error instanceof Error ? error.message : String(error) });
    }
    return false;
  }
}
