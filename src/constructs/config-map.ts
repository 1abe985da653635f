import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `ConfigMap`. */
export interface ConfigMapProps extends Identity {
  /** Entries: files or environment variables of the pods that use it. */
  readonly data?: Readonly<Record<string, string>>;
  /** Entries that are no text, in base64. @default - none */
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** Configuration of a service that is no secret. Pods read it at their start: see `checksum/config` of `podTemplate`. */
export class ConfigMap extends Manifest<kubernetes.ConfigMap> {
  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(props, syncWave.infrastructure),
      ...(props.data === undefined ? {} : { data: props.data }),
      ...(props.binaryData === undefined ? {} : { binaryData: props.binaryData }),
    });
  }
}
