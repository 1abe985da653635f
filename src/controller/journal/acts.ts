import type { Act } from '../../delivery/act-statement';
import type { JournalStore } from './journal-store';

/** An act that is not in Git yet. */
export interface QueuedAct {
  readonly key: string;
  readonly act: Act;
  readonly attempts: number;
}

/**
 * What people have done in Argo CD, from when it was seen until it is in Git; and after that for as long as it may be seen again,
 * so that each is told once.
 */
export class Acts {
  constructor(private readonly store: JournalStore) {}

  /** Only in the work of a write. @returns whether it was not known */
  add(act: Act, now: number): boolean {
    const key = `${act.environment}/${act.application}/${act.id}`;
    const added = this.store.run(
      'INSERT OR IGNORE INTO acts (key, at, body, is_kept, due_at, attempts) VALUES (?, ?, ?, 0, ?, 0)',
      key,
      Date.parse(act.at),
      JSON.stringify(act),
      now,
    );
    return added > 0;
  }

  due(now: number, most: number): readonly QueuedAct[] {
    return this.store
      .all('SELECT key, body, attempts FROM acts WHERE is_kept = 0 AND due_at <= ? ORDER BY at, key LIMIT ?', now, most)
      .map((row) => ({
        key: String(row['key']),
        act: JSON.parse(String(row['body'])),
        attempts: Number(row['attempts']),
      }));
  }

  nextDue(): number | undefined {
    const next = this.store.first('SELECT min(due_at) AS next FROM acts WHERE is_kept = 0')?.['next'];
    return typeof next === 'number' ? next : undefined;
  }

  /** Acts that are not in Git yet. */
  count(): number {
    return Number(this.store.first('SELECT count(*) AS n FROM acts WHERE is_kept = 0')?.['n'] ?? 0);
  }

  /** Only in the work of a write. @param before what is older is not seen again, and forgotten */
  setKept(acts: readonly QueuedAct[], before: number): void {
    for (const { key } of acts) this.store.run('UPDATE acts SET is_kept = 1 WHERE key = ?', key);
    this.store.run('DELETE FROM acts WHERE is_kept = 1 AND at < ?', before);
  }

  /** Only in the work of a write. */
  postpone({ key }: QueuedAct, dueAt: number): void {
    this.store.run('UPDATE acts SET due_at = ?, attempts = attempts + 1 WHERE key = ?', Math.round(dueAt), key);
  }
}
