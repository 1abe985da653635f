import { Command, CommanderError, InvalidArgumentError } from 'commander';

import type { Output } from '../../../src/cli/context';
import { didYouMean } from '../../../src/model/nearest';

/** What `npm run cluster` was asked for. */
export type ClusterRequest =
  | { readonly command: 'up'; readonly port?: number; readonly argocdPort?: number; readonly bare?: boolean }
  | { readonly command: 'down' | 'status' }
  | DemoRequest;

/** What `npm run cluster -- demo` was asked for. */
export interface DemoRequest {
  readonly command: 'demo';
  /** Folder of the catalog. @default - the shipped one */
  readonly catalog?: string;
  /** Whether the cluster lives on. @default false */
  readonly keep?: boolean;
}

/**
 * Reads the command line. Help and complaints about usage are printed here.
 *
 * @returns what to do, or the exit code when there is nothing left to do
 */
export function readArguments(words: readonly string[], stdout: Output, stderr: Output): ClusterRequest | 0 | 2 {
  let request: ClusterRequest | undefined;
  const program = describeProgram(stdout, stderr);
  describe(program, 'up', 'start a cluster with Argo CD and Argo Rollouts, which lives on')
    .option('--port <number>', 'port of the API server, instead of a free one', parsePort)
    .option('--argocd-port <number>', 'port of Argo CD, instead of a free one', parsePort)
    .option('--bare', 'only the API server, controllers and nodes')
    .action((options: Omit<ClusterRequest & { readonly command: 'up' }, 'command'>) => {
      request = { command: 'up', ...options };
    });
  for (const [command, summary] of [
    ['status', 'what runs, where, and since when; exit code 1 when something is dead'],
    ['down', 'end the cluster'],
  ] as const) {
    describe(program, command, summary).action(() => {
      request = { command };
    });
  }
  describe(program, 'demo', 'let Argo CD sync a whole catalog, and watch it')
    .option('--catalog <folder>', 'the catalog, instead of the shipped one')
    .option('--keep', 'let the cluster live on')
    .action((options: Omit<DemoRequest, 'command'>) => {
      request = { command: 'demo', ...options };
    });
  try {
    if (words.length === 0) program.outputHelp();
    else program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return request ?? 0;
}

function describeProgram(stdout: Output, stderr: Output): Command {
  const program = new Command('npm run cluster --')
    .description('A throw-away Kubernetes with Argo CD, of plain processes on this machine.')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .usage('<command> [options]')
    .argument('[command]')
    .showHelpAfterError('run "npm run cluster -- --help" to see what there is')
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name(), visibleArguments: () => [] })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      outputError: (text, write) => write(text.replace(/^error:/, stderr.colours.red('error:'))),
    });
  // Commander only proposes what is near; with four commands, all can be said.
  return program.action((name: string) =>
    program.error(
      `error: unknown command '${name}'; ${didYouMean(
        name,
        program.commands.map((command) => command.name()),
      )}`,
    ),
  );
}

function describe(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .description(summary)
    .helpOption('-h, --help', 'print help')
    .allowExcessArguments(false)
    .showHelpAfterError(`run "npm run cluster -- ${name} --help" to see what there is`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('a port is a number from 1 to 65535.');
  }
  return port;
}
