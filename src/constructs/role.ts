import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** What somebody may do with some resources of a namespace. */
export interface RoleRule {
  /** API groups; `''` is the core group. */
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Only objects of these names. @default - all */
  readonly resourceNames?: readonly string[] | undefined;
}

/** Properties of a `Role`. */
export interface RoleProps extends Identity {
  readonly rules: readonly RoleRule[];
}

/** What somebody may do in a namespace; a `RoleBinding` says who. */
export class Role extends Manifest<kubernetes.Role> {
  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadataOf(props, syncWave.infrastructure),
      rules: props.rules.map(ruleOf),
    });
  }
}

function ruleOf({ apiGroups, resources, verbs, resourceNames }: RoleRule): kubernetes.PolicyRule {
  return { apiGroups, resources, verbs, ...(resourceNames === undefined ? {} : { resourceNames }) };
}
