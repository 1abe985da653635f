import type { Cluster } from '../harness/cluster';
import type { CommandContext } from './command-context';

/**
 * Lets a cluster live on: it is recorded, and then released. In this order, since whoever is killed in between leaves a
 * cluster that its keeper ends, and a record of processes that are gone.
 */
export async function keep(cluster: Cluster, { records, signal }: CommandContext): Promise<void> {
  try {
    signal.throwIfAborted();
    records.write(cluster);
    await cluster.release();
  } catch (error) {
    await cluster.end();
    throw error;
  }
}
