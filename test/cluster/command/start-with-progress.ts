import type { Output } from '../../../src/cli/context';
import { ownEscape } from '../../../src/cli/shown-text';
import { Refusal } from '../../../src/model/refusal';
import { programsOf, startCluster } from '../harness/cluster';
import type { Cluster, ClusterOptions } from '../harness/cluster';
import type { Step } from '../harness/processes';
import { findPrograms, sayMissing } from '../tools/find-programs';

/** Width of the longest name: argocd-applicationset-controller. */
const nameWidth = 32;

/**
 * Starts a cluster and says what starts and how long it took: a line for each program, and one that moves.
 *
 * @throws Refusal when programs are missing
 */
export async function startWithProgress(
  options: ClusterOptions,
  output: Output,
  signal: AbortSignal,
): Promise<Cluster> {
  const { missing } = findPrograms(programsOf(options));
  if (missing.length > 0) throw new Refusal(sayMissing(missing), 'answer');
  const { green, dim } = output.colours;
  const begin = performance.now();
  const starting = new Set<string>();
  const clear = (): void => {
    if (output.isTerminal) output.write(ownEscape('1G') + ownEscape('2K'));
  };
  const onStep = ({ name, state, seconds }: Step): void => {
    clear();
    if (state === 'starting') starting.add(name);
    else {
      starting.delete(name);
      output.write(`${green('✓')} ${name.padEnd(nameWidth)} ${dim(`${seconds.toFixed(1).padStart(5)} s`)}\n`);
    }
    if (output.isTerminal && starting.size > 0) output.write(fitting(`  starting ${[...starting].join(', ')}`, output));
  };
  try {
    const cluster = await startCluster({ ...options, onStep, signal });
    output.write(`${green('✓')} the cluster is ready after ${secondsSince(begin)} s\n`);
    return cluster;
  } finally {
    clear();
  }
}

/** Whole seconds since a moment of `performance.now()`. */
export function secondsSince(begin: number): number {
  return Math.round((performance.now() - begin) / 1000);
}

function fitting(text: string, { columns = 0 }: Output): string {
  // A terminal that does not know its width says 0.
  const width = columns > 0 ? columns : 80;
  return text.length < width ? text : `${text.slice(0, width - 2)}…`;
}
