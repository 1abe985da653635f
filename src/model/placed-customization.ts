import type { DocumentName } from './catalog';
import type { InitContainer, Sidecar } from './container';
import type { ServiceJob } from './job';
import type { Convention } from './convention';
import type { Patch } from './patch';
import type { Service } from './service';
import type { ServiceManifests } from './service-manifests';

/** What a service has besides what its settings say, or has not adopted. */
export interface Customization {
  /** Minor version of Kubernetes, by whose schemas objects are merged and checked. */
  readonly kubernetesVersion: string;
  readonly unadopted: readonly Convention[];
  readonly names: NonNullable<Service['names']>;
  /** What is said of containers besides that of the service, by name: of it no convention takes anything away. */
  readonly beside: Readonly<Record<string, InitContainer | Sidecar>>;
  /** Limits that the service says itself. */
  readonly limits: Readonly<Partial<Record<'cpu' | 'memory' | 'ephemeralStorage', string>>>;
  /** The same of jobs. */
  readonly jobs: Readonly<Record<string, ServiceJob>>;
  /** In the order in which they are applied. */
  readonly patches: readonly PlacedPatch[];
  readonly manifests: readonly PlacedManifests[];
}

/** Objects of one file, in one environment. */
export interface PlacedManifests extends ServiceManifests {
  readonly document: DocumentName;
}

/** A patch, and where it is written. */
export interface PlacedPatch extends Patch {
  readonly document: DocumentName;
  /** Its place in the patches of the document. */
  readonly index: number;
}
