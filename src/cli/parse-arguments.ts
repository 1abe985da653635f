import { Argument, Command, CommanderError, Option } from 'commander';

import { didYouMean } from '../model/nearest';
import { withoutSecrets } from '../secrets/hide';
import type { CommandSpec, Input } from './command';
import type { Context, ExitCode } from './context';
import { findCatalog } from './find-catalog';
import { noCatalog } from './no-catalog';

/** A command that was asked for, and with what. */
export interface Invocation {
  readonly command: CommandSpec;
  readonly input: Input;
}

/**
 * Reads the command line. Help, the version and complaints about usage are printed here.
 *
 * @returns what to run, or the exit code when there is nothing left to do
 */
export function parseArguments(
  words: readonly string[],
  commands: readonly CommandSpec[],
  context: Context,
): Invocation | ExitCode {
  let invocation: Invocation | undefined;
  const program = describeProgram(context);
  for (const command of commands) {
    describeCommand(program, command, context).action((...received: unknown[]) => {
      const last = received.at(-1);
      if (!(last instanceof Command)) throw new Error('commander calls an action with the command last');
      invocation = { command, input: readInput(last, context) };
    });
  }
  try {
    const [first, second] = words;
    const isUnknown = second !== undefined && !program.commands.some((command) => command.name() === second);
    if (first === undefined || (first === 'help' && second === 'help')) program.outputHelp();
    else if (first === 'help' && isUnknown) refuseCommand(program, second);
    else program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return invocation ?? 0;
}

// Commander answers with the help of the program, as if nothing had been wrong.
function refuseCommand(program: Command, name: string): never {
  const names = program.commands.map((command) => command.name()).filter((known) => !known.startsWith('_'));
  return program.error(`error: unknown command '${name}'; ${didYouMean(name, names)}`);
}

function describeProgram({ version, stdout, stderr }: Context): Command {
  const { bold, cyan } = stdout.colours;
  return (
    new Command('slipway')
      .description('A few lines of catalog become reviewed Kubernetes manifests and Argo CD Applications.')
      .version(version, '-v, --version', 'print the version')
      .helpOption('-h, --help', 'print help')
      .helpCommand('help [command]', 'print help for a command')
      .showHelpAfterError(`run "slipway --help" to see what there is`)
      // A verb has a --version of its own.
      .enablePositionalOptions()
      .exitOverride()
      .configureHelp({
        // Arguments and options are in the help of the command: here they would push the summaries out of the window.
        subcommandTerm: (command) => command.name(),
        styleTitle: (text) => bold(text),
        styleCommandText: (text) => cyan(text),
        styleSubcommandText: (text) => cyan(text),
        styleOptionText: (text) => cyan(text),
        styleArgumentText: (text) => cyan(text),
      })
      .configureOutput({
        writeOut: (text) => stdout.write(text),
        writeErr: (text) => stderr.write(text),
        getOutHelpWidth: () => stdout.columns ?? 80,
        getErrHelpWidth: () => stderr.columns ?? 80,
        // Colours are chosen by the context; without this commander strips them again.
        getOutHasColors: () => true,
        getErrHasColors: () => true,
        // What was typed is repeated: it may have more lines, of which none looks like one of ours, and a token, which a log keeps.
        outputError: (text, write) =>
          write(
            `${withoutSecrets(text.trimEnd()).replaceAll('\n', '\n  ')}\n`.replace(
              /^error:/,
              stderr.colours.red('error:'),
            ),
          ),
      })
      .addHelpText('after', () =>
        [
          '',
          bold('Examples:'),
          '  slipway synth                          render the catalog at hand',
          '  slipway explain payment-service prod   see where every value comes from',
          '  slipway init gitops                    start a GitOps repository of your own',
          '',
          bold('Exit codes:'),
          '  0  fine',
          '  1  the answer is no, or it could not be done',
          '  2  wrong input or usage',
          '',
          bold('Environment variables:'),
          '  NO_COLOR, FORCE_COLOR   never or always use colours',
          '  SLIPWAY_CACHE_DIR       where to remember what is current',
          '  SLIPWAY_DEBUG=1         show where an unexpected error happened',
        ].join('\n'),
      )
  );
}

function describeCommand(program: Command, spec: CommandSpec, { stdout }: Context): Command {
  const { bold } = stdout.colours;
  const command = program
    .command(spec.name, { hidden: spec.isHidden === true })
    .summary(spec.summary)
    .description(spec.description ?? spec.summary)
    .helpOption('-h, --help', 'print help')
    .allowExcessArguments(false)
    .showHelpAfterError(`run "slipway ${spec.name} --help" to see what there is`);
  for (const { name, summary, isRequired, values } of spec.arguments) {
    const argument = new Argument(isRequired ? `<${name}>` : `[${name}]`, summary);
    command.addArgument(isFixed(values) ? chosenArgument(argument, name, values, command) : argument);
  }
  for (const { flags, summary, values, isRepeatable } of spec.options) {
    const option = new Option(flags, summary);
    if (isRepeatable === true)
      option.argParser((value, before: readonly string[] | undefined) => [...(before ?? []), value]);
    command.addOption(isFixed(values) ? option.choices(values) : option);
  }
  if (spec.examples.length === 0) return command;
  return command.addHelpText('after', () => `\n${bold('Examples:')}\n${examplesIn(spec)}`);
}

function examplesIn({ examples }: CommandSpec): string {
  const lines = examples.flatMap((example) => [
    ...wrapped(`# ${example.summary}`, / /, '# '),
    ...wrapped(example.command, / (?=--|[\w.]+=)/, '    ', ' \\'),
    '',
  ]);
  return lines.slice(0, -1).join('\n');
}

/** Commander calls what was typed a "command-argument value". */
function chosenArgument(argument: Argument, name: string, values: readonly string[], command: Command): Argument {
  return argument
    .choices(values)
    .argParser((word: string) =>
      values.includes(word) ? word : command.error(`error: there is no ${name} '${word}'; ${didYouMean(word, values)}`),
    );
}

function readInput(command: Command, { workingDirectory, packageRoot }: Context): Input {
  const options: Readonly<Record<string, unknown>> = command.opts();
  const text = (option: string): string | undefined => {
    const value = options[option];
    return typeof value === 'string' ? value : undefined;
  };
  const found = findCatalog({ workingDirectory, packageRoot, catalog: text('catalog'), out: text('out') });
  return {
    words: command.args,
    text,
    texts: (option) => {
      const values = options[option];
      return Array.isArray(values) ? values.map(String) : [];
    },
    flag: (option) => options[option] === true,
    get place() {
      if (found === undefined) throw noCatalog(workingDirectory);
      return found;
    },
    placeIfAny: found,
  };
}

function isFixed(values: unknown): values is readonly string[] {
  return Array.isArray(values);
}

/** Lines of an example that fit into a window: broken before a word or an option. */
function wrapped(text: string, between: RegExp, next: string, end = ''): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split(between)) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(`  ${part}`);
    else if (last.length + 1 + part.length + end.length <= 80) lines[lines.length - 1] = `${last} ${part}`;
    else {
      lines[lines.length - 1] = `${last}${end}`;
      lines.push(`  ${next}${part}`);
    }
  }
  return lines;
}
