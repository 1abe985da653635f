import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** How many pods, on how many nodes, may use a volume at once (Kubernetes, "Access Modes"). */
export type ClaimAccess = 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOncePod';

/** Properties of a `PersistentVolumeClaim`. */
export interface PersistentVolumeClaimProps extends Identity {
  readonly size: string;
  /** StorageClass. @default - that of the cluster */
  readonly className?: string;
  /** How many pods, on how many nodes, may use it at once. @default ReadWriteOnce */
  readonly accessMode?: ClaimAccess;
  /** Whether Argo CD leaves it, and the data on it, when it is gone from Git or its Application is deleted. @default true */
  readonly isKept?: boolean;
}

/**
 * A volume that outlives pods.
 *
 * Its wave is that of the workload. Most storage classes make the volume when its first pod is there
 * (`WaitForFirstConsumer`); Argo CD, which waits for a claim to be bound, would never come to an earlier wave's pod
 * (argoproj/argo-cd#12840).
 */
export class PersistentVolumeClaim extends Manifest<kubernetes.PersistentVolumeClaim> {
  constructor(scope: Construct, id: string, props: PersistentVolumeClaimProps) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadataOf(props.isKept === false ? props : kept(props), syncWave.workload),
      spec: {
        accessModes: [props.accessMode ?? 'ReadWriteOnce'],
        resources: { requests: { storage: props.size } },
        ...(props.className === undefined ? {} : { storageClassName: props.className }),
        volumeMode: 'Filesystem',
      },
    });
  }
}

function kept(identity: Identity): Identity {
  return {
    ...identity,
    annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', ...identity.annotations },
  };
}
