import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `RoleBinding`. */
export interface RoleBindingProps extends Identity {
  /** Name of the Role. It cannot be changed later. */
  readonly role: string;
  /** Name of the ServiceAccount, in the same namespace. */
  readonly serviceAccount: string;
}

/** Lets the pods of a ServiceAccount do what a `Role` says. */
export class RoleBinding extends Manifest<kubernetes.RoleBinding> {
  constructor(scope: Construct, id: string, props: RoleBindingProps) {
    super(scope, id, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadataOf(props, syncWave.infrastructure),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: props.role },
      subjects: [{ kind: 'ServiceAccount', name: props.serviceAccount, namespace: props.namespace }],
    });
  }
}
