import { setTimeout as sleep } from 'node:timers/promises';

import { applications } from '../harness/applications';
import type { Application } from '../harness/applications';
import type { KubeClient } from '../harness/kube-client';
import { lastWords } from '../harness/processes';
import { ProgramError } from '../harness/program-error';
import { isAlive } from '../harness/started-process';
import type { StartedProcess } from '../harness/started-process';
import { isSame, rowOf } from './application-row';
import type { ApplicationRow } from './application-row';

/** What is watched. */
export interface Watched {
  readonly client: KubeClient;
  readonly folder: string;
  readonly processes: readonly StartedProcess[];
}

/** How long, and who looks. */
export interface WatchOptions {
  /** Environments that a person syncs. */
  readonly manual: ReadonlySet<string>;
  /** Nothing is settled while something still changes: an ApplicationSet may be about to make more. */
  readonly quietSeconds: number;
  readonly deadlineSeconds: number;
  readonly signal: AbortSignal;
  /** Told of every look. */
  readonly onLook: (rows: readonly ApplicationRow[], seconds: number) => void;
}

/** How it ended. */
export interface Outcome {
  readonly isSettled: boolean;
  /** Until the last change; until the deadline when not settled. */
  readonly seconds: number;
  readonly applications: readonly Application[];
  readonly rows: readonly ApplicationRow[];
}

const lookMilliseconds = 1000;

/**
 * Looks at the Applications until all are settled, or until the deadline.
 *
 * @throws ProgramError when a program of the cluster ends meanwhile
 */
export async function watchApplications(watched: Watched, options: WatchOptions): Promise<Outcome> {
  const { manual, quietSeconds, deadlineSeconds, signal, onLook } = options;
  const begin = performance.now();
  let outcome: Outcome = { isSettled: false, seconds: 0, applications: [], rows: [] };
  for (;;) {
    signal.throwIfAborted();
    const found = await look(watched);
    const seconds = (performance.now() - begin) / 1000;
    const rows = found.map((application) => rowOf(application, manual));
    if (!areSame(rows, outcome.rows)) outcome = { ...outcome, seconds };
    outcome = { ...outcome, applications: found, rows };
    onLook(rows, seconds);
    const isSettled = rows.length > 0 && rows.every((row) => row.isSettled);
    if (isSettled && seconds - outcome.seconds >= quietSeconds) return { ...outcome, isSettled };
    if (seconds > deadlineSeconds) return { ...outcome, seconds };
    await sleep(lookMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function look({ client, folder, processes }: Watched): Promise<readonly Application[]> {
  const found = await applications(client).catch((error: unknown) => error);
  // When one ended, that is why asking fails, and why nothing goes on.
  const dead = processes.find((one) => !isAlive(one));
  if (dead !== undefined) throw new ProgramError(`${dead.name} ended${lastWords(folder, dead.name)}`);
  if (!Array.isArray(found)) throw found;
  return found;
}

function areSame(rows: readonly ApplicationRow[], before: readonly ApplicationRow[]): boolean {
  const byName = new Map(before.map((row) => [row.name, row]));
  return rows.length === before.length && rows.every((row) => isSame(row, byName.get(row.name)));
}
