/** Percent of the pods that are of the new release. */
export interface CanaryShare {
  readonly pods: number;
  readonly of: number;
  readonly percent: number;
}

/**
 * How near a canary without a traffic router comes to a weight: Argo Rollouts can only count pods. It takes the count that
 * comes nearest, of as many pods as there are, or one more where it may surge, and never none of a release that has a share.
 */
export function canaryShare(replicas: number, weight: number, maySurge: boolean): CanaryShare {
  const wanted = (replicas * weight) / 100;
  const totals = maySurge ? [replicas, replicas + 1] : [replicas];
  const counts = [Math.ceil(wanted), Math.floor(wanted)];
  const isWhole = weight === 0 || weight === 100;
  const options = totals.flatMap((total) =>
    counts
      .filter((count) => isWhole || (count > 0 && count < total))
      .map((count) => ({ pods: count, of: total, percent: Math.round((100 * count) / total) })),
  );
  const [first = { pods: replicas, of: replicas, percent: 100 }, ...rest] = options;
  return rest.reduce((best, one) => (distance(one, weight) < distance(best, weight) ? one : best), first);
}

function distance({ pods, of }: CanaryShare, weight: number): number {
  return Math.abs((100 * pods) / of - weight);
}
