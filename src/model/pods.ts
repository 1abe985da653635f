import type { Service } from './service';

/** What a service says of its pods. */
type Said = Pick<Service, 'runs'> & { readonly storage?: Service['storage'] };

/** Whether its pods are members: each has a name of its own that stays, as those of a StatefulSet. Storage makes them so, too. */
export function hasMembers({ runs, storage }: Said): boolean {
  return runs === 'members' || storage !== undefined;
}

/** Whether it has pods that go on: not what is nothing but jobs, a name for variants, or manifests. */
export function hasLastingPods({ runs }: Said): boolean {
  return runs !== 'jobs' && runs !== 'variants' && runs !== 'manifests';
}

/** Whether it has pods that go on and that somebody counts: not those of jobs, or of each node. */
export function hasCountedPods({ runs }: Said): boolean {
  return runs === 'pods' || runs === 'members';
}
