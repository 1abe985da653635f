import { isScopeWithin } from '../scope';
import type { EventOrder } from '../application-event';
import type { JournalStore } from './journal-store';

/** An event of Argo CD that was accepted, and is not done. */
export interface QueuedEvent {
  readonly seq: number;
  readonly body: string;
  /** Environments that its sender may speak of; empty for all. */
  readonly scope: readonly string[];
  readonly attempts: number;
}

/** A content that nobody could use, and why. */
export interface DeadLetter {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly reason: string;
  readonly scope: readonly string[];
  readonly body: string;
}

/** Dead letters that are kept; the oldest go first. */
export const mostDeadLetters = 10_000;

/** Characters of a dead letter that are kept. What is longer is no event of ours, and cannot be replayed. */
const longestDeadLetter = 16_384;

/** Events of Argo CD: first they are looked at (`new`), then they are evidence that is brought to the door (`evidence`). */
export class Events {
  constructor(private readonly store: JournalStore) {}

  /** Accepts an event. When this has answered, it is on the disk. @throws JournalUnavailable */
  async accept(body: string, scope: readonly string[], now: number): Promise<void> {
    await this.store.write(() => {
      this.store.run(
        `INSERT INTO events (state, body, scope, due_at, attempts) VALUES ('new', ?, ?, ?, 0)`,
        body,
        scope.join(','),
        now,
      );
    });
  }

  due(state: 'new' | 'evidence', now: number, most: number): readonly QueuedEvent[] {
    return this.store
      .all(
        'SELECT seq, body, scope, attempts FROM events WHERE state = ? AND due_at <= ? ORDER BY seq LIMIT ?',
        state,
        now,
        most,
      )
      .map((row) => ({
        seq: Number(row['seq']),
        body: String(row['body']),
        scope: listOf(row['scope']),
        attempts: Number(row['attempts']),
      }));
  }

  nextDue(): number | undefined {
    const next = this.store.first('SELECT min(due_at) AS next FROM events')?.['next'];
    return typeof next === 'number' ? next : undefined;
  }

  count(): number {
    return Number(this.store.first('SELECT count(*) AS n FROM events')?.['n'] ?? 0);
  }

  /** Only in the work of a write. @param body what is brought to the door */
  becomeEvidence(seq: number, body: string): void {
    this.store.run(`UPDATE events SET state = 'evidence', body = ?, attempts = 0 WHERE seq = ?`, body, seq);
  }

  /** Only in the work of a write. */
  remove(seq: number): void {
    this.store.run('DELETE FROM events WHERE seq = ?', seq);
  }

  /** Only in the work of a write. */
  postpone(seq: number, dueAt: number): void {
    this.store.run('UPDATE events SET due_at = ?, attempts = attempts + 1 WHERE seq = ?', Math.round(dueAt), seq);
  }

  /** The newest event of an Application that was taken. @param application its environment and name */
  lastOf(application: string): EventOrder | undefined {
    const row = this.store.first('SELECT * FROM applications WHERE name = ?', application);
    if (row === undefined) return undefined;
    return {
      observedAt: String(row['observed_at']),
      startedAt: String(row['started_at']),
      digest: String(row['digest']),
    };
  }

  /** Only in the work of a write. */
  setLast(application: string, { observedAt, startedAt, digest }: EventOrder): void {
    this.store.run(
      'INSERT OR REPLACE INTO applications (name, observed_at, started_at, digest) VALUES (?, ?, ?, ?)',
      application,
      observedAt,
      startedAt,
      digest,
    );
  }

  /** Keeps what nobody could use. Only in the work of a write. */
  bury(body: string, scope: readonly string[], reason: string, now: number): void {
    this.store.run(
      'INSERT INTO dead_letters (received_at, reason, scope, body) VALUES (?, ?, ?, ?)',
      now,
      reason,
      scope.join(','),
      body.slice(0, longestDeadLetter),
    );
    this.store.run(
      'DELETE FROM dead_letters WHERE seq <= (SELECT seq FROM dead_letters ORDER BY seq DESC LIMIT 1 OFFSET ?)',
      mostDeadLetters,
    );
  }

  /** Newest first. @param scope of whoever looks: he sees what was sent with that scope or less of it; empty for everything */
  deadLetters(most: number, scope: readonly string[]): readonly DeadLetter[] {
    const seen = this.scopesIn(scope);
    return this.store
      .all(`SELECT * FROM dead_letters ${ofScopes} ORDER BY seq DESC LIMIT ?`, seen, most)
      .map((row) => ({
        seq: Number(row['seq']),
        receivedAt: Number(row['received_at']),
        reason: String(row['reason']),
        scope: listOf(row['scope']),
        body: String(row['body']),
      }));
  }

  countDeadLetters(scope: readonly string[]): number {
    return Number(
      this.store.first(`SELECT count(*) AS n FROM dead_letters ${ofScopes}`, this.scopesIn(scope))?.['n'] ?? 0,
    );
  }

  /** Brings dead letters back that somebody may see, as if they had just come, with the scope of who sent them. @returns how many */
  async replay(now: number, scope: readonly string[]): Promise<number> {
    return await this.store.write(() => {
      const seen = this.scopesIn(scope);
      const count = this.store.run(
        `INSERT INTO events (state, body, scope, due_at, attempts)
         SELECT 'new', body, scope, ?, 0 FROM dead_letters ${ofScopes} ORDER BY seq`,
        now,
        seen,
      );
      this.store.run(`DELETE FROM dead_letters ${ofScopes}`, seen);
      return count;
    });
  }

  /** Scopes of dead letters that somebody may see, as JSON. What was sent with no limit is for who has none. */
  private scopesIn(scope: readonly string[]): string {
    const there = this.store.all('SELECT DISTINCT scope FROM dead_letters').map((row) => String(row['scope']));
    return JSON.stringify(there.filter((one) => isScopeWithin(listOf(one), scope)));
  }
}

const ofScopes = 'WHERE scope IN (SELECT value FROM json_each(?))';

function listOf(value: unknown): readonly string[] {
  return String(value)
    .split(',')
    .filter((part) => part !== '');
}
