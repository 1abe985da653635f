import type { PlacedProbe } from './placed-probe';
import type { ServicePort } from './service';
import type { Settings } from './presets';
import type { PlacedResources } from './resources';
import type { EnvFrom, VariableValue } from './variables';

/** A container of a pod besides that of the service, complete. */
export interface PlacedContainer {
  readonly name: string;
  /** Full reference. */
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, VariableValue>>;
  /** Objects of which every key is a variable. */
  readonly envFrom: EnvFrom;
  /** Whether it has the variables of the service, too. */
  readonly inheritsEnv: boolean;
  readonly resources: PlacedResources;
  readonly security: Settings['security'];
  /** Its own path, and the folder of the service that is seen there. */
  readonly mounts: readonly { readonly path: string; readonly folder: string }[];
}

/** A sidecar, complete. */
export interface PlacedSidecar extends PlacedContainer {
  /** Whether it starts before the service and ends after it; else it starts with it. */
  readonly native: boolean;
  readonly ports: readonly Pick<ServicePort, 'name' | 'containerPort' | 'protocol'>[];
  readonly probes: {
    readonly liveness?: PlacedProbe;
    readonly readiness?: PlacedProbe;
    readonly startup?: PlacedProbe;
  };
}
