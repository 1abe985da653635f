/** A workload whose number of pods somebody else decides. */
export interface ScaleTarget {
  readonly kind: 'Deployment' | 'Rollout' | 'StatefulSet';
  readonly name: string;
}

const apiVersions = { Deployment: 'apps/v1', Rollout: 'argoproj.io/v1alpha1', StatefulSet: 'apps/v1' } as const;

/** The reference to a workload that a HorizontalPodAutoscaler and a ScaledObject hold. */
export function scaleTargetRef({ kind, name }: ScaleTarget) {
  return { apiVersion: apiVersions[kind], kind, name };
}
