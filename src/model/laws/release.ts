import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { latestVersion, notPinned } from '../overlay';
import type { Resolved } from '../resolve';

/** A release names one build for good, so that going back to it is possible. */
export function* checkRelease({ service, environment, wants, overlay }: Resolved): Iterable<Breach> {
  if (overlay.release.version !== latestVersion || wants.unadopted?.includes('pinned-version') === true) return;
  yield {
    document: documents.overlay(service, environment),
    path: ['release', 'version'],
    message: `"${latestVersion}" ${notPinned}`,
    hint: 'write the version that runs',
  };
}
