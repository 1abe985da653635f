import type { ExitCode } from '../../../src/cli/context';
import { isAlive } from '../harness/started-process';
import type { CommandContext } from './command-context';
import { forget, liveCluster } from './live-cluster';

/** `npm run cluster -- down`: ends the recorded processes, and no others. */
export async function down(context: CommandContext): Promise<ExitCode> {
  const { stdout, records } = context;
  const record = await liveCluster(context);
  if (record === undefined) {
    stdout.write('no cluster runs: there is nothing to end\n');
    return 0;
  }
  const count = record.processes.filter(isAlive).length;
  await forget(record, records);
  const noun = count === 1 ? 'process' : 'processes';
  stdout.write(`${stdout.colours.green('✓')} ended ${count} ${noun} and removed ${record.folder}\n`);
  return 0;
}
