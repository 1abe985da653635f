import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';

/** A line of a policy that Argo CD can read. */
export type PolicyLine =
  | {
      readonly type: 'permission';
      readonly subject: string;
      readonly resource: string;
      readonly action: string;
      readonly object: string;
      readonly effect: string;
    }
  | { readonly type: 'grant'; readonly subject: string; readonly role: string };

/** A line, as text and as what it says. `line` is undefined when Argo CD cannot read it. */
export interface ReadPolicyLine {
  readonly text: string;
  readonly line: PolicyLine | undefined;
  readonly policy: RbacPolicy;
}

/** Where policies are written: a key of `argocd-rbac-cm`, or a role of an AppProject. */
export interface RbacPolicy {
  readonly object: ManifestObject;
  readonly path: Path;
  readonly text: string;
  /** Set for the role of an AppProject, which may give rights in this project only. */
  readonly project?: string;
}

/** Roles that Argo CD brings with it. */
export const builtInRoles: readonly string[] = ['role:admin', 'role:readonly'];

/** Policies of a unit. Argo CD puts `policy.csv` and every `policy.<name>.csv` together. */
export function policiesOf(inventory: Inventory): readonly RbacPolicy[] {
  return [...inventory.ofKind('ConfigMap').flatMap(ofConfigMap), ...inventory.ofKind('AppProject').flatMap(ofProject)];
}

/** Lines of all policies of a unit, without comments and empty ones. */
export function policyLinesOf(inventory: Inventory): readonly ReadPolicyLine[] {
  return policiesOf(inventory).flatMap((policy) =>
    policy.text
      .split('\n')
      .map((text) => text.trim())
      .filter((text) => text !== '' && !text.startsWith('#'))
      .map((text) => ({ text, line: readLine(text), policy })),
  );
}

function readLine(text: string): PolicyLine | undefined {
  const [type, subject = '', ...rest] = text.split(',').map((token) => token.trim().replace(/^"(.*)"$/, '$1'));
  const [second = '', action = '', object = '', effect = ''] = rest;
  if (type === 'g' && rest.length === 1) return { type: 'grant', subject, role: second };
  if (type === 'p' && rest.length === 4) {
    return { type: 'permission', subject, resource: second, action, object, effect };
  }
  return undefined;
}

function ofConfigMap(object: ManifestObject): readonly RbacPolicy[] {
  if (object.name !== 'argocd-rbac-cm') return [];
  return Object.entries(mappingAt(object.value, ['data'])).flatMap(([key, text]) =>
    typeof text === 'string' && /^policy\.(?:[^.]+\.)?csv$/.test(key) ? [{ object, path: ['data', key], text }] : [],
  );
}

function ofProject(object: ManifestObject): readonly RbacPolicy[] {
  return listAt(object.value, ['spec', 'roles']).flatMap((role, index) =>
    listAt(isMapping(role) ? role : {}, ['policies']).flatMap((text, position) =>
      typeof text === 'string'
        ? [{ object, path: ['spec', 'roles', index, 'policies', position], text, project: object.name }]
        : [],
    ),
  );
}
