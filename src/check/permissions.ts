import type { ManifestObject, Path } from '../manifests/manifest';
import { listAt } from '../manifests/value-at';
import type { Inventory } from './inventory';

/** One rule of a role. */
export interface Permission {
  readonly object: ManifestObject;
  readonly path: Path;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether it is for all objects, not for some names only. */
  readonly isForAll: boolean;
}

/** What the roles and cluster roles allow, rule by rule. */
export function permissionsIn(inventory: Inventory): readonly Permission[] {
  const roles = [...inventory.ofKind('Role'), ...inventory.ofKind('ClusterRole')];
  return roles.flatMap((object) =>
    listAt(object.value, ['rules']).map((rule, index) => ({
      object,
      path: ['rules', index],
      groups: listAt(rule, ['apiGroups']).map(String),
      resources: listAt(rule, ['resources']).map(String),
      verbs: listAt(rule, ['verbs']).map(String),
      isForAll: listAt(rule, ['resourceNames']).length === 0,
    })),
  );
}

/** How a role is called in a message: `the ClusterRole "web"`. */
export function roleName({ kind, name }: ManifestObject): string {
  return `the ${kind} "${name}"`;
}

/** Bindings of roles to people and ServiceAccounts. */
export function bindingsIn(inventory: Inventory): readonly ManifestObject[] {
  return [...inventory.ofKind('RoleBinding'), ...inventory.ofKind('ClusterRoleBinding')];
}
