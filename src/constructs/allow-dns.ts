import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { peerOf, portsOf } from './network-policy';
import type { NetworkPeer } from './network-policy';

/** Properties of an `AllowDns`. */
export interface AllowDnsProps extends Identity {
  /** Who answers DNS, each with its ports. */
  readonly dns: readonly NetworkPeer[];
}

/** Lets every pod of a namespace ask DNS: nothing finds anything without it, not even a job that somebody starts by hand. */
export class AllowDns extends Manifest<kubernetes.NetworkPolicy> {
  constructor(scope: Construct, id: string, props: AllowDnsProps) {
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: props.dns.map((peer) => ({ to: [peerOf(peer)], ...portsOf(peer) })),
      },
    });
  }
}
