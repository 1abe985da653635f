import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { packageRoot } from '../helpers/run-slipway';
import { call, promotion, until } from './a-controller';
import { MockPort } from './mock-port';

/** When a process is killed. */
export const phases = [
  'after-accepting',
  'before-commit',
  'after-commit',
  'before-entities',
  'after-entities',
  'before-log',
  'after-log',
  'before-end',
  'after-end',
  'at-any-time',
] as const;
export type KillPhase = (typeof phases)[number];

/** What was found after a process was killed, and another one has done what it left. */
export interface AfterKill {
  readonly phase: KillPhase;
  /** Whether it was killed in this phase. */
  readonly wasHit: boolean;
  readonly accepted: readonly string[];
  /** Lines of the file of commits. */
  readonly commits: readonly string[];
  /** Runs that the portal shows as they are: ended well. */
  readonly succeeded: readonly string[];
  /** Terminal updates that the portal took, by run. */
  readonly ends: readonly string[];
}

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Runs that are asked for each time. */
const runs = 5;

/**
 * Starts a controller, asks for a few changes, kills it in a phase, starts it again on the same journal, and waits until all that was
 * accepted is done and told.
 */
export async function killAndRestart(folder: string, phase: KillPhase, random: number): Promise<AfterKill> {
  const port = await MockPort.start();
  const ids = Array.from({ length: runs }, (_, index) => `r_${index}`);
  for (const id of ids) port.addRun(id);
  const files = { journal: join(folder, 'journal.db'), commits: join(folder, 'commits'), portalUrl: port.url };
  const first = await start({ ...files, diesAt: phase });
  let wasHit = false;
  const kill = (): void => {
    wasHit = true;
    first.child.kill('SIGKILL');
  };
  if (phase === 'at-any-time') setTimeout(kill, random * 400);
  port.before = (method, path) => (phase === `before-${stepOf(method, path)}` ? kill() : undefined);
  port.after = (method, path) => (phase === `after-${stepOf(method, path)}` ? kill() : undefined);
  const ended = once(first.child, 'exit');
  const accepted: string[] = [];
  for (const id of ids) {
    const answer = await call(first, '/webhooks/promote', promotion(id)).catch(() => undefined);
    if (answer?.status === 202) accepted.push(id);
    if (phase === 'after-accepting' && id === ids[Math.floor(random * runs)]) kill();
  }
  await ended;
  port.before = () => undefined;
  port.after = () => undefined;
  const second = await start(files);
  try {
    await until(() => accepted.every((id) => port.runs.get(id)?.status === 'SUCCESS'));
  } finally {
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    await port.stop();
  }
  const isEnd = ({ method, path, status }: MockPort['calls'][number]): boolean =>
    stepOf(method, path) === 'end' && status === 200;
  return {
    phase,
    wasHit: wasHit || first.child.signalCode === 'SIGKILL',
    accepted,
    commits: existsSync(files.commits) ? readFileSync(files.commits, 'utf8').trim().split('\n').sort() : [],
    succeeded: ids.filter((id) => port.runs.get(id)?.status === 'SUCCESS'),
    ends: port.calls
      .filter(isEnd)
      .map(({ path }) => /runs\/(\w+)/.exec(path)?.[1] ?? '')
      .sort(),
  };
}

function stepOf(method: string, path: string): string {
  if (path.includes('/entities/')) return 'entities';
  if (path.endsWith('/logs')) return 'log';
  return method === 'PATCH' ? 'end' : 'other';
}

/** Starts a controller as a process. @param source what is started */
export async function start(
  options: Readonly<Record<string, string>>,
  source = join(__dirname, 'controller-process.ts'),
): Promise<Started> {
  const child = spawn(process.execPath, [programOf(source), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], NODE_PATH: join(packageRoot, 'node_modules') },
  });
  const [line] = await once(child.stdout, 'data');
  return { child, url: `http://127.0.0.1:${String(line).trim()}` };
}

const programs = new Map<string, string>();

/** The program in one file: it is started many times, and a loader of TypeScript would cost more than all the rest. */
export function programOf(source: string): string {
  const program = programs.get(source) ?? bundled(source);
  programs.set(source, program);
  return program;
}

function bundled(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'controller-process.cjs');
  const entryPoints = [source];
  const external = ['fastify', 'libsql'];
  buildSync({ entryPoints, outfile, external, bundle: true, platform: 'node', target: 'node20', format: 'cjs' });
  return outfile;
}
