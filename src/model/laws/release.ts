import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { latestVersion, noVersion, notPinned } from '../overlay';
import { hasLastingPods } from '../pods';
import type { Resolved } from '../resolve';
import type { Service } from '../service';

/** A release names one build for good, so that going back to it is possible. */
export function* checkRelease({ service, environment, wants, overlay }: Resolved): Iterable<Breach> {
  const { version } = overlay.release;
  const document = documents.overlay(service, environment);
  if (version === noVersion && hasVersion(wants)) {
    yield {
      document,
      path: ['release'],
      // As a schema says it, which does not know what the service is.
      message: '"release" is missing',
      hint: 'add it: what runs here',
    };
  }
  if (version !== latestVersion || wants.unadopted?.includes('pinned-version') === true) return;
  yield {
    document,
    path: ['release', 'version'],
    message: `"${latestVersion}" ${notPinned}`,
    hint: 'write the version that runs',
  };
}

/** Whether there are several of what it is: an image, a chart. A kustomization without an image is what the repository has. */
function hasVersion(wants: Service): boolean {
  if (wants.kustomization !== undefined) return wants.kustomization.image !== undefined;
  return hasLastingPods(wants) || wants.runs === 'jobs';
}
