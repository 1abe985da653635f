import { execFileSync } from 'node:child_process';

import type { Cluster } from '../harness/cluster';
import { findPrograms } from '../tools/find-programs';

/** Runs Argo CD's command line, as a page tells a person to. Returns what it says. */
export function argocd({ argocd: server, kubeconfig }: Cluster, line: string): string {
  const file = findPrograms(['argocd']).found.get('argocd');
  if (file === undefined || server === undefined) throw new Error('the cluster has no Argo CD that was started here');
  return execFileSync(file, line.split(' '), {
    encoding: 'utf8',
    env: {
      ...process.env,
      KUBECONFIG: kubeconfig,
      ARGOCD_BINARY_NAME: 'argocd',
      ARGOCD_SERVER: new URL(server).host,
      ARGOCD_OPTS: '--plaintext',
    },
  });
}
