import type * as kubernetes from '../../imports/kubernetes';
import { containerSecurityContext } from './pod-security';
import type { PodSecurity } from './pod-security';
import { probeOf } from './probe';
import type { Probe } from './probe';
import { envFromOf, variablesOf } from './variables';
import type { ContainerVariables } from './variables';

/** CPU, memory and scratch disk, as quantities. */
export interface ResourceAmounts {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** The most that a container may use, as quantities. */
export interface ResourceLimits extends Omit<ResourceAmounts, 'cpu'> {
  /** @default - what its node has to spare */
  readonly cpu?: string;
}

/** A port that a process listens on. */
export interface ListenerPort {
  readonly name: string;
  readonly containerPort: number;
  /** What is spoken on it; `udp` is not sent over TCP. @default - anything over TCP */
  readonly protocol?: 'http' | 'grpc' | 'tcp' | 'udp';
}

/** A container of a pod. */
export interface ContainerProps extends ContainerVariables {
  readonly name: string;
  /** Full reference, best with a digest. */
  readonly image: string;
  /**
   * `Always` asks the registry at each start: a tag may have moved.
   *
   * @default - `IfNotPresent` for a digest, whose bytes are the same wherever they are, and else `Always`
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** @default - that of the image */
  readonly command?: readonly string[];
  /** @default - those of the image */
  readonly args?: readonly string[];
  /** Ports that the process listens on. @default - none */
  readonly ports?: readonly ListenerPort[];
  /** @default - no probes */
  readonly probes?: { readonly liveness?: Probe; readonly readiness?: Probe; readonly startup?: Probe };
  readonly resources: { readonly requests: ResourceAmounts; readonly limits: ResourceLimits };
  readonly security: Omit<PodSecurity, 'fsGroup'>;
  /** What happens before the process is told to end; it takes of the same time. @default - nothing */
  readonly preStop?: { readonly sleepSeconds: number } | { readonly command: readonly string[] };
}

/** A container besides that of the service. */
export interface ExtraContainer extends ContainerProps {
  /** Its own paths, and the folders of the service that are seen there. @default - none */
  readonly mounts?: readonly { readonly path: string; readonly folder: string }[];
}

/** A container that runs beside that of the service. */
export interface SidecarContainer extends ExtraContainer {
  /** Whether it starts before the service and ends after it; else it starts with it. @default true */
  readonly native?: boolean;
}

/** A container as a pod has it, without the volumes that it sees. */
export function containerOf(props: ContainerProps): kubernetes.Container {
  const { command = [], args = [], ports = [], probes = {} } = props;
  const [env, envFrom] = [variablesOf(props), envFromOf(props)];
  return {
    name: props.name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? pullPolicyOf(props.image),
    ...(command.length === 0 ? {} : { command }),
    ...(args.length === 0 ? {} : { args }),
    ...(ports.length === 0 ? {} : { ports: ports.map(portOf) }),
    ...(env.length === 0 ? {} : { env }),
    ...(envFrom.length === 0 ? {} : { envFrom }),
    resources: { requests: resourceList(props.resources.requests), limits: resourceList(props.resources.limits) },
    ...(probes.startup === undefined ? {} : { startupProbe: probeOf(probes.startup, ports) }),
    ...(probes.liveness === undefined ? {} : { livenessProbe: probeOf(probes.liveness, ports) }),
    ...(probes.readiness === undefined ? {} : { readinessProbe: probeOf(probes.readiness, ports) }),
    ...(props.preStop === undefined ? {} : { lifecycle: { preStop: endOf(props.preStop) } }),
    securityContext: containerSecurityContext(props.security),
  };
}

/**
 * A container besides that of the service.
 *
 * @param mounts what the container of the service sees, and where
 * @param own what it sees alone
 */
export function extraContainerOf(
  props: ExtraContainer,
  mounts: readonly kubernetes.VolumeMount[],
  own: readonly kubernetes.VolumeMount[] = [],
): kubernetes.Container {
  const shared = (props.mounts ?? []).flatMap(({ path, folder }) => {
    const mount = mounts.find(({ mountPath }) => mountPath === folder);
    return mount === undefined ? [] : [{ ...mount, mountPath: path }];
  });
  const volumeMounts = [...shared, ...own];
  return { ...containerOf(props), ...(volumeMounts.length === 0 ? {} : { volumeMounts }) };
}

// A node that has the bytes of a digest starts a pod of them without the registry, which may be what is down.
function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  return image.includes('@') ? 'IfNotPresent' : 'Always';
}

function endOf(preStop: NonNullable<ContainerProps['preStop']>): kubernetes.LifecycleHandler {
  return 'command' in preStop ? { exec: { command: preStop.command } } : { sleep: { seconds: preStop.sleepSeconds } };
}

function portOf({ name, containerPort, protocol }: ListenerPort): kubernetes.ContainerPort {
  return { name, containerPort, protocol: protocol === 'udp' ? 'UDP' : 'TCP' };
}

function resourceList({ cpu, ...amounts }: ResourceLimits): Readonly<Record<string, string>> {
  return {
    ...(cpu === undefined ? {} : { cpu }),
    memory: amounts.memory,
    'ephemeral-storage': amounts.ephemeralStorage,
  };
}
