import { findPrograms, sayMissing } from '../tools/find-programs';
import { onThisMachine } from '../harness/on-this-machine';
import { programsOf, startCluster } from '../harness/cluster';
import type { Cluster, ClusterOptions } from '../harness/cluster';

/** A cluster takes its time to start, and what runs on it, too. */
const startSeconds = 300;

/**
 * Tests that share a cluster, which is started before the first of them and ended after the last.
 * Where programs are missing the tests are skipped: they are counted, and what is missing is said.
 *
 * @param body declares the tests; `cluster()` is the cluster while they run
 */
export function describeOnCluster(name: string, options: ClusterOptions, body: (cluster: () => Cluster) => void): void {
  const { missing } = findPrograms(programsOf(options));
  if (missing.length > 0) {
    process.stderr.write(`\nSKIPPED: ${name}\n${sayMissing(missing)}\n\n`);
    // oxlint-disable-next-line jest/no-disabled-tests -- not disabled: it cannot run without these programs
    describe.skip(name, () => body(noCluster));
    return;
  }
  const milliseconds = onThisMachine(startSeconds) * 1000;
  // oxlint-disable-next-line jest/valid-title -- the title of the caller
  describe(name, () => {
    let started: Cluster | undefined;
    beforeAll(async () => {
      started = await startCluster(options);
    }, milliseconds);
    body(() => started ?? noCluster());
    // Behind those of the body, as they run in this order: what a test started on the cluster ends before it.
    afterAll(async () => {
      await started?.end();
    }, milliseconds);
  });
}

function noCluster(): never {
  throw new Error('there is no cluster: it is there while a test runs, not before');
}
