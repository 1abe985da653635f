import type { Events } from '../journal/events';
import type { Log } from '../log';
import { isInScope } from '../scope';
import { ActReader } from './act-reader';
import type { SweptApplication } from './act-reader';
import { eventOfApplication } from './event-of-application';
import type { ScopedArgoCd } from './scoped-argocd';

/** What Argo CD is looked through with. */
export interface SweeperParts {
  readonly events: Pick<Events, 'accept'>;
  readonly argocd: Pick<ScopedArgoCd, 'name' | 'environments' | 'account'> & {
    readonly api: Pick<ScopedArgoCd['api'], 'applications' | 'events'>;
  };
  readonly now: () => number;
  readonly log: Log;
  /** There is something to look at. */
  readonly wake: () => void;
}

/** Time between two looks, in milliseconds. */
const sweepsEvery = 30_000;

/**
 * Looks at all Applications of an Argo CD now and then, as far as they are of environments that it is good for. Notifications may be
 * lost, and say nothing while all is well: a release that has to be healthy for half an hour has to be seen to be healthy after
 * half an hour. What people do by hand is read besides: no notification tells it.
 */
export class Sweeper {
  private next = 0;
  /** When Argo CD had last looked at an Application, by name. */
  private readonly seen = new Map<string, string>();
  /** Environments that it has, and does not speak for. */
  private readonly ignored = new Set<string>();

  private readonly acts: ActReader;

  constructor(private readonly parts: SweeperParts) {
    const { argocd, events, now } = parts;
    this.acts = new ActReader({
      argocd,
      now,
      accept: async (event) => await events.accept(JSON.stringify(event), argocd.environments(), now()),
    });
  }

  /** Milliseconds since 1970. */
  nextDue(): number {
    return this.next;
  }

  /** Does what is due. There is never more to do at once. */
  async step(): Promise<false> {
    const { argocd, events, now, log, wake } = this.parts;
    if (now() < this.next) return false;
    this.next = now() + sweepsEvery;
    try {
      const seen: SweptApplication[] = [];
      for (const body of (await argocd.api.applications()).flatMap((one) => eventOfApplication(one) ?? [])) {
        const swept: SweptApplication = JSON.parse(body);
        const { app, environment, observedAt } = swept;
        const scope = argocd.environments();
        if (!isInScope(scope, environment)) {
          this.ignore(environment);
          continue;
        }
        seen.push(swept);
        if (this.seen.get(app) === observedAt) continue;
        await events.accept(body, scope, now());
        this.seen.set(app, observedAt);
      }
      // What is known already does not wait for what is asked besides.
      wake();
      await this.acts.look(seen);
      wake();
    } catch (error) {
      log('sweep.failed', { argocd: argocd.name, reason: error instanceof Error ? error.message : String(error) });
    }
    return false;
  }

  /** Every look would find it again, and would drive out what others sent in vain: it is said once. */
  private ignore(environment: string): void {
    const { argocd, log } = this.parts;
    if (this.ignored.has(environment)) return;
    this.ignored.add(environment);
    log('sweep.ignored', { argocd: argocd.name, environment, reason: 'its token is not good for this environment' });
  }
}
