import { Refusal } from '../../../src/model/refusal';
import { endProcesses } from '../harness/end-processes';
import { isAlive } from '../harness/started-process';
import type { CommandContext } from './command-context';
import type { ClusterRecord } from './record-file';

/**
 * The cluster that is recorded, when at least a part of it is alive. One that is gone as a whole, as after a reboot, is
 * forgotten.
 *
 * @throws Refusal when somebody is starting it at this moment
 */
export async function liveCluster({ records, stdout }: CommandContext): Promise<ClusterRecord | undefined> {
  const content = records.read();
  if (content === undefined) return undefined;
  if (content.state === 'starting') {
    throw new Refusal(
      `process ${content.by.pid} is starting a cluster since ${timeOf(content.since)}: wait for it, or end it with Ctrl-C there`,
      'answer',
    );
  }
  if (content.processes.some(isAlive)) return content;
  await forget(content, records);
  stdout.write(`the cluster of ${timeOf(content.since)} is gone, as after a reboot; what it left is removed\n`);
  return undefined;
}

/** Ends what is left of a recorded cluster, and forgets it. */
export async function forget(
  { processes, folder }: ClusterRecord,
  records: Pick<CommandContext['records'], 'remove'>,
): Promise<void> {
  await endProcesses(processes, folder);
  records.remove();
}

/** "2026-11-21 13:40:53", in the zone of whoever looks. */
export function timeOf(iso: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Date(iso).toLocaleString('sv-SE');
}
