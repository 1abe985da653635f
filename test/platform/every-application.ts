import { freePorts } from '../cluster/harness/free-ports';
import { applications, describeApplication } from '../cluster/harness/applications';
import { runArgoCd } from '../cluster/harness/argo-cd';
import type { Cluster } from '../cluster/harness/cluster';
import { simulatedOperators } from '../cluster/harness/simulated-nodes';
import { until } from '../cluster/harness/until';
import { findPrograms, sayMissing } from '../cluster/tools/find-programs';
import type { ProgramName } from '../cluster/tools/programs';

const programs = ['argocd', 'kwok', 'kustomize', 'redis-server'] as const;

/**
 * Runs what the pods of the platform would: Argo CD, as its chart has configured it, and the operators that its Applications wait
 * for.
 */
export async function runWhatIsInstalled(cluster: Cluster): Promise<void> {
  const { found, missing } = findPrograms(programs);
  if (missing.length > 0) throw new Error(sayMissing(missing));
  const program = (name: ProgramName): string => found.get(name) ?? name;
  const [kwok = 0, port = 0] = await freePorts(2);
  await cluster.startMore(async (processes, controlPlane) => {
    await processes.start(simulatedOperators(processes, program, controlPlane, kwok));
    await runArgoCd(processes, program, controlPlane, {
      port,
      reconciliationSeconds: 30,
      notifications: false,
      signIn: false,
    });
  });
}

/** Waits until Argo CD has the wanted Applications, and all that it has are Synced and Healthy. @returns their names */
export async function everyApplication(cluster: Cluster, wanted: readonly string[]): Promise<readonly string[]> {
  const settled = async (): Promise<readonly string[] | string> => {
    const all = await applications(cluster.client);
    const names = all.map(({ metadata }) => metadata.name);
    const missing = wanted.filter((name) => !names.includes(name)).map((name) => `${name} is not there`);
    const others = all.filter(({ status }) => status.sync?.status !== 'Synced' || status.health?.status !== 'Healthy');
    return missing.length + others.length === 0 ? names : [...missing, ...others.map(describeApplication)].join('\n');
  };
  return await until('every Application to be Synced and Healthy', settled, 900, 2000);
}
