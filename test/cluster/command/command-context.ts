import type { Output } from '../../../src/cli/context';
import type { Machine } from '../tools/machine';
import type { RecordFile } from './record-file';

/** What a command may know of the process. Only cluster.ts makes one from the real process. */
export interface CommandContext {
  readonly machine: Machine;
  readonly stdout: Output;
  /** Size of the terminal now; undefined when it is none. */
  readonly window: () => Window | undefined;
  /** What is recorded of a cluster that lives on. */
  readonly records: RecordFile;
  /** Folder of this checkout. */
  readonly packageRoot: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Size of a terminal. */
export interface Window {
  readonly rows: number;
  readonly columns: number;
}
