import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { ProgramError } from './program-error';
import type { StartedProcess } from './started-process';

/** What everything that is started has in its environment, so that also its children are found: the folder. */
export const marker = 'SLIPWAY_CLUSTER_FOLDER';

/** A line that the keeper reads. */
type Wish = { readonly process: StartedProcess } | { readonly folder: string } | { readonly release: true };

/** A process beside this one that ends what it was told of as soon as this one is gone, see `keeper.mjs`. */
export class Keeper {
  readonly #tell: (wish: Wish) => void;
  readonly #close: () => void;
  readonly #exit: Promise<number | string | null>;

  constructor() {
    const { [marker]: _, ...env } = process.env;
    const child = spawn(process.execPath, [join(__dirname, 'keeper.mjs')], {
      // A session of its own: Ctrl-C and a terminal that is closed do not reach it.
      detached: true,
      stdio: ['pipe', 'ignore', 'inherit'],
      env,
    });
    // A keeper that somebody killed reads nothing more. That is seen when it is asked to end.
    child.stdin.on('error', () => undefined);
    this.#exit = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
      child.once('error', (error) => resolve(error.message));
    });
    this.#tell = (wish) => child.stdin.write(`${JSON.stringify(wish)}\n`);
    this.#close = () => child.stdin.end();
  }

  tell(wish: Wish): void {
    this.#tell(wish);
  }

  /**
   * Lets it do its work, now.
   *
   * @returns whether it could: not when somebody killed it before
   * @throws ProgramError when some processes do not end
   */
  async close(): Promise<boolean> {
    this.#close();
    const exit = await this.#exit;
    if (exit === 1) throw new ProgramError('not everything could be ended and removed, see above');
    return exit === 0;
  }
}

/**
 * Ends processes of an earlier run, and their children, and removes their folder: those that are still the same ones.
 *
 * @throws ProgramError when some do not end
 */
export async function endProcesses(processes: readonly StartedProcess[], folder: string): Promise<void> {
  const keeper = new Keeper();
  for (const process of processes) keeper.tell({ process });
  keeper.tell({ folder });
  if (!(await keeper.close()))
    throw new ProgramError(`the processes of ${folder} were not ended: the keeper was killed`);
}
