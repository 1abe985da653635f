import { resolve, join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import type { ExitCode } from '../../../src/cli/context';
import { Refusal } from '../../../src/model/refusal';
import { argocdNamespace } from '../harness/argo-cd';
import { applications, refresh } from '../harness/applications';
import type { Cluster } from '../harness/cluster';
import { bootstrap, environmentsOf } from '../harness/gitops';
import { KubeClient } from '../harness/kube-client';
import type { DemoRequest } from './arguments';
import { changeLines } from './change-lines';
import type { CommandContext } from './command-context';
import { showOutcome } from './demo-outcome';
import { publish } from './demo-repository';
import { keep as keepCluster } from './keep';
import { liveCluster } from './live-cluster';
import { liveTable } from './live-table';
import { showAddresses, showNextSteps } from './next-steps';
import type { Addresses } from './next-steps';
import { startWithProgress } from './start-with-progress';
import { watchApplications } from './watch-applications';
import type { Outcome, Watched } from './watch-applications';

const deadlineSeconds = 600;
const quietSeconds = 10;

/** A cluster that the demo uses. */
type Stage = Watched & Addresses;

/** A cluster that was started for it, and how it ended there. */
interface Played {
  readonly cluster: Cluster;
  readonly outcome: Outcome;
}

/** `npm run cluster -- demo`: a whole catalog on a cluster, to look at. */
export async function demo({ catalog: named, keep = false }: DemoRequest, context: CommandContext): Promise<ExitCode> {
  const { records, stdout, machine, packageRoot } = context;
  const catalog = named === undefined ? join(packageRoot, 'catalog') : resolve(named);
  // Before a cluster is started for nothing.
  const manual = manualEnvironments(catalog);
  const record = await liveCluster(context);
  if (record !== undefined) {
    stdout.write(`on the cluster that runs in ${record.folder}\n`);
    return exitCodeOf(await play(catalog, manual, { ...record, client: new KubeClient(record.proxy) }, context));
  }
  if (!keep) return exitCodeOf(await playAndEnd(catalog, manual, context));
  records.claim();
  let played: Played;
  try {
    played = await playOnNew(catalog, manual, context);
    await keepCluster(played.cluster, context);
  } catch (error) {
    records.remove();
    throw error;
  }
  stdout.write('\n');
  showAddresses(played.cluster, stdout);
  showNextSteps(played.cluster, machine, stdout);
  return exitCodeOf(played.outcome);
}

async function playAndEnd(catalog: string, manual: ReadonlySet<string>, context: CommandContext): Promise<Outcome> {
  const { cluster, outcome } = await playOnNew(catalog, manual, context);
  context.stdout.write('\nThe cluster ends now. To keep it and look around: npm run cluster -- demo --keep\n');
  await cluster.end();
  return outcome;
}

async function playOnNew(catalog: string, manual: ReadonlySet<string>, context: CommandContext): Promise<Played> {
  const options = { argocd: true, rollouts: true, git: true };
  const cluster = await startWithProgress(options, context.stdout, context.signal);
  try {
    return { cluster, outcome: await play(catalog, manual, cluster, context) };
  } catch (error) {
    await cluster.end();
    throw error;
  }
}

function exitCodeOf({ isSettled }: Outcome): ExitCode {
  return isSettled ? 0 : 1;
}

/**
 * @returns names of the environments that a person syncs
 * @throws InputError when the catalog is not valid; Refusal when this Argo CD would not see its Applications
 */
function manualEnvironments(folder: string): ReadonlySet<string> {
  const { platform, environments } = loadCatalog(folderSource(folder)).catalog;
  const { namespace } = platform.argocd;
  if (namespace !== argocdNamespace) {
    throw new Refusal(
      `${join(folder, 'platform.yaml')}: argocd.namespace is "${namespace}", and the Argo CD of this cluster is in "${argocdNamespace}": leave it out for the demo`,
      'usage',
    );
  }
  return new Set([...environments].flatMap(([name, { sync }]) => (sync.mode === 'manual' ? [name] : [])));
}

async function play(
  catalog: string,
  manual: ReadonlySet<string>,
  stage: Stage,
  { stdout, window, signal }: CommandContext,
): Promise<Outcome> {
  const { client, git } = stage;
  if (git === undefined || stage.argocd === undefined) {
    throw new Refusal(
      'the cluster that runs is a bare one: end it with npm run cluster -- down, and try again',
      'answer',
    );
  }
  signal.throwIfAborted();
  const { repository, commit } = publish(catalog, git);
  const { green, bold } = stdout.colours;
  stdout.write(`${green('✓')} rendered ${catalog} into ${repository.url}, commit ${commit.slice(0, 7)}\n`);
  // A cluster that lives on has some: they look at Git by themselves, but not at once.
  for (const { metadata } of await applications(client)) await refresh(client, metadata.name);
  for (const environment of environmentsOf(repository)) await bootstrap(client, repository, environment);
  stdout.write(`${green('✓')} applied the bootstrap of ${environmentsOf(repository).join(', ')}\n`);
  stdout.write(`\n${bold('Argo CD syncs')}\n`);

  const view = window() === undefined ? changeLines(stdout) : liveTable(stdout, window);
  try {
    const outcome = await watchApplications(stage, {
      manual,
      quietSeconds,
      deadlineSeconds,
      signal,
      onLook: view.show,
    });
    showOutcome(outcome, manual, stdout);
    return outcome;
  } finally {
    view.close();
  }
}
