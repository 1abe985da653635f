import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { insideOf } from '../manifests/boundary';
import type { Programs } from '../manifests/programs';
import { RemoteLoads } from '../manifests/remote-loads';
import type { PlacedSoftware } from '../model/placed-software';
import { inFolder } from './in-folder';
import { SoftwareFaults } from './software-fault';
import type { SoftwareFiles } from './unpack';

/**
 * Builds a kustomization. Nothing in it is asked for the time or for chance, so once is enough.
 *
 * @returns the text that kustomize writes
 * @throws SoftwareFaults when it cannot be built
 */
export function renderKustomization(files: SoftwareFiles, { built }: PlacedSoftware, programs: Programs): string {
  return inFolder(files, (root) => {
    const folder = join(root, built);
    if (!folder.startsWith(root) || !existsSync(folder))
      throw fault(`there is no folder "${built}" below kustomization/`, 'correct kustomization.folder');
    const reason = new RemoteLoads(insideOf(root)).whyNotBuilt(folder);
    if (reason !== undefined) throw fault(`the kustomization is not built: ${reason}`, 'put what it loads beside it');
    const result = programs.kustomize(folder);
    if (result === 'not installed')
      throw fault(
        'neither kustomize nor kubectl is installed, and the service is a kustomization',
        'install kustomize, so that it is on the PATH',
      );
    if ('output' in result) return result.output;
    throw fault(
      `kustomize cannot build it: ${result.failure.replaceAll(root, 'kustomization')}`,
      '"kustomize build" says more',
    );
  });
}

function fault(message: string, hint: string): SoftwareFaults {
  return new SoftwareFaults([{ path: ['kustomization'], message, hint }]);
}
