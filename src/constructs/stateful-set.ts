import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import type { ClaimAccess } from './persistent-volume-claim';
import { podTemplate } from './pod-template';
import type { PodTemplateProps } from './pod-template';

/** A volume that each pod of a `StatefulSet` has for itself, and that outlives it. */
export interface StatefulSetVolume {
  readonly name: string;
  readonly mountPath: string;
  /** Part of the volume that is seen there. @default - all of it */
  readonly subPath?: string | undefined;
  /** Cannot be changed later: see Kubernetes, "StatefulSet Basics". */
  readonly size: string;
  /** StorageClass. @default - that of the cluster */
  readonly className?: string | undefined;
  /** How many pods, on how many nodes, may use it at once. @default ReadWriteOnce */
  readonly accessMode?: ClaimAccess | undefined;
}

/** Properties of a `StatefulSet`. */
export interface StatefulSetProps extends Identity {
  /** Labels by which it finds its pods. They cannot be changed later. */
  readonly selector: Readonly<Record<string, string>>;
  /** Name of the headless Service that gives each pod a host name. It cannot be changed later. */
  readonly headlessServiceName: string;
  /** Number of pods. @default - left to whoever scales it: a count in Git would undo what an autoscaler did */
  readonly replicas?: number;
  /** Those that each pod has for itself. */
  readonly volumes: readonly StatefulSetVolume[];
  /** Whether pods start one after the other, or all at once. It cannot be changed later. @default OrderedReady */
  readonly podManagement?: 'OrderedReady' | 'Parallel';
  /** How long a new pod must be ready before it counts, in seconds. @default 0 */
  readonly minReadySeconds?: number;
  /** Former versions that are kept in the cluster. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** The pods, spread by the selector. */
  readonly pod: Omit<PodTemplateProps, 'spreadBy' | 'claims'>;
}

/** Pods with a name of their own, and perhaps volumes, which stay when the pods go. */
export class StatefulSet extends Manifest<kubernetes.StatefulSet> {
  constructor(scope: Construct, id: string, props: StatefulSetProps) {
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        revisionHistoryLimit: props.revisionHistoryLimit ?? 10,
        ...(props.minReadySeconds === undefined ? {} : { minReadySeconds: props.minReadySeconds }),
        serviceName: props.headlessServiceName,
        selector: { matchLabels: props.selector },
        podManagementPolicy: props.podManagement ?? 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        template: podTemplate({ ...props.pod, spreadBy: props.selector, claims: props.volumes }),
        ...claimsOf(props),
      },
    });
  }
}

/** Without volumes nothing is said of claims. */
function claimsOf({
  volumes,
  selector,
}: StatefulSetProps): Pick<
  kubernetes.StatefulSetSpec,
  'persistentVolumeClaimRetentionPolicy' | 'volumeClaimTemplates'
> {
  if (volumes.length === 0) return {};
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: volumes.map((volume) => claimOf(volume, selector)),
  };
}

// Claim templates cannot be changed, so they carry no label that a release changes. Kind and volume mode are what the
// API server fills in: said here, they are no difference for Argo CD.
function claimOf(
  volume: StatefulSetVolume,
  labels: Readonly<Record<string, string>>,
): kubernetes.PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: volume.name, labels },
    spec: {
      accessModes: [volume.accessMode ?? 'ReadWriteOnce'],
      resources: { requests: { storage: volume.size } },
      ...(volume.className === undefined ? {} : { storageClassName: volume.className }),
      volumeMode: 'Filesystem',
    },
  };
}
