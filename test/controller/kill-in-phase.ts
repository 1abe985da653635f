import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import Database from 'libsql';

import { aKeyFile } from '../cluster/suite/story-people';
import { aGitOpsRemote, gatedCatalog } from '../helpers/a-delivery';
import { aGitServer, type GitServer } from '../helpers/a-git-server';
import { git } from '../helpers/a-repository';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { mergesOf } from '../helpers/writer-processes';
import { call } from './a-controller';
import { programOf } from './killed-controller';
import { MockPort } from './mock-port';
import { chance } from './mutations';

/** What a controller does with a request, in the order of its way: each may be the last that a process does. */
export const killedPhases = ['journal', 'import', 'push', 'report'] as const;
export type KilledPhase = (typeof killedPhases)[number];

/** When a process is killed. */
export interface KillOrder {
  readonly phase: KilledPhase;
  /** How often the phase begins before: 1 for the first time. */
  readonly entry: number;
  /** After its beginning. */
  readonly milliseconds: number;
  /** Whether the programs of Git that it has started are killed, too, as with a pod; or left alone, as by the kernel. */
  readonly isWholeGroup: boolean;
}

/** What is there after the last process has done what all the killed ones left. */
export interface AfterKills {
  /** Phases in which a process was when it was killed, and how often; `between` for none of them. */
  readonly histogram: Readonly<Record<KilledPhase | 'between', number>>;
  /** Runs that were asked for, in this order. */
  readonly asked: readonly string[];
  readonly remote: string;
  readonly port: MockPort;
  /** Files of the clone that nothing but a crash leaves. */
  readonly leftOvers: readonly string[];
  /** Rows of the journal that still wait for something. */
  readonly waiting: number;
  /** What SQLite says of the file: `ok`. */
  readonly integrity: string;
}

/** The longest that each phase takes on a machine that does something else, too: a kill comes at any moment of it, or after it. */
const longestMilliseconds: Readonly<Record<KilledPhase, number>> = { journal: 2, import: 60, push: 120, report: 10 };

interface Life {
  readonly child: ChildProcess;
  readonly url: string;
  /** What has begun and ended, so far. */
  readonly said: () => string;
}

/** Kills one controller after the other, over one journal, one clone and one repository, while somebody goes on asking. */
export async function killInPhases(kills: number, seed: number): Promise<AfterKills> {
  const random = chance(seed);
  const folder = temporaryFolder();
  const key = aKeyFile(folder, 'key');
  const remote = aGitOpsRemote({
    'platform.yaml': `${gatedCatalog['platform.yaml']}  other: { keys: ["${key.publicLine}"], of: [changes, portal, health] }\n`,
  });
  const port = await MockPort.start();
  const server = await aGitServer(remote);
  const options = { remote: server.url, folder, key: key.file, portalUrl: port.url };
  const histogram = { journal: 0, import: 0, push: 0, report: 0, between: 0 };
  const asked: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const phase = killedPhases[kill % killedPhases.length] ?? 'journal';
      // Before it is committed a request is in the journal twice, and the portal is told several times.
      const entry =
        phase === 'journal' ? 2 + Math.floor(random() * 5) : phase === 'report' ? 1 + Math.floor(random() * 3) : 1;
      const milliseconds = random() * longestMilliseconds[phase];
      const life = await begin({ ...options, order: { phase, entry, milliseconds, isWholeGroup: random() < 0.5 } });
      histogram[await killed(life, asked, port)] += 1;
    }
    const last = await begin(options);
    await told(port, asked, last.child);
    last.child.kill('SIGTERM');
    await once(last.child, 'exit');
  } finally {
    await stopped(port, server);
  }
  const leftOvers = readdirSync(join(folder, 'clone'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /tmp_|\.lock$|crash|incoming-/.test(path),
  );
  return { histogram, asked, remote, port, leftOvers, ...journalOf(join(folder, 'journal.db')) };
}

async function stopped(port: MockPort, server: GitServer): Promise<void> {
  await port.stop();
  await server.stop();
}

