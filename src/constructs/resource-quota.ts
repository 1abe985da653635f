import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `ResourceQuota`. */
export interface ResourceQuotaProps extends Identity {
  /** CPU and memory that all pods together may request. */
  readonly requests: { readonly cpu: string; readonly memory: string };
  /** CPU and memory that all pods together may have as limits. */
  readonly limits: {
    /** Without it pods need no limit of CPU. @default - it is not bounded */
    readonly cpu?: string;
    readonly memory: string;
  };
  /** Number of pods that may exist at once. */
  readonly pods: number;
}

/** What one namespace may use in all. A pod that says nothing about CPU and memory needs a `LimitRange` beside it. */
export class ResourceQuota extends Manifest<kubernetes.ResourceQuota> {
  constructor(scope: Construct, id: string, props: ResourceQuotaProps) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        hard: {
          ...(props.limits.cpu === undefined ? {} : { 'limits.cpu': props.limits.cpu }),
          'limits.memory': props.limits.memory,
          pods: String(props.pods),
          'requests.cpu': props.requests.cpu,
          'requests.memory': props.requests.memory,
        },
      },
    });
  }
}
