import type { Notice } from '../notice';
import { mergedEntity } from '../../portal/port/entities';
import type { PortEntity } from '../../portal/port/entities';
import type { RunEnd } from '../../portal/status';
import type { WantedSync } from '../argocd/wanted-sync';
import type { JournalStore } from './journal-store';

/** Something that the portal, or whoever has to know, is still to be told. */
export type PortalReport =
  | { readonly kind: 'entity'; readonly entity: PortEntity; readonly runId?: string | undefined }
  | { readonly kind: 'log'; readonly runId: string; readonly stage: string; readonly message: string }
  | { readonly kind: 'link'; readonly runId: string; readonly link: string; readonly label: string }
  | { readonly kind: 'end'; readonly runId: string; readonly end: RunEnd }
  | { readonly kind: 'notice'; readonly runId: string; readonly notice: Notice }
  /** For Argo CD. It belongs to no run: a run does not go on until pods do. */
  | { readonly kind: 'sync'; readonly sync: WantedSync; readonly runId?: undefined };

/** A report that waits. */
export interface QueuedReport {
  readonly seq: number;
  readonly report: PortalReport;
  readonly attempts: number;
  /** Another one when the report has become another one meanwhile. */
  readonly revision: number;
}

/**
 * What is still to be told, on the disk. Of an entity there is one report at most: what comes later is laid over it, so that a
 * storm of events costs one request.
 */
export class Reports {
  constructor(private readonly store: JournalStore) {}

  /** Adds a report. Only in the work of a write. @param dueAt for an entity that waits already, the earlier one counts */
  add(report: PortalReport, dueAt: number): void {
    const key = keyOf(report);
    const before = this.store.first('SELECT body FROM reports WHERE key = ?', key)?.['body'];
    const runId = report.runId ?? null;
    if (typeof before !== 'string') {
      this.store.run(
        `INSERT INTO reports (key, kind, run_id, body, due_at, attempts, revision) VALUES (?, ?, ?, ?, ?, 0, 0)`,
        key,
        report.kind,
        runId,
        JSON.stringify(report),
        Math.round(dueAt),
      );
      return;
    }
    if (report.kind === 'sync') {
      // A later change of the same Application has the earlier one in it.
      this.store.run(
        'UPDATE reports SET body = ?, due_at = ?, attempts = 0, revision = revision + 1 WHERE key = ?',
        JSON.stringify(report),
        Math.round(dueAt),
        key,
      );
      return;
    }
    if (report.kind !== 'entity') return;
    const known: PortalReport = JSON.parse(before);
    const entity = known.kind === 'entity' ? mergedEntity(known.entity, report.entity) : report.entity;
    const merged = { ...known, ...report, entity };
    this.store.run(
      `UPDATE reports SET body = ?, run_id = coalesce(?, run_id), due_at = min(due_at, ?), revision = revision + 1
       WHERE key = ?`,
      JSON.stringify(merged),
      runId,
      Math.round(dueAt),
      key,
    );
  }

  /**
   * What is due now, of kinds, oldest first. What ends a run is due when all else that is to be said of it was said: a run that
   * has ended takes nothing more.
   */
  due(kinds: readonly PortalReport['kind'][], now: number, most: number): readonly QueuedReport[] {
    return kinds
      .flatMap((kind) => this.dueOf(kind, now, most))
      .sort((one, other) => one.seq - other.seq)
      .slice(0, most);
  }

  private dueOf(kind: PortalReport['kind'], now: number, most: number): readonly QueuedReport[] {
    // Of tens of thousands that wait, only the first ones are looked at: the others have their turn when these are told.
    const rows = this.store.all(
      `SELECT seq, body, attempts, revision FROM (
         SELECT * FROM reports WHERE kind = ? AND due_at <= ? ORDER BY due_at, seq LIMIT ${mostLookedAt}
       ) AS one
       WHERE NOT EXISTS (
         SELECT 1 FROM reports AS other
         WHERE other.run_id = one.run_id AND other.seq <> one.seq AND (
           (one.kind = 'end' AND other.kind IN ('entity', 'log', 'link'))
           OR (one.kind IN ('log', 'link') AND other.kind = 'entity')
           OR (one.kind = 'log' AND other.kind = 'log' AND other.seq < one.seq)
         )
       ) ORDER BY due_at, seq LIMIT ?`,
      kind,
      now,
      most,
    );
    return rows.map((row) => ({
      seq: Number(row['seq']),
      report: JSON.parse(String(row['body'])),
      attempts: Number(row['attempts']),
      revision: Number(row['revision']),
    }));
  }

  /** When the next one for Argo CD is due, or the next of all others; undefined when nothing is left. */
  nextDue(whose: 'sync' | 'others'): number | undefined {
    const isMeant = whose === 'sync' ? "kind = 'sync'" : "kind <> 'sync'";
    const next = this.store.first(`SELECT due_at FROM reports WHERE ${isMeant} ORDER BY due_at LIMIT 1`)?.['due_at'];
    return typeof next === 'number' ? next : undefined;
  }

  count(): number {
    return Number(this.store.first('SELECT count(*) AS n FROM reports')?.['n'] ?? 0);
  }

  /** Takes one away that was told, unless it has become another one meanwhile. Only in the work of a write. */
  remove({ seq, revision }: QueuedReport): void {
    this.store.run('DELETE FROM reports WHERE seq = ? AND revision = ?', seq, revision);
  }

  /** Tries one again later, and what may only be told after it not before. Only in the work of a write. */
  postpone({ seq, report: { runId } }: QueuedReport, dueAt: number): void {
    const due = Math.round(dueAt);
    this.store.run('UPDATE reports SET due_at = ?, attempts = attempts + 1 WHERE seq = ?', due, seq);
    if (runId === undefined) return;
    this.store.run(
      `UPDATE reports SET due_at = ? WHERE run_id = ? AND kind IN ('log', 'link', 'end') AND due_at < ?`,
      due,
      runId,
      due,
    );
  }
}

/** More than are told at once, so that some that wait for others do not hide the rest. */
const mostLookedAt = 2000;

function keyOf(report: PortalReport): string {
  switch (report.kind) {
    case 'entity':
      return `entity/${report.entity.blueprint}/${report.entity.identifier}`;
    case 'log':
      return `log/${report.runId}/${report.stage}`;
    case 'sync':
      return `sync/${report.sync.application}`;
    case 'link':
    case 'end':
    case 'notice':
      return `${report.kind}/${report.runId}`;
  }
}
