import * as z from 'zod';

import { Instant } from '../../model/instant';
import { portalVerbs } from '../../portal/portal-call';
import { Act } from '../../delivery/act-statement';
import type { ChangeOutcome } from '../door';
import type { Log } from '../log';
import type { JournalStore } from './journal-store';

/** What is looked at before anything is done. */
export interface UnreadableParts {
  readonly store: JournalStore;
  readonly now: () => number;
  readonly log: Log;
}

const Texts = z.record(z.string(), z.unknown());
const Call = z.looseObject({
  verb: z.enum(portalVerbs),
  runId: z.string().min(1),
  entity: z.looseObject({ identifier: z.string() }).optional(),
  properties: Texts,
  claimed: z.looseObject({ email: z.string().optional(), userId: z.string().optional() }),
});
const Evidence = z.looseObject({
  application: z.string(),
  service: z.string(),
  environment: z.string(),
  verdict: z.enum(['healthy', 'bad', 'going-on']),
  healthySince: Instant.optional(),
  images: z.array(z.string()),
  observedAt: Instant,
});
const Report = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('entity'),
    entity: z.looseObject({ blueprint: z.string(), identifier: z.string(), properties: Texts, relations: Texts }),
  }),
  z.looseObject({ kind: z.literal('log'), runId: z.string(), stage: z.string(), message: z.string() }),
  z.looseObject({ kind: z.literal('link'), runId: z.string(), link: z.string(), label: z.string() }),
  z.looseObject({
    kind: z.literal('end'),
    runId: z.string(),
    end: z.looseObject({ isSuccess: z.boolean(), label: z.string(), summary: z.string() }),
  }),
  z.looseObject({
    kind: z.literal('notice'),
    runId: z.string(),
    notice: z.looseObject({ proposal: z.string().optional(), text: z.string(), effects: z.array(z.string()) }),
  }),
  z.looseObject({
    kind: z.literal('sync'),
    sync: z.looseObject({
      application: z.string(),
      environment: z.string(),
      path: z.string(),
      commit: z.string(),
      committedAt: z.number(),
    }),
  }),
]);

/**
 * Sets aside what an earlier program, or a disk, has left in a form that this one cannot read: one row of it would hold up all
 * others for ever. It stays in the journal, in a table that nobody works on.
 *
 * @returns what becomes of calls that nobody can do, for whoever asked
 */
export async function setAsideUnreadable({ store, now, log }: UnreadableParts): Promise<readonly ChangeOutcome[]> {
  const calls = unreadable(store, `SELECT seq, run_id, call AS body FROM operations WHERE state <> 'done'`, Call);
  const others = [
    ...unreadable(store, 'SELECT seq, body FROM reports', Report).map((row) => ({ ...row, table: 'reports' as const })),
    ...unreadable(store, `SELECT seq, body FROM events WHERE state = 'evidence'`, Evidence).map((row) => ({
      ...row,
      table: 'events' as const,
    })),
    ...unreadable(store, 'SELECT rowid AS seq, body FROM acts', Act).map((row) => ({ ...row, table: 'acts' as const })),
  ];
  if (calls.length + others.length === 0) return [];
  await store.write(() => {
    const keep = (origin: string, body: string): void => {
      store.run('INSERT INTO unreadable (found_at, origin, body) VALUES (?, ?, ?)', now(), origin, body);
    };
    for (const { body } of calls) keep('operations', body);
    for (const { seq, body, table } of others) {
      keep(table, body);
      store.run(`DELETE FROM ${table} WHERE rowid = ?`, seq);
    }
  });
  log('journal.unreadable', { operations: calls.length, others: others.length });
  return calls.map(({ runId }) => ({ runId, state: 'invalid', words, effects: [] }));
}

const words = 'what was asked cannot be read any more: ask again';

interface Row {
  readonly seq: number;
  readonly runId: string;
  readonly body: string;
}

function unreadable(store: JournalStore, query: string, schema: z.ZodType): readonly Row[] {
  return store.all(query).flatMap((row): readonly Row[] => {
    const body = String(row['body']);
    return isOf(schema, body) ? [] : [{ seq: Number(row['seq']), runId: String(row['run_id']), body }];
  });
}

function isOf(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
