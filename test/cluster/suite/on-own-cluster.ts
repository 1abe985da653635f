import type { Cluster, ClusterOptions } from '../harness/cluster';
import { isOwnCluster } from './is-own-cluster';
import { describeOnCluster } from './on-cluster';

/**
 * Tests that need a cluster which is started for them, as they put a platform on it. Where `KUBECONFIG` names somebody else's
 * they are skipped: they are counted, and the reason is said.
 *
 * @param body declares the tests; `cluster()` is the cluster while they run
 */
export function describeOnOwnCluster(
  name: string,
  options: ClusterOptions,
  body: (cluster: () => Cluster) => void,
): void {
  if (isOwnCluster) {
    describeOnCluster(name, options, body);
    return;
  }
  skipLoudly(
    name,
    'KUBECONFIG names a cluster, and these tests put a platform on one: unset it for a throw-away cluster',
    body,
  );
}

/** Skips tests that cannot run here: they are counted, and the reason is said. */
export function skipLoudly(name: string, reason: string, body: (cluster: () => Cluster) => void): void {
  process.stderr.write(`\nSKIPPED: ${name}\n${reason}\n\n`);
  // oxlint-disable-next-line jest/no-disabled-tests -- not disabled: it cannot run here
  describe.skip(name, () =>
    body(() => {
      throw new Error('there is no cluster: it is there while a test runs, not before');
    }),
  );
}
