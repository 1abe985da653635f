import { createHash } from 'node:crypto';

import type { PortalCall } from '../../portal/portal-call';
import type { ChangeOutcome } from '../door';
import type { Column, JournalStore } from './journal-store';

/** A call that was accepted. */
export interface QueuedOperation {
  readonly seq: number;
  readonly call: PortalCall;
  readonly state: 'accepted' | 'waiting' | 'done';
  /** Milliseconds since 1970. */
  readonly acceptedAt: number;
  readonly attempts: number;
  /** Whether it is tried by itself, because a batch with it has failed. */
  readonly isAlone: boolean;
  /** Whether it was found to wait before. */
  readonly hasWaited: boolean;
}

/** What became of a call at the door: a known run is the same operation, and another body for it is a conflict. */
export type Acceptance =
  | { readonly kind: 'accepted' | 'known'; readonly id: string; readonly state: QueuedOperation['state'] }
  | { readonly kind: 'conflict' };

/** The id of an operation is made of its run, so that it is the same even for a new journal. */
export function operationId(runId: string): string {
  return `op_${createHash('sha256').update(runId).digest('hex').slice(0, 24)}`;
}

/** Calls that were accepted: kept until they are done, and after that so long that nobody repeats them. */
export class Operations {
  /** Counted again when it is asked for after something was settled. */
  private acceptedCount: number | undefined;

  constructor(private readonly store: JournalStore) {}

  /**
   * Accepts a call. When this has answered, the call is on the disk.
   *
   * @param digest of the text that was verified
   * @throws JournalUnavailable
   */
  async accept(call: PortalCall, digest: string, now: number): Promise<Acceptance> {
    const written = JSON.stringify(call);
    const acceptance = await this.store.write((): Acceptance => {
      const id = operationId(call.runId);
      // Nearly every run is new, and to look first would be a second search.
      const added = this.store.run(
        `INSERT INTO operations (run_id, digest, call, state, accepted_at, due_at, attempts, is_alone)
         VALUES (?, ?, ?, 'accepted', ?, ?, 0, 0) ON CONFLICT (run_id) DO NOTHING`,
        call.runId,
        digest,
        written,
        now,
        now,
      );
      if (added > 0) return { kind: 'accepted', id, state: 'accepted' };
      const known = this.store.first('SELECT digest, state FROM operations WHERE run_id = ?', call.runId);
      if (known?.['digest'] !== digest) return { kind: 'conflict' };
      return { kind: 'known', id, state: stateOf(known['state']) };
    });
    if (acceptance.kind === 'accepted' && this.acceptedCount !== undefined) this.acceptedCount += 1;
    return acceptance;
  }

  /** What is due, in the order in which it was accepted. */
  due(now: number, most: number): readonly QueuedOperation[] {
    return this.select(`state = 'accepted' AND due_at <= ? ORDER BY seq LIMIT ?`, now, most);
  }

  /** When the next one is due; undefined when nothing is left. */
  nextDue(): number | undefined {
    const next = this.store.first(`SELECT min(due_at) AS next FROM operations WHERE state = 'accepted'`)?.['next'];
    return typeof next === 'number' ? next : undefined;
  }

  /** The operation of a run. */
  find(runId: string): QueuedOperation | undefined {
    return this.select('run_id = ?', runId)[0];
  }

  /** How many are in a state. */
  count(state: QueuedOperation['state']): number {
    return Number(this.store.first('SELECT count(*) AS n FROM operations WHERE state = ?', state)?.['n'] ?? 0);
  }

  /** How many are not done, for whoever asks a thousand times a second. */
  countAccepted(): number {
    this.acceptedCount ??= this.count('accepted');
    return this.acceptedCount;
  }

  /** Keeps what became of one. Only in the work of a write. @returns whether that is something else than before */
  settle(runId: string, state: 'waiting' | 'done', outcome: Pick<ChangeOutcome, 'state' | 'words'>): boolean {
    const { state: ending, words } = outcome;
    const written = JSON.stringify({ state: ending, words });
    this.acceptedCount = undefined;
    const changed = this.store.run(
      'UPDATE operations SET state = ?, outcome = ? WHERE run_id = ? AND outcome IS NOT ?',
      state,
      written,
      runId,
      written,
    );
    if (changed > 0) return true;
    const known = this.store.run('UPDATE operations SET state = ? WHERE run_id = ?', state, runId);
    // Of a run that the journal does not know, nothing was said before.
    return known === 0;
  }

  /**
   * Asks again about everything that waits: what came of it may have been found by another program, or by this one just before it
   * was ended. Only in the work of a write.
   */
  askAgain(now: number): void {
    this.acceptedCount = undefined;
    this.store.run(`UPDATE operations SET state = 'accepted', due_at = ? WHERE state = 'waiting'`, now);
  }

  /** Tries one again later. Only in the work of a write. */
  postpone(runId: string, dueAt: number, isAlone: boolean): void {
    this.store.run(
      'UPDATE operations SET due_at = ?, attempts = attempts + 1, is_alone = ? WHERE run_id = ?',
      Math.round(dueAt),
      isAlone ? 1 : 0,
      runId,
    );
  }

  /** Forgets what was done, and was due for the last time before a time: an index knows it. Only in the work of a write. */
  forget(before: number): number {
    return this.store.run(`DELETE FROM operations WHERE state = 'done' AND due_at < ?`, before);
  }

  private select(condition: string, ...values: readonly Column[]): readonly QueuedOperation[] {
    const columns = 'seq, call, state, accepted_at, attempts, is_alone, outcome';
    return this.store.all(`SELECT ${columns} FROM operations WHERE ${condition}`, ...values).map((row) => ({
      seq: Number(row['seq']),
      call: JSON.parse(String(row['call'])),
      state: stateOf(row['state']),
      acceptedAt: Number(row['accepted_at']),
      attempts: Number(row['attempts']),
      isAlone: row['is_alone'] === 1,
      hasWaited: row['outcome'] !== null,
    }));
  }
}

function stateOf(value: unknown): QueuedOperation['state'] {
  return value === 'waiting' || value === 'done' ? value : 'accepted';
}
