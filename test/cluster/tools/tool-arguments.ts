import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { didYouMean } from '../../../src/model/nearest';

/** What `npm run cluster:tools` was asked for. */
export interface ToolRequest {
  /** Whether to say what is there and make nothing. */
  readonly listOnly: boolean;
  /** Names of the tools that count. @default - all */
  readonly only?: readonly string[];
}

/**
 * Reads the command line. Help and complaints about usage are printed here.
 *
 * @returns what to do, or the exit code when there is nothing left to do
 */
export function readToolArguments(words: readonly string[], names: readonly string[]): ToolRequest | number {
  const command = new Command('npm run cluster:tools --')
    .description('Builds the programs of the cluster tests into the cache, and downloads what they are given.')
    .addOption(
      new Option('--only <names>', `only these, with commas: ${names.join(', ')}`).argParser(namesAmong(names)),
    )
    .option('--list', 'only say what is there; exits 1 when something is missing')
    .helpOption('-h, --help', 'print help')
    .exitOverride();
  try {
    const { list = false, only } = command
      .parse(words, { from: 'user' })
      .opts<{ readonly list?: boolean; readonly only?: readonly string[] }>();
    return only === undefined ? { listOnly: list } : { listOnly: list, only };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

function namesAmong(known: readonly string[]): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`there is no "${unknown}"; ${didYouMean(unknown, known)}`);
    return names;
  };
}
