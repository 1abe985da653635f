import type { CommandSpec, OptionSpec, Values } from '../command';

/** An option as a shell sees it. */
export interface OptionWords {
  /** `--out`. */
  readonly long: string;
  /** `-q`. */
  readonly short?: string;
  readonly summary: string;
  /** Name of the value: `DIR`. Absent for a flag. */
  readonly value?: string;
  readonly values?: Values;
}

const help: OptionSpec = { flags: '-h, --help', summary: 'print help' };
const version: OptionSpec = { flags: '-v, --version', summary: 'print the version' };

/** The options of a command, with `--help`, which each one has. */
export function optionsOf(command: CommandSpec): readonly OptionWords[] {
  return [...command.options, help].map(optionWords);
}

/** The options that go without a command. */
export const globalOptions: readonly OptionWords[] = [help, version].map(optionWords);

/** The commands that people type. */
export function visibleCommands(commands: readonly CommandSpec[]): readonly CommandSpec[] {
  return commands.filter((command) => command.isHidden !== true);
}

/** The command `help`, which completes the names of the others. */
export function helpCommand(commands: readonly CommandSpec[]): Pick<CommandSpec, 'name' | 'summary' | 'arguments'> {
  const names = visibleCommands(commands).map((command) => command.name);
  const argument = { name: 'COMMAND', summary: 'name of the command', isRequired: false, values: names };
  return { name: 'help', summary: 'print help for a command', arguments: [argument] };
}

function optionWords({ flags, summary, values }: OptionSpec): OptionWords {
  const [, short, long = '', value] = /^(?:(-\w), )?(--[a-z-]+)(?: <([A-Z=-]+)>| \[[A-Z]+\])?$/.exec(flags) ?? [];
  return {
    long,
    ...(short === undefined ? {} : { short }),
    summary,
    ...(value === undefined ? {} : { value }),
    ...(values === undefined ? {} : { values }),
  };
}
