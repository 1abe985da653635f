import type { ArgoCdSettings } from '../settings/argocd';

/** How many pods may be away at once when nodes are drained. */
export interface DisruptionBudget {
  readonly maxUnavailable: number;
}

/** What makes Argo CD outlive a node. */
export interface HighAvailability {
  /** Of the parts that can have more than one pod. */
  readonly replicated: {
    readonly replicas?: number;
    readonly pdb?: DisruptionBudget & { readonly enabled: boolean };
  };
  /** Budget of a Redis of three pods. @default - Redis has one pod, and is filled anew when it was away */
  readonly redisCluster?: DisruptionBudget;
}

/** Pods of the replicated Redis, and of the proxy before it: no two share a node. */
const redisPods = 3;

/**
 * What a highly available Argo CD has more of. There is one controller in any case (see `cmdParams`), and one that sends
 * notifications: two would send everything twice.
 */
export function highAvailability({
  highlyAvailable = false,
  nodes = 1,
}: Pick<ArgoCdSettings, 'highlyAvailable' | 'nodes'>): HighAvailability {
  if (!highlyAvailable) return { replicated: {} };
  const budget = { maxUnavailable: 1 };
  return {
    replicated: { replicas: 2, pdb: { enabled: true, ...budget } },
    ...(nodes < redisPods ? {} : { redisCluster: budget }),
  };
}
