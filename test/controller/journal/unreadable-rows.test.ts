import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'libsql';

import { JournalStore } from '../../../src/controller/journal/journal-store';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { aController, call, promotion, until } from '../a-controller';
import { MockPort } from '../mock-port';

const hostile = [
  'no JSON',
  '',
  'null',
  '[]',
  '{}',
  '"\u001b]0;x\u0007\n::stop-commands::x"',
  '{"kind":"sync"}',
  '{"kind":"entity","entity":{}}',
  '{"kind":"end","runId":"r_1"}',
  '{"__proto__":{"verb":"promote"}}',
  '{"verb":"promote","runId":"r_x"}',
  '{"verb":"destroy","runId":"r_x","properties":{},"claimed":{}}',
  '{"service":"web","environment":"dev","verdict":"healthy"}',
  '['.repeat(100_000),
];

test('rows that cannot be read hold up no others, are kept, and end the run of whoever asked', async () => {
  const port = await MockPort.start();
  const run = port.addRun('r_lost');
  const file = join(temporaryFolder(), 'journal.db');
  JournalStore.open({ file }).close();
  const rows = new Database(file);
  for (const [index, text] of hostile.entries()) {
    rows
      .prepare(
        `INSERT INTO operations (run_id, digest, call, state, accepted_at, due_at, attempts, is_alone) VALUES (?, 'd', ?, 'accepted', 1, 1, 0, 0)`,
      )
      .run(index === 0 ? 'r_lost' : `r_${index}`, text);
    rows
      .prepare(
        `INSERT INTO reports (key, kind, run_id, body, due_at, attempts, revision) VALUES (?, 'log', null, ?, 1, 0, 0)`,
      )
      .run(`key${index}`, text);
    rows
      .prepare(`INSERT INTO acts (key, at, body, is_kept, due_at, attempts) VALUES (?, 1, ?, 0, 1, 0)`)
      .run(`key${index}`, text);
    for (const state of ['new', 'evidence'])
      rows
        .prepare(`INSERT INTO events (state, body, scope, due_at, attempts) VALUES (?, ?, '', 1, 0)`)
        .run(state, text);
  }
  rows.close();

  const controller = await aController({ journal: { file }, portalUrl: port.url });
  await call(controller, '/webhooks/promote', promotion('r_good'));
  await until(() => controller.door.done.has('r_good') && run.status === 'FAILURE');
  const names = new Set(controller.log.map(({ event }) => event));
  await controller.stop();
  await port.stop();
  const kept = new Database(file).prepare('SELECT origin, count(*) AS n FROM unreadable GROUP BY origin').all();

  expect(names).not.toContain('loop.failed');
  expect(run.summary).toEqual(expect.stringContaining('ask again'));
  expect(kept).toEqual(
    ['acts', 'events', 'operations', 'reports'].map((origin) => expect.objectContaining({ origin, n: hostile.length })),
  );
});

test.each([
  ['a text', Buffer.from('this is no journal of anybody\n'.repeat(500))],
  ['a damaged head', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192, 0xff)])],
])('%s is refused as a journal, with what to do', (_, content) => {
  const file = join(temporaryFolder(), 'journal.db');
  writeFileSync(file, content);

  expect(() => JournalStore.open({ file })).toThrow(/^the journal ".*journal\.db" cannot be read .* move it away/);
});
