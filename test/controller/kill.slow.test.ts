import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../helpers/temporary-folder';
import { call, promotion } from './a-controller';
import { killAndRestart, phases, start } from './killed-controller';
import { MockPort } from './mock-port';

/** Twice in each phase: `npm run test:slow` does it 250 times. */
const rounds = [0.2, 0.8].flatMap((random) => phases.map((phase) => ({ phase, random })));

test('a controller that is killed in any phase loses nothing that it accepted, and does nothing twice', async () => {
  for (const { phase, random } of rounds) {
    const found = await killAndRestart(temporaryFolder(), phase, random);

    expect(found).toMatchObject({ phase, wasHit: true });
    expect(found.commits).toEqual([...new Set(found.commits)]);
    expect(found.commits).toEqual(expect.arrayContaining([...found.accepted]));
    expect(found.succeeded).toEqual(expect.arrayContaining([...found.accepted]));
    expect(found.ends).toEqual([...new Set(found.ends)]);
  }
}, 300_000);

test('SIGTERM lets it end what it has begun; what is left is in the journal, and is done by the next one', async () => {
  const port = await MockPort.start();
  const folder = temporaryFolder();
  const files = { journal: join(folder, 'journal.db'), commits: join(folder, 'commits'), portalUrl: port.url };
  const ids = Array.from({ length: 200 }, (_, index) => `r_${index}`);
  for (const id of ids) port.addRun(id);
  const first = await start(files);
  const answers = Promise.all(
    ids.map(async (id) => (await call(first, '/webhooks/promote', promotion(id)).catch(() => undefined))?.status),
  );
  setTimeout(() => first.child.kill('SIGTERM'), 100);
  const [code] = await once(first.child, 'exit');
  const accepted = (await answers).flatMap((status, index) => (status === 202 ? [ids[index]] : []));
  const second = await start(files);
  const commits = (): readonly string[] =>
    existsSync(files.commits) ? readFileSync(files.commits, 'utf8').trim().split('\n') : [];
  while (!accepted.every((id) => commits().includes(id ?? ''))) await new Promise((resolve) => setTimeout(resolve, 50));
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
  await port.stop();

  expect(code).toBe(0);
  expect(new Set(commits()).size).toBe(commits().length);
}, 120_000);
