import type { Context, ExitCode } from './context';
import type { CatalogPlace } from './find-catalog';

/** What a shell can offer for a word: names of the catalog, run ids of proposals, folders, or fixed words. */
export type Values = 'services' | 'environments' | 'teams' | 'releases' | 'proposals' | 'folders' | readonly string[];

/** A word after the name of the command. */
export interface ArgumentSpec {
  readonly name: string;
  readonly summary: string;
  readonly isRequired: boolean;
  /** @default - the shell offers nothing */
  readonly values?: Values;
}

/** An option. */
export interface OptionSpec {
  /** `-q, --quiet` or `--out <DIR>`. */
  readonly flags: string;
  readonly summary: string;
  /** @default - the shell offers nothing */
  readonly values?: Values;
  /** Whether it may be given several times. @default - the last one counts */
  readonly isRepeatable?: boolean;
}

/** What was typed, taken apart. */
export interface Input {
  /** Words after the name of the command; the required ones are there. */
  readonly words: readonly string[];
  /** The value of an option, by its long name without dashes. */
  readonly text: (option: string) => string | undefined;
  /** The values of an option that may be given several times. */
  readonly texts: (option: string) => readonly string[];
  /** Whether a flag is on. `--no-cache` turns `cache` off. */
  readonly flag: (option: string) => boolean;
  /**
   * The catalog that is meant, for commands that have `--catalog`.
   *
   * @throws Refusal where there is none, with what to do
   */
  readonly place: CatalogPlace;
  /** The same, for commands that have something to do without a catalog, too. */
  readonly placeIfAny: CatalogPlace | undefined;
}

/** A command: what help and completion say of it, and what it does. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** More than the summary, for the command's own help. */
  readonly description?: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
  /** Whether it is left out of help and completion. */
  readonly isHidden?: boolean;
  /** Whether it writes files, so that a refusal says that nothing was written. */
  readonly isWriting?: boolean;
  /** Loads what the command needs, then does it: `--help` must not pay for it. */
  readonly run: (input: Input, context: Context) => Promise<ExitCode>;
}
