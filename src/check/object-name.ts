import type { FindingObject } from './finding';

/**
 * An object as people name it: `Deployment/dev/web`, `ClusterRole/admin`. Without the version of its API, so that moving
 * to the next one changes no accepted finding and no exception.
 */
export function objectName({ kind, namespace, name }: Omit<FindingObject, 'apiVersion'>): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
