import type { ExitCode } from '../../../src/cli/context';
import { Refusal } from '../../../src/model/refusal';
import type { Cluster } from '../harness/cluster';
import { isAlive } from '../harness/started-process';
import type { ClusterRequest } from './arguments';
import type { CommandContext } from './command-context';
import { keep } from './keep';
import { liveCluster, timeOf } from './live-cluster';
import { showAddresses, showNextSteps } from './next-steps';
import { startWithProgress } from './start-with-progress';

/** `npm run cluster -- up`: starts a cluster that lives on. */
export async function up(
  { port, argocdPort, bare = false }: ClusterRequest & { readonly command: 'up' },
  context: CommandContext,
): Promise<ExitCode> {
  const { records, stdout, signal, machine } = context;
  await refuseSecond(context);
  const hasMore = !bare;
  records.claim();
  let cluster: Cluster;
  try {
    cluster = await startWithProgress(
      {
        argocd: hasMore,
        rollouts: hasMore,
        git: hasMore,
        ports: { api: port, argocd: hasMore ? argocdPort : undefined },
      },
      stdout,
      signal,
    );
    await keep(cluster, context);
  } catch (error) {
    records.remove();
    throw error;
  }
  showAddresses(cluster, stdout);
  showNextSteps(cluster, machine, stdout);
  return 0;
}

/** @throws Refusal when a cluster runs: there is one, so that everybody knows which */
export async function refuseSecond(context: CommandContext): Promise<void> {
  const record = await liveCluster(context);
  if (record === undefined) return;
  const dead = record.processes.filter((one) => !isAlive(one)).map(({ name }) => name);
  const state = dead.length === 0 ? '' : `, but without ${dead.join(', ')}, which ended`;
  throw new Refusal(
    `a cluster runs since ${timeOf(record.since)} in ${record.folder}${state}. ` +
      'To see it: npm run cluster -- status. To end it: npm run cluster -- down',
    'answer',
  );
}
