import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { endProcesses, Keeper, marker } from './end-processes';
import { ProgramError } from './program-error';
import { startOf } from './started-process';
import type { StartedProcess } from './started-process';

/** A program to start. */
export interface Program {
  /** Names it in messages, and its log. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder that it is started in. @default - that of this process */
  readonly cwd?: string;
  /** Says whether it does its work; asked until it says yes. */
  readonly isReady: () => Promise<boolean>;
}

/** A step of a start, for those who wait. */
export interface Step {
  /** What starts: the name of a program. */
  readonly name: string;
  readonly state: 'starting' | 'ready';
  /** Since it was started. */
  readonly seconds: number;
}

/** How processes are started. */
export interface ProcessesOptions {
  /** How long a program may take to become ready; two busy cores need their time. @default 180 */
  readonly deadlineSeconds?: number;
  /** @default - nobody is told */
  readonly onStep?: ((step: Step) => void) | undefined;
}

const lastLineCount = 20;
/** An answer that takes longer is none: the program may have ended in the meantime. */
const answerMilliseconds = 5000;

/**
 * Processes that end with their owner: when `end` is called, and also when this process fails, is killed, or the
 * terminal is closed. See `keeper.mjs`.
 */
export class Processes {
  readonly #keeper: Keeper;
  readonly #deadlineSeconds: number;
  readonly #onStep: (step: Step) => void;
  readonly #started: StartedProcess[] = [];
  /** By name, what became of programs that ended by themselves. */
  readonly #exits = new Map<string, string>();
  #end: Promise<void> | undefined;

  /** @param folder belongs to the processes and is removed when they end; their logs are in `logs/` */
  constructor(
    readonly folder: string,
    { deadlineSeconds = 180, onStep = () => undefined }: ProcessesOptions = {},
  ) {
    this.#deadlineSeconds = deadlineSeconds;
    this.#onStep = onStep;
    this.#keeper = new Keeper();
    // First, so that it is removed whatever comes next.
    this.#keeper.tell({ folder });
    try {
      mkdirSync(join(folder, 'logs'), { recursive: true });
    } catch (error) {
      void this.#keeper.close();
      throw error;
    }
  }

  /** Everything that was started, in order. */
  get started(): readonly StartedProcess[] {
    return this.#started;
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @throws ProgramError when it ends, or is not ready in time
   */
  async start(program: Program): Promise<void> {
    await this.startAll([program]);
  }

  /** Starts programs that do not need each other, and waits until all of them are ready. */
  async startAll(programs: readonly Program[]): Promise<void> {
    for (const program of programs) this.launch(program);
    await Promise.all(programs.map((program) => this.#untilReady(program)));
  }

  /** What a program has written so far. */
  log(name: string): string {
    return readFileSync(logFile(this.folder, name), 'utf8');
  }

  /** Names of programs that ended although nobody asked them to. */
  get ended(): readonly string[] {
    return [...this.#exits.keys()];
  }

  /** Ends all processes and removes the folder. A second call waits for the first. */
  end(): Promise<void> {
    this.#end ??= this.#endNow();
    return this.#end;
  }

  /** Lets the processes live on when this one ends. */
  async release(): Promise<void> {
    if (this.#end === undefined) this.#keeper.tell({ release: true });
    this.#end ??= this.#keeper.close().then(() => undefined);
    await this.#end;
  }

  async #endNow(): Promise<void> {
    if (!(await this.#keeper.close())) await endProcesses(this.#started, this.folder);
  }

  private launch({ name, file, args, env, cwd }: Program): void {
    if (this.#end !== undefined) throw new ProgramError(`${name} was not started: the processes before it were ended`);
    this.#onStep({ name, state: 'starting', seconds: 0 });
    this.#exits.delete(name);
    const log = openSync(logFile(this.folder, name), 'a');
    try {
      const child = spawn(file, args, {
        // A session of its own: Ctrl-C is for the tests, which end what they started in their own order.
        detached: true,
        stdio: ['ignore', log, log],
        cwd,
        env: { ...process.env, ...env, [marker]: this.folder },
      });
      child.once('error', (error) => this.#exits.set(name, `cannot be started (${error.message})`));
      child.once('exit', (code, signal) => this.#exits.set(name, `ended (${signal ?? `exit code ${code}`})`));
      if (child.pid === undefined) return;
      const started = { name, pid: child.pid, start: startOf(child.pid) };
      this.#started.push(started);
      this.#keeper.tell({ process: started });
      child.unref();
    } catch (error) {
      // Some failures of spawn are thrown: arguments that are too long (E2BIG), no memory (ENOMEM).
      throw new ProgramError(`${name} cannot be started (${String(error)})`, { cause: error });
    } finally {
      closeSync(log);
    }
  }

  async #untilReady({ name, isReady }: Program): Promise<void> {
    const begin = performance.now();
    const patience = Math.min(answerMilliseconds, this.#deadlineSeconds * 1000);
    for (;;) {
      const exit = this.#exits.get(name);
      if (exit !== undefined) throw new ProgramError(`${name} ${exit}${lastWords(this.folder, name)}`);
      const isItReady = await Promise.race([isReady().catch(() => false), sleep(patience, false, { ref: false })]);
      const seconds = (performance.now() - begin) / 1000;
      // Another program may answer in its place, on a port that it did not get.
      if (isItReady && !this.#exits.has(name)) return this.#onStep({ name, state: 'ready', seconds });
      if (seconds > this.#deadlineSeconds) {
        throw new ProgramError(`${name} was not ready after ${this.#deadlineSeconds} s${lastWords(this.folder, name)}`);
      }
      await sleep(100);
    }
  }
}

/** The last lines that a program wrote, as the end of a message about it. */
export function lastWords(folder: string, name: string): string {
  const lines = readLog(folder, name).trimEnd().split('\n').slice(-lastLineCount);
  return lines.length === 1 && lines[0] === ''
    ? '; it wrote nothing'
    : `; its last lines:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function readLog(folder: string, name: string): string {
  try {
    return readFileSync(logFile(folder, name), 'utf8');
  } catch {
    // The folder is gone when the processes were ended meanwhile.
    return '';
  }
}

function logFile(folder: string, name: string): string {
  return join(folder, 'logs', `${name}.log`);
}
