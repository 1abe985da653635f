import type { Mapping } from '../manifests/value-at';
import type { PlacedVerification } from '../model/image-signatures';
import type { ClusterVerification } from './cluster-verification';

/** An object as an API server gives it. */
export type ServedObject = Mapping;

/** What is known of a service that does not run as it should: objects as data, whoever has asked for them. */
export interface Case {
  readonly service: string;
  readonly environment: string;
  /** Where the service runs. */
  readonly namespace: string;
  /** Names of the Application, and of those that make it, the nearest first. */
  readonly application: string;
  readonly parents: readonly string[];
  /** Whether the catalog says that Argo CD applies each commit by itself. */
  readonly isAutomatic: boolean;
  /** Whether the catalog has ended it here. */
  readonly isRetired: boolean;
  /** When somebody looked (RFC 3339). */
  readonly now: string;
  /** The Application and its parents, as far as there are any. */
  readonly applications: readonly ServedObject[];
  /** Objects of the namespace that are of the service: workloads, ReplicaSets, pods, claims, secrets from a store. */
  readonly objects: readonly ServedObject[];
  /** Events of the namespace. */
  readonly events: readonly ServedObject[];
  /** Who should verify signatures of images, and what the cluster has of it. @default - nobody should, or it could not be asked */
  readonly verification?:
    | {
        readonly wanted: PlacedVerification;
        readonly cluster: ClusterVerification;
        /** Images of its pods: as the catalog says them, and as they are. */
        readonly images: readonly string[];
      }
    | undefined;
  /** ConfigMaps of Argo Rollouts. @default - no Rollout needs to know, or they could not be asked for */
  readonly rolloutsConfigs?: readonly ServedObject[] | undefined;
  /** What could not be asked, in words. */
  readonly gaps: readonly string[];
}
