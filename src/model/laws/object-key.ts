import type { Resolved } from '../resolve';

/** Tells objects of one kind apart: two placements with one key would make one object. */
export function objectKey({ environment, namespace }: Resolved, name: string): string {
  return `${environment} ${namespace} ${name}`;
}
