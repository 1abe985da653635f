import type { KubernetesObject } from './manifest';

/** What every object has: its name, where it lives, and how it is found. */
export interface Identity {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** @default - none besides the sync wave */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Order among the objects of an Application. @default - the wave of the kind, see `syncWave` */
  readonly wave?: number;
}

/**
 * Order in which Argo CD applies the objects of an Application; it waits for one wave to be healthy before the next
 * (Argo CD, "Sync Phases and Waves").
 *
 * Policies are infrastructure, not routing: in a namespace that denies by default, a pod whose policy came after it could
 * never reach its database, never become ready, and the wave with its policy would never start.
 */
export const syncWave = {
  /** What pods need before they start: accounts, configuration, secrets, policies, claims. */
  infrastructure: -10,
  /** What watches them. */
  monitoring: -5,
  /** What runs, and what finds and counts it. */
  workload: 0,
  /** What lets traffic in. */
  routing: 5,
} as const;

/** Metadata of an object that is applied in a wave. */
export function metadataOf(identity: Identity, wave: number): Required<KubernetesObject['metadata']> {
  return {
    name: identity.name,
    namespace: identity.namespace,
    labels: identity.labels,
    annotations: { ...identity.annotations, 'argocd.argoproj.io/sync-wave': String(identity.wave ?? wave) },
  };
}
