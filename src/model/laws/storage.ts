import { replicasOf } from '../capacity';
import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { decidingLayer } from '../layers';
import { hasMembers } from '../pods';
import type { Resolved } from '../resolve';
import { isTried } from '../settings';
import { placeOf } from './place-of';

/** Each pod has a volume of its own: what would run on it twice, or several times without anybody having wanted it, is refused. */
export function checkStorage(resolved: Resolved): readonly Breach[] {
  return [...twoVersions(resolved), ...severalPods(resolved), ...dottedName(resolved)];
}

function* twoVersions(resolved: Resolved): Iterable<Breach> {
  const { wants, settings, service } = resolved;
  if (hasMembers(wants) && settings.rollout.strategy !== 'rolling') {
    const { strategy } = settings.rollout;
    const isOfMembers = wants.storage === undefined;
    const who = `service "${service}" ${isOfMembers ? 'runs members, of which each has one name' : 'has storage'}`;
    const twice = isOfMembers ? 'would run two versions of them' : 'would run two versions on it';
    yield {
      ...placeOf(resolved, ['rollout', 'strategy']),
      message: `${who}, and ${strategy} ${isTried(settings.rollout) ? twice : 'is no way to replace the pods of a StatefulSet: each ends before the next one of its name starts'}`,
      hint: `use the strategy rolling, or remove ${isOfMembers ? '"runs: members"' : 'storage'}`,
    };
  }
  if (wants.backup !== undefined && wants.storage === undefined) {
    yield {
      document: documents.service(service),
      path: ['backup'],
      message: `service "${service}" has a backup but no storage`,
      hint: 'add storage or remove backup',
    };
  }
}

/** Several databases behind one Service are no copies of each other, so an environment cannot know that a service wants them. */
function* severalPods(resolved: Resolved): Iterable<Breach> {
  const { wants, service, environment } = resolved;
  const { most } = replicasOf(resolved);
  if (wants.storage === undefined || most <= 1) return;
  if (decidingLayer(resolved.layers, ['scale'])?.kind !== 'environment') return;
  yield {
    document: documents.service(service),
    path: ['storage'],
    message: `service "${service}" has storage, and the defaults of "${environment}" give it ${most} pods: each has a volume of its own, and one Service leads to all of them`,
    hint: 'add "scale: { owner: fixed, replicas: 1 }" to the service, or a scale of more pods if they copy their data to each other',
  };
}

/** Pods of a StatefulSet are hosts, and called after it: its name is one label (validation of StatefulSets since Kubernetes 1.36). */
function* dottedName({ wants, service }: Resolved): Iterable<Breach> {
  const name = wants.names?.workload;
  if (!hasMembers(wants) || name?.includes('.') !== true) return;
  yield {
    document: documents.service(service),
    path: ['names', 'workload'],
    message: `service "${service}" has ${wants.storage === undefined ? 'members' : 'storage'}, and the name "${name}" of its StatefulSet has a dot, which the names of its pods must not have`,
    hint: 'write "-" for each dot',
  };
}
