import { backOff } from '../back-off';
import type { JournalStore } from '../journal/journal-store';
import type { QueuedReport, Reports } from '../journal/reports';
import type { Log } from '../log';
import type { Metrics } from '../metrics';
import { isInScope } from '../scope';
import type { ScopedArgoCd } from './scoped-argocd';
import { syncStep } from './sync-step';
import type { WantedSync } from './wanted-sync';

/** What syncs are started with. */
export interface SyncerParts {
  readonly store: JournalStore;
  readonly reports: Reports;
  /** Each is asked for Applications of its environments only. */
  readonly argocds: readonly ScopedArgoCd[];
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const mostAtOnce = 20;
/** While Argo CD has not seen the change, or does something else, it is asked again so soon, in milliseconds. */
const asksEvery = 2000;
/** Tries at such a pace; then they become rarer. */
const quickTries = 60;
/** Tries: then it waits for a person, as without us. */
const mostTries = 300;

/** Starts the syncs of what people sync, after an allowed change: exactly the Applications that it has written, at its commit. */
export class Syncer {
  constructor(private readonly parts: SyncerParts) {}

  /** Does what is due. @returns whether something was done for good */
  async step(): Promise<boolean> {
    const { reports, now } = this.parts;
    let hasDone = false;
    for (const queued of reports.due(['sync'], now(), mostAtOnce)) {
      if (queued.report.kind === 'sync') hasDone = (await this.bring(queued, queued.report.sync)) || hasDone;
    }
    return hasDone;
  }

  private async bring(queued: QueuedReport, wanted: WantedSync): Promise<boolean> {
    const { store, reports, now, random, log, metrics } = this.parts;
    const { application, environment, commit } = wanted;
    const answer = await this.tryOnce(wanted);
    const isOver = answer === 'started' || answer === 'done' || answer === 'nobody' || queued.attempts >= mostTries;
    if (isOver) {
      metrics.count('syncs_total', { kind: answer });
      log(`sync.${answer === 'started' || answer === 'done' ? answer : 'given-up'}`, {
        application,
        commit,
        reason: answer === 'nobody' ? `no Argo CD is good for "${environment}": people start it` : answer,
      });
    }
    await store.write(() => {
      if (isOver) reports.remove(queued);
      else {
        const wait = queued.attempts < quickTries ? asksEvery : backOff(queued.attempts - quickTries + 1, random());
        reports.postpone(queued, now() + wait);
      }
    });
    return isOver;
  }

  private async tryOnce(wanted: WantedSync): Promise<'started' | 'done' | 'waits' | 'failed' | 'nobody'> {
    const { argocds, log } = this.parts;
    const { application, environment, commit } = wanted;
    const api = argocds.find((one) => isInScope(one.environments(), environment))?.api;
    if (api === undefined) return 'nobody';
    try {
      const known = await api.application(application);
      const step = known === undefined ? 'wait' : syncStep(known, wanted);
      if (step === 'wait') return 'waits';
      // Nothing that came after the commit is applied along with it. What it has no more is removed, as the change wants it.
      if (step === 'start') await api.sync(application, { revision: commit, prune: true });
      return step === 'start' ? 'started' : 'done';
    } catch (error) {
      log('sync.postponed', { application, commit, reason: error instanceof Error ? error.message : String(error) });
      return 'failed';
    }
  }
}
