import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `ServiceAccount`. */
export interface ServiceAccountProps extends Identity {
  /** Whether pods get a token for the API server. Most services never call it. @default false */
  readonly automountToken?: boolean;
  /** Secrets with which its pods pull images. @default - none */
  readonly pullSecrets?: readonly string[];
}

/** The identity of a service's pods. A pod that names an account which does not exist is never created. */
export class ServiceAccount extends Manifest<kubernetes.ServiceAccount> {
  constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    const { pullSecrets = [] } = props;
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadataOf(props, syncWave.infrastructure),
      automountServiceAccountToken: props.automountToken ?? false,
      ...(pullSecrets.length === 0 ? {} : { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
    });
  }
}
