import type { JournalStore } from '../journal/journal-store';
import type { QueuedReport, PortalReport, Reports } from '../journal/reports';
import { endCall, entitiesCall, linkCall, logCall, mostEntities, runCall } from '../../portal/port/calls';
import type { PortApiCall } from '../../portal/port/calls';
import { hasEnded } from '../../portal/port/run-people';
import { groupBy } from '../../model/group-by';
import { backOff } from '../back-off';
import type { Log } from '../log';
import type { Metrics } from '../metrics';
import { PortUnavailable } from './port-api';
import type { PortApi } from './port-api';

/** What the portal is told with. */
export interface ReporterParts {
  readonly store: JournalStore;
  readonly reports: Reports;
  readonly api: Pick<PortApi, 'send'>;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Reports that are taken up at once; entities go by twenty in a request. */
const mostAtOnce = 400;
/** Requests at once for runs, which take one report each. */
const mostRequests = 8;

type Entity = QueuedReport & { readonly report: Extract<PortalReport, { readonly kind: 'entity' }> };

/** Tells the portal what is on the disk to be told: entities, then logs, then the end of each run, since a run that ended takes nothing. */
export class Reporter {
  constructor(private readonly parts: ReporterParts) {}

  /** Tells what is due. @returns whether something was told, so that more may be due now */
  async step(): Promise<boolean> {
    const { reports, now } = this.parts;
    const entities = reports.due(['entity'], now(), mostAtOnce).filter(isEntity);
    let isTold = false;
    for (const batch of batchesOf(entities)) {
      // While nothing is taken, one call in vain is enough, and the rest keeps its turn.
      if (!(await this.tellEntities(batch))) return isTold;
      isTold = true;
    }
    const others = reports.due(['log', 'link', 'end'], now(), mostAtOnce);
    for (let index = 0; index < others.length; index += mostRequests) {
      const some = others.slice(index, index + mostRequests);
      const told = await Promise.all(some.map(async (one) => await this.tell(one)));
      if (!told.includes(true)) return isTold;
      isTold = true;
    }
    return isTold;
  }

  private async tellEntities(batch: readonly Entity[]): Promise<boolean> {
    const [first] = batch;
    if (first === undefined) return false;
    const { runId, entity } = first.report;
    const entities = batch.map(({ report }) => report.entity);
    return await this.attempt(batch, async () => {
      let answer = await this.parts.api.send(entitiesCall(entity.blueprint, entities, runId));
      // A run that has ended, or is unknown, is no cause: what is so is told all the same.
      if (isRefused(answer.status) && runId !== undefined)
        answer = await this.parts.api.send(entitiesCall(entity.blueprint, entities));
      if (answer.status === 207) return partlyRefused(batch, answer.body);
      return isRefused(answer.status) ? batch : [];
    });
  }

  private async tell(queued: QueuedReport): Promise<boolean> {
    const { report } = queued;
    const call = callOf(report);
    const { runId } = report;
    if (call === undefined || runId === undefined) return false;
    return await this.attempt([queued], async () => {
      const { status } = await this.parts.api.send(call);
      // Told twice, after a crash between the telling and the writing down: it is so already.
      if (isRefused(status) && (status === 404 || (await this.isClosed(runId)))) return [];
      return isRefused(status) ? [queued] : [];
    });
  }

  /** @param send answers with what was refused for good */
  private async attempt(
    batch: readonly QueuedReport[],
    send: () => Promise<readonly QueuedReport[]>,
  ): Promise<boolean> {
    const { store, reports, now, random, log, metrics } = this.parts;
    try {
      const refused = await send();
      for (const { report } of refused) {
        metrics.count('reports_refused_total', { kind: report.kind });
        log('report.refused', { kind: report.kind, runId: report.runId, entity: nameOf(report) });
      }
      await store.write(() => {
        for (const one of batch) reports.remove(one);
      });
      for (const { report } of batch) metrics.count('reports_told_total', { kind: report.kind });
      return true;
    } catch (error) {
      if (!(error instanceof PortUnavailable)) throw error;
      metrics.count('reports_postponed_total');
      const attempts = Math.max(...batch.map((one) => one.attempts)) + 1;
      const wait = Math.max(error.afterMilliseconds, backOff(attempts, random()));
      log('report.postponed', { reports: batch.length, reason: error.message, milliseconds: Math.round(wait) });
      await store.write(() => {
        for (const one of batch) reports.postpone(one, now() + wait);
      });
      return false;
    }
  }

  private async isClosed(runId: string): Promise<boolean> {
    const { status, body } = await this.parts.api.send(runCall(runId));
    return status === 200 && hasEnded(body);
  }
}

function callOf(report: PortalReport): PortApiCall | undefined {
  switch (report.kind) {
    case 'log':
      return logCall(report.runId, report.message);
    case 'link':
      return linkCall(report.runId, report.link, report.label);
    case 'end':
      return endCall(report.runId, report.end);
    case 'entity':
    case 'notice':
    case 'sync':
      return undefined;
  }
}

/** Entities of one blueprint and of one run, or of none, twenty at a time. */
function batchesOf(entities: readonly Entity[]): readonly (readonly Entity[])[] {
  const groups = groupBy(entities, ({ report }) => `${report.entity.blueprint}\n${report.runId ?? ''}`);
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / mostEntities) }, (_, index) =>
      group.slice(index * mostEntities, (index + 1) * mostEntities),
    ),
  );
}

/** Port says of each entity that it did not take where it stood in the request. */
function partlyRefused(batch: readonly Entity[], body: unknown): readonly Entity[] {
  const errors: unknown = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : [];
  const indexes = new Set(
    (Array.isArray(errors) ? errors : []).map((one: unknown) =>
      typeof one === 'object' && one !== null && 'index' in one ? one.index : undefined,
    ),
  );
  return batch.filter((_, index) => indexes.has(index));
}

function isEntity(queued: QueuedReport): queued is Entity {
  return queued.report.kind === 'entity';
}

function isRefused(status: number): boolean {
  return status >= 400;
}

function nameOf(report: PortalReport): string | undefined {
  return report.kind === 'entity' ? `${report.entity.blueprint}/${report.entity.identifier}` : undefined;
}