/** Asks until the process is dead. @returns what it was at */
async function killed({ child, url, said }: Life, asked: string[], port: MockPort): Promise<KilledPhase | 'between'> {
  const dead = once(child, 'exit');
  while (child.exitCode === null && child.signalCode === null) {
    // The portal repeats what it has heard nothing of, and asks for the next thing then.
    const runId = `r_${asked.length}`;
    if (!port.runs.has(runId)) port.addRun(runId, { createdBy: 'dev@example.com' });
    const answered = await call({ url }, '/webhooks/scale', scaleTo(runId, asked.length)).catch(() => undefined);
    if (answered?.status === 202) asked.push(runId);
    else if (answered !== undefined)
      throw new Error(`${runId} was answered ${answered.status}: ${JSON.stringify(answered.body)}`);
    await Promise.race([dead, new Promise((resolve) => setTimeout(resolve, 400))]);
  }
  // What it said last may be on its way.
  if (child.stdio[3]?.destroyed === false) await once(child, 'close');
  if (child.signalCode !== 'SIGKILL') throw new Error(`a controller ended by itself: ${child.exitCode}`);
  return phaseOf(said());
}

/** A phase that has begun more often than it has ended; of several, the one that began last. */
function phaseOf(said: string): KilledPhase | 'between' {
  const open: string[] = [];
  for (const line of said.split('\n').filter((one) => one !== '')) {
    if (line.startsWith('+')) open.push(line.slice(1));
    else open.splice(open.lastIndexOf(line.slice(1)), 1);
  }
  return killedPhases.find((phase) => phase === open.at(-1)) ?? 'between';
}

function scaleTo(runId: string, number: number): object {
  return {
    action: 'scale_deployment',
    entity: { identifier: 'web-dev', blueprint: 'deployment' },
    // Never what it was: that would be no commit.
    properties: { replicas: 3 + (number % 7) },
    context: { runId, userEmail: 'somebody@example.com' },
  };
}

async function told(port: MockPort, asked: readonly string[], child: ChildProcess): Promise<void> {
  for (const started = Date.now(); !asked.every((id) => port.runs.get(id)?.status !== 'IN_PROGRESS');) {
    if (child.exitCode !== null) throw new Error(`the last controller ended by itself: ${child.exitCode}`);
    if (Date.now() - started > 600_000) throw new Error('the portal was not told of everything in ten minutes');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function begin(options: object): Promise<Life> {
  const program = programOf(join(__dirname, 'killed-in-phase-process.ts'));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    env: { PATH: process.env['PATH'], NODE_PATH: join(packageRoot, 'node_modules') },
    detached: true,
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('a controller has an output');
  const said: string[] = [];
  child.stdio[3]?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  // A life that ends before it listens is killed in the journal, which it opens first.
  const [line] = await Promise.race([once(stdout, 'data'), once(child, 'exit').then(() => [''])]);
  return { child, url: `http://127.0.0.1:${String(line).trim() || '1'}`, said: () => said.join('') };
}

function journalOf(file: string): Pick<AfterKills, 'waiting' | 'integrity'> {
  const journal = new Database(file);
  try {
    const { integrity_check: integrity } = Object(journal.prepare('PRAGMA integrity_check').get());
    const sql =
      "SELECT (SELECT count(*) FROM operations WHERE state <> 'done') + (SELECT count(*) FROM reports) AS waiting";
    const { waiting } = Object(journal.prepare(sql).get());
    return { waiting: Number(waiting), integrity: String(integrity) };
  } finally {
    journal.close();
  }
}

/**
 * Expects that nothing is lost and nothing doubled, by what Git and the portal have, and that nobody has to clean up.
 *
 * @param fewest kills in each phase
 */
export function expectNothingLost(
  { histogram, asked, remote, port, leftOvers, waiting, integrity }: AfterKills,
  fewest: number,
): void {
  const format = '--format=%(trailers:key=Run-Id,valueonly,separator=%x2C) %H';
  const commits = git(remote, ['log', '--reverse', format, 'main'])
    .split('\n')
    .filter((line) => line.startsWith('r_'));
  const told = asked.map((id) => String(port.runs.get(id)?.link).replace('https://git.example.com/commit/', `${id} `));
  const ends = port.calls.filter(
    ({ method, status, body }) => method === 'PATCH' && status === 200 && 'status' in Object(body),
  );

  expect(commits).toEqual(told);
  expect(asked.map((id) => port.runs.get(id)?.status)).toEqual(asked.map(() => 'SUCCESS'));
  expect(ends).toHaveLength(asked.length);
  expect(mergesOf(remote)).toBe('');
  expect(git(remote, ['fsck', '--strict', '--no-dangling'])).toBe('');
  expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main\n');
  expect({ leftOvers, waiting, integrity }).toEqual({ leftOvers: [], waiting: 0, integrity: 'ok' });
  for (const phase of killedPhases) expect([phase, histogram[phase] >= fewest]).toEqual([phase, true]);
}
