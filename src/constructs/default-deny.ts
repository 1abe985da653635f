import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `DefaultDeny`. */
export type DefaultDenyProps = Identity;

/**
 * Denies all traffic of a namespace's pods, in both directions. Other policies of the namespace add what is allowed.
 *
 * A direction that is named in `policyTypes` and has no rules is closed. Empty lists of rules are not written: the API
 * server drops them, and every further apply would be a change.
 */
export class DefaultDeny extends Manifest<kubernetes.NetworkPolicy> {
  constructor(scope: Construct, id: string, props: DefaultDenyProps) {
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  }
}
