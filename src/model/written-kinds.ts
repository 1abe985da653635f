import { isClusterKind } from './kind-scope';
import type { Kind } from './placement';
import type { Resolved } from './resolve';
import { apiGroupOf } from './service-manifests';

/** Kinds of objects that services have of their own, besides those that every service may have. */
export interface WrittenKinds {
  readonly namespaced: readonly Kind[];
  readonly cluster: readonly Kind[];
}

/**
 * The kinds that an AppProject has to permit, in the order of their names.
 *
 * @param usual kinds that it permits anyway
 */
export function writtenKinds(users: readonly Resolved[], usual: readonly Kind[]): WrittenKinds {
  const found = new Map<string, Kind>();
  // Also of what is retired: Argo CD prunes nothing that its project does not permit.
  for (const { manifests } of users) {
    for (const { objects } of manifests)
      for (const object of objects) {
        const kind = { group: apiGroupOf(object), kind: object.kind };
        found.set(`${kind.group}/${kind.kind}`, kind);
      }
  }
  for (const { group, kind } of usual) found.delete(`${group}/${kind}`);
  const kinds = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  return {
    namespaced: kinds.filter((kind) => !isClusterKind(kind)),
    cluster: kinds.filter(isClusterKind),
  };
}
