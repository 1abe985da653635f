import type { Cluster, ClusterOptions } from '../cluster/harness/cluster';
import { describeOnOwnCluster, skipLoudly } from '../cluster/suite/on-own-cluster';
import { findProgram } from '../stacks/helpers/find-program';
import { enginePrograms } from './pulumi-project';

/**
 * Tests that share an empty cluster and the real engine of Pulumi. Where the engine or programs of the cluster are missing they
 * are skipped: they are counted, and what is missing is said.
 *
 * @param body declares the tests; `cluster()` is the cluster while they run
 * @param options of the cluster, besides that it has no kind of anybody. @default - none
 */
export function describeWithEngine(
  name: string,
  body: (cluster: () => Cluster) => void,
  options: Omit<ClusterOptions, 'crds'> = {},
): void {
  const missing = enginePrograms.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) {
    describeOnOwnCluster(name, { ...options, crds: false }, body);
    return;
  }
  const reason = `missing: ${missing.join(', ')}; docs/how-to/test-platform.md says where they come from`;
  skipLoudly(name, reason, body);
}
