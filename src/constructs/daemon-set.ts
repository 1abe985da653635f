import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { podTemplate } from './pod-template';
import type { PodTemplateProps } from './pod-template';

/** Properties of a `DaemonSet`. */
export interface DaemonSetProps extends Identity {
  /** Labels by which it finds its pods. They cannot be changed later. */
  readonly selector: Readonly<Record<string, string>>;
  /** New pods that may be beside those that they replace: of all nodes, in number or percent. @default 0 */
  readonly maxSurge?: number | string;
  /** Nodes that may be without one while pods are replaced; 0 with `maxSurge`, and only then. @default 1 */
  readonly maxUnavailable?: number | string;
  /** How long a new pod must be ready before it counts, in seconds. @default 0 */
  readonly minReadySeconds?: number;
  /** Former versions that are kept in the cluster. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** The pods, of which no node has two. */
  readonly pod: Omit<PodTemplateProps, 'spreadBy'>;
}

/** A pod on each node that the pods may run on. */
export class DaemonSet extends Manifest<kubernetes.DaemonSet> {
  constructor(scope: Construct, id: string, props: DaemonSetProps) {
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        revisionHistoryLimit: props.revisionHistoryLimit ?? 10,
        ...(props.minReadySeconds === undefined ? {} : { minReadySeconds: props.minReadySeconds }),
        selector: { matchLabels: props.selector },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: props.maxSurge ?? 0, maxUnavailable: props.maxUnavailable ?? 1 },
        },
        template: podTemplate(props.pod),
      },
    });
  }
}
