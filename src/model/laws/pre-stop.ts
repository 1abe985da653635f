import { containerContract } from '../container-contract';
import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { knowsSleep } from '../resolve';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** What happens before the end leaves time for the end, and is known to the cluster. */
export function* checkPreStop(resolved: Resolved): Iterable<Breach> {
  const { preStop, terminationGracePeriodSeconds: grace } = resolved.settings;
  if (!('sleepSeconds' in preStop) || preStop.sleepSeconds === 0) return;
  const path = ['preStop', 'sleepSeconds'];
  if (preStop.sleepSeconds >= grace) {
    const paths = [path, ['terminationGracePeriodSeconds']];
    yield {
      ...placeOf(resolved, ...paths),
      message: `${nameOf(resolved, ...paths)} sleeps for ${preStop.sleepSeconds} seconds of the ${grace} that it has to end, and is killed before it hears of it`,
      hint: `raise terminationGracePeriodSeconds or lower preStop.sleepSeconds; ${containerContract}`,
    };
  }
  if (knowsSleep(resolved.where)) return;
  yield {
    ...placeOf(resolved, path),
    message: `preStop.sleepSeconds needs Kubernetes 1.30, and "${resolved.environment}" has ${resolved.where.cluster.kubernetesVersion}`,
    hint: `write preStop: { command: [sleep, "${preStop.sleepSeconds}"] } if the image has such a program; the version is in catalog/${documents.environment(resolved.environment)}`,
  };
}
