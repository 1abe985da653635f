import { delimiter, dirname } from 'node:path';

import type { Output } from '../../../src/cli/context';
import { alignRows } from '../../../src/cli/table';
import { findPrograms } from '../tools/find-programs';
import type { Machine } from '../tools/machine';
import type { ClusterRecord } from './record-file';

/** What a cluster is reached by. */
export type Addresses = Pick<ClusterRecord, 'kubeconfig' | 'server' | 'argocd' | 'git' | 'folder'>;

/** Says what to do with a cluster that runs: lines that can be pasted into a shell. */
export function showNextSteps({ kubeconfig, argocd }: Addresses, machine: Machine, { write, colours }: Output): void {
  const { found } = findPrograms(['kubectl', 'argocd'], machine);
  const folders = (machine.variables['PATH'] ?? '').split(delimiter);
  const command = (name: 'kubectl' | 'argocd'): string => {
    const file = found.get(name) ?? name;
    return folders.includes(dirname(file)) ? name : file;
  };
  write(`\n${colours.bold('Next')}\n`);
  write(`  export KUBECONFIG=${kubeconfig}\n`);
  write(`  ${command('kubectl')} get nodes\n`);
  if (argocd !== undefined) {
    // "--core" wants the ConfigMap and the pods of an installed Argo CD; this one is asked over HTTP, without a login.
    write(`  export ARGOCD_SERVER=${new URL(argocd).host} ARGOCD_OPTS=--plaintext\n`);
    write(`  ${command('argocd')} app list\n`);
  }
  write(`${colours.bold('End it')}\n  npm run cluster -- down\n`);
}

/** Where everything is. */
export function showAddresses({ server, argocd, git, folder }: Addresses, { write }: Output): void {
  const rows = [
    ['API server', server],
    // Built by Go alone, its server has no pages for a browser.
    ['Argo CD', argocd === undefined ? undefined : `${argocd}/api/v1/applications (no login; the API only, no pages)`],
    ['Git', git?.url],
    ['logs', `${folder}/logs`],
  ].flatMap(([name = '', address]) => (address === undefined ? [] : [[{ text: `  ${name}` }, { text: address }]]));
  write(`${alignRows(rows).join('\n')}\n`);
}
