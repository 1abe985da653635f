/** A workload whose number of pods somebody else decides. */
export interface ScaleTarget {
  readonly kind: 'Deployment' | 'Rollout' | 'StatefulSet';
  readonly name: string;
}

/** The same in the words of cdk8s-plus. */
export interface ScalingTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Containers of cdk8s-plus, of which an autoscaler without metrics asks for limits: none. */
  readonly containers: never[];
  /** A fixed number of pods, which an autoscaler of cdk8s-plus refuses. @default - none */
  readonly replicas?: number;
}

const apiVersions = { Deployment: 'apps/v1', Rollout: 'argoproj.io/v1alpha1', StatefulSet: 'apps/v1' } as const;

/** The reference to a workload that a HorizontalPodAutoscaler and a ScaledObject hold. */
export function scaleTargetRef({ kind, name }: ScaleTarget) {
  return { apiVersion: apiVersions[kind], kind, name };
}
