import { hash } from 'node:crypto';

import type * as kubernetes from '../../imports/kubernetes';
import { schedulingOf } from './pod-scheduling';
import type { PodScheduling } from './pod-scheduling';
import { containerSecurityContext, podSecurityContext } from './pod-security';
import type { PodSecurity } from './pod-security';
import { volumesOf } from './pod-volumes';
import type { PodVolumes } from './pod-volumes';
import { probeOf } from './probe';
import type { Probe } from './probe';

/** CPU, memory and scratch disk, as quantities. */
export interface ResourceAmounts {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** Properties of `podTemplate`: pods with one container. */
export interface PodTemplateProps extends PodVolumes {
  /** Name of the container. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** @default - none besides the checksum of the configuration */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccountName: string;
  /** Full reference, best with a digest. */
  readonly image: string;
  /**
   * `Always` asks the registry at each start: a tag may have moved.
   *
   * @default - `IfNotPresent` for a digest, whose bytes are the same wherever they are, and else `Always`
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Whether the processes get a token for the API server. @default false */
  readonly hasToken?: boolean;
  /** On which nodes they run. @default - any with Linux */
  readonly scheduling?: PodScheduling;
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
  readonly security: PodSecurity;
  /** Labels of the pods to keep away from, which should be their own. @default - pods are not spread */
  readonly spreadBy?: Readonly<Record<string, string>>;
  /** @default Always */
  readonly restartPolicy?: 'Always' | 'Never' | 'OnFailure';
  /** What happens before the process is told to end; it takes of the same time. @default - nothing */
  readonly preStop?: { readonly sleepSeconds: number } | { readonly command: readonly string[] };
  /** Time between the request to end and the end. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
}

/**
 * Pods as every workload runs them: as nobody, without rights in the kernel or the cluster, on a read-only disk,
 * spread over nodes and zones. They fit the Pod Security Standard "restricted".
 */
export function podTemplate(props: PodTemplateProps): kubernetes.PodTemplateSpec {
  const { volumes, volumeMounts } = volumesOf(props);
  return {
    metadata: { labels: props.labels, ...annotationsOf(props) },
    spec: {
      serviceAccountName: props.serviceAccountName,
      automountServiceAccountToken: props.hasToken ?? false,
      // Variables for each Service of the namespace: slow to start with many, and names may collide with our own.
      enableServiceLinks: false,
      // The default of 5 asks every search domain first for almost every name outside the cluster.
      dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
      securityContext: podSecurityContext(props.security),
      ...schedulingOf(props.scheduling ?? {}, props.spreadBy),
      restartPolicy: props.restartPolicy ?? 'Always',
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      containers: [{ ...containerOf(props), ...(volumeMounts.length === 0 ? {} : { volumeMounts }) }],
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

// Nothing restarts pods when a ConfigMap changes; a template that changes with it does.
function annotationsOf({ annotations = {}, config }: PodTemplateProps): Pick<kubernetes.ObjectMeta, 'annotations'> {
  if (config !== undefined) return { annotations: { ...annotations, 'checksum/config': checksum(config.values) } };
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

function checksum(values: Readonly<Record<string, string>>): string {
  const entries = Object.keys(values)
    .sort()
    .map((key) => [key, values[key]]);
  return hash('sha256', JSON.stringify(entries));
}

function containerOf(props: PodTemplateProps): kubernetes.Container {
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

// A node that has the bytes of a digest starts a pod of them without the registry, which may be what is down.
function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  return image.includes('@') ? 'IfNotPresent' : 'Always';
}

function endOf(preStop: NonNullable<PodTemplateProps['preStop']>): kubernetes.LifecycleHandler {
  return 'command' in preStop ? { exec: { command: preStop.command } } : { sleep: { seconds: preStop.sleepSeconds } };
}

function portOf(port: { readonly name: string; readonly containerPort: number }): kubernetes.ContainerPort {
  return { name: port.name, containerPort: port.containerPort, protocol: 'TCP' };
}

// A variable that is there twice is refused by server-side apply, so each name has one value.
function variablesOf({ env = {}, secrets }: PodTemplateProps): readonly kubernetes.EnvVar[] {
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
