import type { Colours } from '../../../src/cli/colours';
import type { ExitCode } from '../../../src/cli/context';
import { alignRows } from '../../../src/cli/table';
import type { Row } from '../../../src/cli/table';
import { isAlive, residentBytes } from '../harness/started-process';
import type { StartedProcess } from '../harness/started-process';
import type { CommandContext } from './command-context';
import { liveCluster, timeOf } from './live-cluster';
import { showAddresses } from './next-steps';

/** `npm run cluster -- status`: what runs. The exit code is 0 when all of it is alive. */
export async function status(context: CommandContext): Promise<ExitCode> {
  const { stdout } = context;
  const record = await liveCluster(context);
  if (record === undefined) {
    stdout.write('no cluster runs. To start one: npm run cluster -- up\n');
    return 1;
  }
  const { processes, since, folder } = record;
  const dead = processes.filter((one) => !isAlive(one));
  const bytes = processes.reduce((sum, one) => sum + (isAlive(one) ? (residentBytes(one.pid) ?? 0) : 0), 0);
  const header: Row = ['PROGRAM', 'PID', 'MEMORY', 'STATE'].map((text) => ({ text, paint: stdout.colours.dim }));
  const rows = processes.map((one) => rowOf(one, stdout.colours));
  stdout.write(`${alignRows([header, ...rows]).join('\n')}\n\n`);
  stdout.write(
    `${processes.length - dead.length} of ${processes.length} alive, ${megabytes(bytes)}, since ${timeOf(since)}\n`,
  );
  showAddresses(record, stdout);
  if (dead.length === 0) return 0;
  stdout.write(`${stdout.colours.red(`${dead.map(({ name }) => name).join(', ')} ended`)}: ${folder}/logs says why. `);
  stdout.write('To start again: npm run cluster -- down, then npm run cluster -- up\n');
  return 1;
}

function rowOf(one: StartedProcess, { green, red }: Colours): Row {
  const isHere = isAlive(one);
  const bytes = isHere ? residentBytes(one.pid) : undefined;
  return [
    { text: one.name },
    { text: String(one.pid) },
    { text: bytes === undefined ? '' : megabytes(bytes).padStart('MEMORY'.length) },
    isHere ? { text: 'alive', paint: green } : { text: 'dead', paint: red },
  ];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
