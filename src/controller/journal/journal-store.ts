import Database from 'libsql';

import { Refusal } from '../../model/refusal';

/** The journal takes nothing now: its disk is full or read-only. What was asked is not accepted. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
}

/** A value of a column. */
export type Column = string | number | null;

/** What the journal is, and how much of the disk it may take. */
export interface JournalOptions {
  readonly file: string;
  /** Pages of 4 KiB at most. @default 131072, half a GiB */
  readonly mostPages?: number | undefined;
}

/**
 * What comes within so many milliseconds is one commit: a thousand requests a second are not a thousand waits for the disk. A slow
 * disk is given more at once, so that it has half of the time at most: nothing else happens while a commit waits for it.
 */
const gathers = { least: 2, most: 10 };

interface Write {
  readonly work: () => void;
  readonly fail: (error: unknown) => void;
  readonly done: () => void;
}

/**
 * SQLite with one connection, which nobody else may have: the fault of its write-ahead log that this version has needs two.
 * What a write has answered is on the disk. Writes that come together are one commit, as a disk is waited for once.
 */
export class JournalStore {
  private readonly statements = new Map<string, Database.Statement>();
  private waiting: Write[] = [];
  private hasFailed = false;
  private lastProbe = 0;
  /** How long the last commit took, in milliseconds. */
  private took = 0;

  private constructor(private readonly db: Database.Database) {}

  /**
   * Opens the journal, which is made when it is missing.
   *
   * @throws Refusal when another process has it, or it is no journal
   */
  static open({ file, mostPages = 131_072 }: JournalOptions): JournalStore {
    const db = new Database(file);
    try {
      db.exec('PRAGMA locking_mode = EXCLUSIVE');
      db.exec('PRAGMA journal_mode = WAL');
      db.exec('PRAGMA synchronous = FULL');
      db.exec(`PRAGMA max_page_count = ${mostPages}`);
      db.exec('BEGIN IMMEDIATE');
      db.exec(tables);
      db.exec('COMMIT');
    } catch (error) {
      db.close();
      if (!isBusy(error)) throw whyUnopened(file, error);
      throw new Refusal(
        `the journal "${file}" is in use by another process; there is one controller, and never two`,
        'answer',
      );
    }
    return new JournalStore(db);
  }

  /** Rows of a query. */
  all(sql: string, ...values: readonly Column[]): readonly Readonly<Record<string, unknown>>[] {
    return this.statement(sql)
      .all(...values)
      .filter(isRow);
  }

  /** The first row of a query. */
  first(sql: string, ...values: readonly Column[]): Readonly<Record<string, unknown>> | undefined {
    return this.all(sql, ...values)[0];
  }

  /** Changes rows. Only in the work of a write. @returns how many */
  run(sql: string, ...values: readonly Column[]): number {
    return this.statement(sql).run(...values).changes;
  }

  /**
   * Does work in one transaction with whatever else waits to be written.
   *
   * @param work quick, and without waiting for anything
   * @returns what the work returned, once it is on the disk
   * @throws JournalUnavailable when it cannot be written; then nothing was
   */
  async write<Result>(work: () => Result): Promise<Result> {
    return await new Promise<Result>((resolve, fail) => {
      let result: { readonly value: Result } | undefined;
      const done = (): void => {
        if (result !== undefined) resolve(result.value);
      };
      this.waiting.push({ work: () => void (result = { value: work() }), fail, done });
      if (this.waiting.length > 1) return;
      const { least, most } = gathers;
      setTimeout(() => this.flush(), Math.min(Math.max(least, this.took), most));
    });
  }

  /** Whether it takes something now. After a failure it tries, at most once a second. */
  isWritable(now: number): boolean {
    if (!this.hasFailed) return true;
    if (Math.abs(now - this.lastProbe) < 1000) return false;
    this.lastProbe = now;
    try {
      // As much as the longest request takes: a journal with less room than that takes nothing that matters.
      const work = (): void => {
        this.run('UPDATE probe SET at = ?, room = zeroblob(65536)', now);
        this.run('UPDATE probe SET room = NULL');
      };
      this.transaction([{ work, fail: () => undefined, done: () => undefined }]);
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
    return !this.hasFailed;
  }

  /** Writes what waits, and lets go of the file. */
  close(): void {
    if (!this.db.open) return;
    this.flush();
    try {
      // The connection lives until its statements are collected, and would keep the lock.
      this.db.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT at FROM probe');
    } catch {
      // The disk is full, or gone. What was accepted is written, and the end of the process ends the lock, too.
    }
    this.db.close();
  }

  private flush(): void {
    const writes = this.waiting;
    this.waiting = [];
    if (writes.length === 0) return;
    const begun = performance.now();
    try {
      // Small writes may succeed where a request has no room: only the probe says that all is well again.
      this.transaction(writes);
    } catch (error) {
      this.hasFailed = true;
      const reason = error instanceof Error ? error.message : String(error);
      for (const { fail } of writes) fail(new JournalUnavailable(`the journal cannot be written: ${reason}`));
      return;
    } finally {
      this.took = performance.now() - begun;
    }
    for (const { done } of writes) done();
  }

  private transaction(writes: readonly Write[]): void {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      for (const { work } of writes) work();
      this.db.exec('COMMIT');
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private statement(sql: string): Database.Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

/** A file that is no journal, or a damaged one: nobody but a person can say whether what is in it still matters. */
function whyUnopened(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^SQLITE_(NOTADB|CORRUPT|ERROR)/.test(code)) return error;
  return new Refusal(
    `the journal "${file}" cannot be read (${error instanceof Error ? error.message : code}); move it away, so that a new one ` +
      'is made: what it still had is asked for again by the portal, or by whoever asked',
    'answer',
  );
}

const tables = `
CREATE TABLE IF NOT EXISTS probe (at INTEGER NOT NULL, room BLOB);
INSERT INTO probe SELECT 0, NULL WHERE NOT EXISTS (SELECT 1 FROM probe);
CREATE TABLE IF NOT EXISTS operations (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  call TEXT NOT NULL,
  state TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  is_alone INTEGER NOT NULL,
  outcome TEXT
);
CREATE INDEX IF NOT EXISTS operations_due ON operations (state, due_at);
CREATE TABLE IF NOT EXISTS reports (
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  run_id TEXT,
  body TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  revision INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS reports_due ON reports (due_at);
CREATE INDEX IF NOT EXISTS reports_kind ON reports (kind, due_at);
CREATE INDEX IF NOT EXISTS reports_run ON reports (run_id);
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  scope TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS applications (
  name TEXT PRIMARY KEY,
  observed_at TEXT NOT NULL,
  started_at TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS acts (
  key TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  is_kept INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS acts_due ON acts (is_kept, due_at);
CREATE TABLE IF NOT EXISTS unreadable (
  seq INTEGER PRIMARY KEY,
  found_at INTEGER NOT NULL,
  origin TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dead_letters (
  seq INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  scope TEXT NOT NULL,
  body TEXT NOT NULL
);
`;
