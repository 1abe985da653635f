import { execFileSync } from 'node:child_process';

import { argocdVariables } from '../harness/argocd-cli';
import type { Cluster } from '../harness/cluster';
import { programFile } from '../harness/program-file';

/** Runs a line of Argo CD's command line, as a page tells a person to, and waits for it. Returns what it says. */
export function argocd({ argocd: address, kubeconfig }: Cluster, line: string): string {
  if (address === undefined) throw new Error('the cluster has no Argo CD that was started here');
  return execFileSync(programFile('argocd'), line.split(' '), {
    encoding: 'utf8',
    // It may wait for what has come already.
    timeout: 180_000,
    env: { ...argocdVariables(address), KUBECONFIG: kubeconfig },
  });
}
