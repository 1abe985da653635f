import type { Colours } from './colours';

/** Where text goes, and what can be shown there: the one door to everything that people and programs read. */
export interface Output {
  /** Writes whole lines, of which nothing is more than text but our own colours. */
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Width in columns; absent when it is no terminal. */
  readonly columns?: number | undefined;
  readonly colours: Colours;
}

/** What a command may know of the process. Only main.ts makes one from the real process. */
export interface Context {
  readonly workingDirectory: string;
  /** Environment variables; called so because "environment" is a place to run. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
  /** Root of this package. */
  readonly packageRoot: string;
  /** Version of this package. */
  readonly version: string;
  /** The file that runs, whose hash is the identity of the program. */
  readonly programFile: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks whoever sits at the terminal, and waits for a line. @default - nobody does */
  readonly ask?: ((question: string) => string) | undefined;
  /** The time of day. */
  readonly clock: () => Date;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Does work that holds the event loop; a signal (Ctrl-C) ends the process when it is done, and not in the middle. */
  readonly uninterrupted: <Result>(work: () => Result) => Result;
}

/** What the shell gets: 0 fine, 1 the answer is no, 2 wrong input or usage. */
export type ExitCode = 0 | 1 | 2;
