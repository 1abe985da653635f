import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import Database from 'libsql';

import type { GitWriter } from '../../src/gitops/git-writer';
import type { KillOrder, KilledPhase } from './kill-in-phase';
import { runGitController } from './run-git-controller';
import { secrets } from './test-secrets';

/**
 * A controller in a process of its own that says on its third output which phase begins (`+journal`) and ends (`-journal`), and is
 * killed by a thread of its own a while after the phase of its order has begun. Argument: JSON of what it runs with.
 */
const { remote, folder, key, portalUrl, order } = Object(JSON.parse(process.argv[2] ?? '{}'));
const wanted: KillOrder | undefined = order;

/** Sleeps until it is woken, and then kills: SQLite and the wait for a disk do not keep it. */
const killer = `
const { workerData: { signal, milliseconds, target } } = require('node:worker_threads');
const view = new Int32Array(signal);
Atomics.wait(view, 0, 0);
if (milliseconds > 0) Atomics.wait(view, 1, 0, milliseconds);
process.kill(target, 'SIGKILL');
`;
const signal = new SharedArrayBuffer(8);
let entries = 0;

function enter(phase: KilledPhase): void {
  writeSync(3, `+${phase}\n`);
  if (phase !== wanted?.phase || ++entries !== wanted.entry) return;
  Atomics.store(new Int32Array(signal), 0, 1);
  Atomics.notify(new Int32Array(signal), 0);
}

async function during<Result>(phase: KilledPhase, work: () => Promise<Result>): Promise<Result> {
  enter(phase);
  try {
    return await work();
  } finally {
    writeSync(3, `-${phase}\n`);
  }
}

/** A transaction of the journal, from its beginning until it is on the disk. */
function watchJournal(): void {
  // It is called with the object that it is asked of.
  // oxlint-disable-next-line typescript/unbound-method
  const { exec } = Database.prototype;
  Database.prototype.exec = function watched(this: Database.Database, sql: string) {
    if (sql === 'BEGIN IMMEDIATE') enter('journal');
    const result = exec.call(this, sql);
    if (sql === 'COMMIT') writeSync(3, '-journal\n');
    return result;
  };
}

/** Whatever the portal is told, but the question for a token. */
function watchReports(): void {
  const asked = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    const isReport = url.startsWith(portalUrl) && (init?.method ?? 'GET') !== 'GET' && !url.includes('/auth/');
    return isReport ? await during('report', async () => await asked(input, init)) : await asked(input, init);
  };
}

function watchGit(writer: GitWriter): void {
  const [commit, push, pushRef] = [writer.commit.bind(writer), writer.push.bind(writer), writer.pushRef.bind(writer)];
  writer.commit = async (...parameters) => await during('import', async () => await commit(...parameters));
  writer.push = async (...parameters) => await during('push', async () => await push(...parameters));
  writer.pushRef = async (...parameters) => await during('push', async () => await pushRef(...parameters));
}

async function main(): Promise<void> {
  if (wanted !== undefined) {
    const { milliseconds, isWholeGroup } = wanted;
    const workerData = { signal, milliseconds, target: isWholeGroup ? -process.pid : process.pid };
    new Worker(killer, { eval: true, workerData }).unref();
  }
  watchJournal();
  watchReports();
  await runGitController({ remote, folder, key, portalUrl, secrets: () => secrets, watch: watchGit });
}

void main();
