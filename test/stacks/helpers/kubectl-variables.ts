import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findPrograms } from '../../cluster/tools/find-programs';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** The real kubectl, where there is one. */
export const kubectl = findPrograms(['kubectl']).found.get('kubectl');

/**
 * Variables of an environment with nothing on PATH but kubectl, and a kubeconfig for one server.
 *
 * @param server URL of an API server. @default - no kubectl, and no kubeconfig
 */
export function kubectlVariables(server?: string): Readonly<Record<string, string>> {
  const folder = temporaryFolder();
  const nothing = { PATH: folder, HOME: folder };
  if (server === undefined || kubectl === undefined) return nothing;
  symlinkSync(kubectl, join(folder, 'kubectl'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig(server));
  return { ...nothing, KUBECONFIG: file };
}

function kubeconfig(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    contexts: [{ name: 'here', context: { cluster: 'here', user: 'me' } }],
    clusters: [{ name: 'here', cluster: { server } }],
    users: [{ name: 'me', user: { token: 'none' } }],
  });
}
