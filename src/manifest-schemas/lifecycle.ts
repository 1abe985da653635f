/**
 * The end of a built-in kind in one version, by minor versions of Kubernetes ("1.22"), as Kubernetes' sources declare it
 * (kubernetes.io/docs/reference/using-api/deprecation-policy).
 */
export interface Lifecycle {
  /** The server warns from this version on. */
  readonly deprecatedIn?: string;
  /** No longer served from this version on; of versions to come it is the plan. */
  readonly removedIn?: string;
  /** What to write instead: `networking.k8s.io/v1 Ingress`. */
  readonly replacement?: string;
}

/** `networking.k8s.io/v1beta1 Ingress` -> its end. Kinds that stay are not there. */
export type Lifecycles = Readonly<Record<string, Lifecycle>>;

/** Says where a kind stands in a version of Kubernetes. */
export function lifecycleStage(lifecycle: Lifecycle, minor: string): 'current' | 'deprecated' | 'removed' {
  if (lifecycle.removedIn !== undefined && isAtLeast(minor, lifecycle.removedIn)) return 'removed';
  if (lifecycle.deprecatedIn !== undefined && isAtLeast(minor, lifecycle.deprecatedIn)) return 'deprecated';
  return 'current';
}

/** Compares versions by their numbers: 1.9 comes before 1.16. */
function isAtLeast(minor: string, limit: string): boolean {
  return minor.localeCompare(limit, 'en', { numeric: true }) >= 0;
}

/** The file is written by us; that it is an object of objects is enough. */
export function isLifecycles(content: unknown): content is Lifecycles {
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.values(content).every((value) => typeof value === 'object' && value !== null)
  );
}
