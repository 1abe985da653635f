import type * as kubernetes from '../../imports/kubernetes';
import { containerSecurityContext } from './pod-security';
import type { PodSecurity } from './pod-security';
import type { PodConfig, PodSecrets } from './pod-volumes';
import { probeOf } from './probe';
import type { Probe } from './probe';

/** CPU, memory and scratch disk, as quantities. */
export interface ResourceAmounts {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** A container of a pod. */
export interface ContainerProps {
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
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  /** @default - no probes */
  readonly probes?: { readonly liveness?: Probe; readonly readiness?: Probe; readonly startup?: Probe };
  readonly resources: { readonly requests: ResourceAmounts; readonly limits: ResourceAmounts };
  /** Environment variables; one wins over a key of `secrets` with the same variable. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Its entries may be variables, too. @default - no ConfigMap */
  readonly config?: PodConfig;
  /** Keys with `env` are variables. @default - no Secret */
  readonly secrets?: PodSecrets;
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
  const { command = [], args = [], ports = [], probes = {}, config } = props;
  const env = variablesOf(props);
  return {
    name: props.name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy ?? pullPolicyOf(props.image),
    ...(command.length === 0 ? {} : { command }),
    ...(args.length === 0 ? {} : { args }),
    ...(ports.length === 0 ? {} : { ports: ports.map(portOf) }),
    ...(env.length === 0 ? {} : { env }),
    ...(config?.asEnvironment === true ? { envFrom: [{ configMapRef: { name: config.name } }] } : {}),
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
 */
export function extraContainerOf(
  props: ExtraContainer,
  mounts: readonly kubernetes.VolumeMount[],
): kubernetes.Container {
  const volumeMounts = (props.mounts ?? []).flatMap(({ path, folder }) => {
    const mount = mounts.find(({ mountPath }) => mountPath === folder);
    return mount === undefined ? [] : [{ ...mount, mountPath: path }];
  });
  return { ...containerOf(props), ...(volumeMounts.length === 0 ? {} : { volumeMounts }) };
}

// A node that has the bytes of a digest starts a pod of them without the registry, which may be what is down.
function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  return image.includes('@') ? 'IfNotPresent' : 'Always';
}

function endOf(preStop: NonNullable<ContainerProps['preStop']>): kubernetes.LifecycleHandler {
  return 'command' in preStop ? { exec: { command: preStop.command } } : { sleep: { seconds: preStop.sleepSeconds } };
}

function portOf(port: { readonly name: string; readonly containerPort: number }): kubernetes.ContainerPort {
  return { name: port.name, containerPort: port.containerPort, protocol: 'TCP' };
}

// A variable that is there twice is refused by server-side apply, so each name has one value.
function variablesOf({ env = {}, secrets }: ContainerProps): readonly kubernetes.EnvVar[] {
  const variables: kubernetes.EnvVar[] = [];
  for (const [name, value] of Object.entries(env)) variables.push({ name, value });
  for (const { key, env: name } of secrets?.keys ?? []) {
    if (secrets === undefined || name === undefined || env[name] !== undefined) continue;
    variables.push({ name, valueFrom: { secretKeyRef: { name: secrets.name, key } } });
  }
  return variables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function resourceList(amounts: ResourceAmounts): Readonly<Record<string, string>> {
  return { cpu: amounts.cpu, memory: amounts.memory, 'ephemeral-storage': amounts.ephemeralStorage };
}
