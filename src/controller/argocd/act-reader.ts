import type { ActsEvent } from '../acts-event';
import { actsOfEvents } from './acts-of-events';
import type { ScopedArgoCd } from './scoped-argocd';

/** An Application of which it is known when Argo CD has looked at it last. */
export interface SweptApplication extends Pick<ActsEvent, 'app' | 'entity' | 'environment'> {
  readonly observedAt: string;
}

/** What acts are read with. */
export interface ActReaderParts {
  readonly argocd: Pick<ScopedArgoCd, 'account'> & { readonly api: Pick<ScopedArgoCd['api'], 'events'> };
  /** Takes an event to the journal. */
  readonly accept: (event: ActsEvent) => Promise<void>;
  readonly now: () => number;
}

/** What is known of an Application since it was asked. */
interface Asked {
  readonly at: number;
  readonly observedAt: string;
  /** Something was new at it: what is written a moment later is looked for once more. */
  readonly isNew: boolean;
  /** Events that it had. */
  readonly ids: ReadonlySet<string>;
}

/** Where nothing is known to have happened, in milliseconds. API servers keep events for an hour (`--event-ttl`). */
const asksAgainAfter = 600_000;
/** Of thousands of Applications, so many are asked at one look. */
const mostAtOnce = 100;

/**
 * Reads what people do in Argo CD: who promotes, aborts, rolls back. No notification tells it, and no field of an Application
 * keeps it; Argo CD writes it as events of Kubernetes, which end after an hour.
 */
export class ActReader {
  private asked = new Map<string, Asked>();

  constructor(private readonly parts: ActReaderParts) {}

  /** Looks at those that something has happened to, and at each now and then. @throws Error when Argo CD does not answer */
  async look(applications: readonly SweptApplication[]): Promise<void> {
    const { now } = this.parts;
    const names = new Set(applications.map(({ app }) => app));
    this.asked = new Map([...this.asked].filter(([app]) => names.has(app)));
    const due = applications
      .filter((one) => this.isDue(one, now()))
      .toSorted((one, other) => (this.asked.get(one.app)?.at ?? 0) - (this.asked.get(other.app)?.at ?? 0));
    for (const one of due.slice(0, mostAtOnce)) await this.ask(one);
  }

  private isDue({ app, observedAt }: SweptApplication, now: number): boolean {
    const last = this.asked.get(app);
    return last === undefined || last.isNew || last.observedAt !== observedAt || now - last.at >= asksAgainAfter;
  }

  private async ask({ app, entity, environment, observedAt }: SweptApplication): Promise<void> {
    const { argocd, accept, now } = this.parts;
    const at = now();
    const own = argocd.account();
    const acts = actsOfEvents((await argocd.api.events(app)) ?? [], (account) => account === own);
    const last = this.asked.get(app);
    const fresh = acts.filter(({ id }) => last?.ids.has(id) !== true).slice(0, 1000);
    if (fresh.length > 0) {
      await accept({ apiVersion: 'gitops.platform/v1', event: 'app-acts', app, entity, environment, acts: fresh });
    }
    const isNew = last?.observedAt !== observedAt;
    this.asked.set(app, { at, observedAt, isNew, ids: new Set(acts.map(({ id }) => id)) });
  }
}
