import { join } from 'node:path';

import type { ExitCode } from '../../src/cli/context';
import { outputTo } from '../../src/cli/output-to';
import { reportError } from '../../src/cli/report-error';
import { cacheFolder } from '../../src/cli/cache-place';
import { readArguments } from './command/arguments';
import type { ClusterRequest } from './command/arguments';
import type { CommandContext, Window } from './command/command-context';
import { demo } from './command/demo';
import { down } from './command/down';
import { Interruption, interruptible } from './command/interruption';
import { RecordFile } from './command/record-file';
import { status } from './command/status';
import { up } from './command/up';
import { PortError } from './harness/free-ports';
import { ProgramError } from './harness/program-error';
import { thisMachine } from './tools/machine';

/**
 * `npm run cluster`: a throw-away cluster for a person.
 *
 * It is started as `node --import tsx`, not by the program `tsx`: that one kills a child that does not answer Ctrl-C within
 * 60 ms, and on a busy machine nothing would be tidied up.
 */
async function main(words: readonly string[]): Promise<number> {
  // A throw-away cluster is meant, whatever cluster this shell knows: often it is the one before.
  delete process.env['KUBECONFIG'];
  const machine = thisMachine();
  const onFailure = (): void => void (process.exitCode = 1);
  const stdout = outputTo(process.stdout, process.env, onFailure);
  const stderr = outputTo(process.stderr, process.env, onFailure);
  const request = readArguments(words, stdout, stderr);
  if (typeof request === 'number') return request;
  const context: CommandContext = {
    machine,
    stdout,
    window: () => windowOf(process.stdout),
    records: new RecordFile(join(process.env['SLIPWAY_CLUSTER_DIR'] ?? cacheFolder(machine), 'cluster.json')),
    packageRoot: join(__dirname, '..', '..'),
    signal: interruptible(() => stderr.write('\nending what was started ...\n')),
  };
  try {
    return await run(request, context);
  } catch (error) {
    if (error instanceof Interruption) {
      stderr.write('interrupted: nothing is left running\n');
      return error.exitCode;
    }
    const isForPeople = [PortError, ProgramError].some((kind) => error instanceof kind);
    if (!isForPeople)
      return reportError(error, { catalog: undefined, outcome: '' }, { stderr, variables: process.env });
    stderr.write(`${stderr.colours.red('error:')} ${error instanceof Error ? error.message : ''}\n`);
    return 1;
  }
}

/** A terminal may not know its size, and says 0 then: `script` in CI makes such ones. */
function windowOf({ isTTY, rows, columns }: NodeJS.WriteStream): Window | undefined {
  if (!isTTY || process.env['TERM'] === 'dumb') return undefined;
  return { rows: rows > 0 ? rows : 24, columns: columns > 0 ? columns : 80 };
}

async function run(request: ClusterRequest, context: CommandContext): Promise<ExitCode> {
  switch (request.command) {
    case 'up':
      return up(request, context);
    case 'down':
      return down(context);
    case 'status':
      return status(context);
    case 'demo':
      return demo(request, context);
  }
}

void main(process.argv.slice(2)).then((exitCode) => {
  // What was interrupted may still wait for something. Texts of this length are written by now.
  process.exit(exitCode);
});
