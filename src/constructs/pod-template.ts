import { hash } from 'node:crypto';

import type * as kubernetes from '../../imports/kubernetes';
import { containerOf, extraContainerOf } from './container';
import type { ContainerProps, ExtraContainer, SidecarContainer } from './container';
import { schedulingOf } from './pod-scheduling';
import type { PodScheduling } from './pod-scheduling';
import { podSecurityContext } from './pod-security';
import type { PodSecurity } from './pod-security';
import { mountsOf } from './pod-volume';
import { volumesOf } from './pod-volumes';
import type { PodVolumes } from './pod-volumes';

/** Properties of `podTemplate`: the container of the service, what is beside it, and what all of them share. */
export interface PodTemplateProps extends PodVolumes, Omit<ContainerProps, keyof PodVolumes | 'security'> {
  readonly labels: Readonly<Record<string, string>>;
  /** @default - none besides the checksum of the configuration */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccountName: string;
  /** Secrets by which nodes read the registry. @default - those of the account */
  readonly pullSecrets?: readonly string[];
  /** Whether the processes get a token for the API server. @default false */
  readonly hasToken?: boolean;
  /** On which nodes they run. @default - any with Linux */
  readonly scheduling?: PodScheduling;
  readonly security: PodSecurity;
  /** Labels of the pods to keep away from, which should be their own. @default - pods are not spread */
  readonly spreadBy?: Readonly<Record<string, string>>;
  /** @default Always */
  readonly restartPolicy?: 'Always' | 'Never' | 'OnFailure';
  /** Containers that end before the service starts, in this order. @default - none */
  readonly initContainers?: readonly ExtraContainer[];
  /** @default - none */
  readonly sidecars?: readonly SidecarContainer[];
  /** Time between the request to end and the end. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
}

/**
 * Pods as every workload runs them: as nobody, without rights in the kernel or the cluster, on a read-only disk,
 * spread over nodes and zones. They fit the Pod Security Standard "restricted".
 */
export function podTemplate(props: PodTemplateProps): kubernetes.PodTemplateSpec {
  const { volumes, volumeMounts } = volumesOf(props);
  const { sidecars = [] } = props;
  return {
    metadata: { labels: props.labels, ...annotationsOf(props) },
    spec: {
      serviceAccountName: props.serviceAccountName,
      ...(props.pullSecrets === undefined || props.pullSecrets.length === 0
        ? {}
        : { imagePullSecrets: props.pullSecrets.map((name) => ({ name })) }),
      automountServiceAccountToken: props.hasToken ?? false,
      // Variables for each Service of the namespace: slow to start with many, and names may collide with our own.
      enableServiceLinks: false,
      // The default of 5 asks every search domain first for almost every name outside the cluster.
      dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
      securityContext: podSecurityContext(props.security),
      ...schedulingOf(props.scheduling ?? {}, props.spreadBy),
      restartPolicy: props.restartPolicy ?? 'Always',
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      ...initContainersOf(props, volumeMounts),
      containers: [
        { ...containerOf(props), ...(volumeMounts.length === 0 ? {} : { volumeMounts }) },
        ...sidecars.filter((one) => !isNative(one)).map((one) => besideOf(props, one, volumeMounts)),
      ],
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

// A proxy that leads to a database has to be there for the migration that an init container runs.
function initContainersOf(
  props: PodTemplateProps,
  mounts: readonly kubernetes.VolumeMount[],
): Pick<kubernetes.PodSpec, 'initContainers'> {
  const { initContainers = [], sidecars = [] } = props;
  const all = [
    ...sidecars.filter(isNative).map((one) => ({ ...besideOf(props, one, mounts), restartPolicy: 'Always' })),
    ...initContainers.map((one) => besideOf(props, one, mounts)),
  ];
  return all.length === 0 ? {} : { initContainers: all };
}

function besideOf(
  { volumes = [] }: PodTemplateProps,
  one: ExtraContainer,
  mounts: readonly kubernetes.VolumeMount[],
): kubernetes.Container {
  return extraContainerOf(one, mounts, mountsOf(volumes, one.name));
}

function isNative({ native = true }: SidecarContainer): boolean {
  return native;
}

// Nothing restarts pods when a ConfigMap changes; a template that changes with it does.
function annotationsOf(props: PodTemplateProps): Pick<kubernetes.ObjectMeta, 'annotations'> {
  const { config, files } = props;
  const annotations = {
    ...props.annotations,
    ...(config === undefined ? {} : { 'checksum/config': checksum(config.values) }),
    ...(files === undefined ? {} : { 'checksum/files': checksum(files.contents) }),
  };
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}

function checksum(values: Readonly<Record<string, string>>): string {
  const entries = Object.keys(values)
    .sort()
    .map((key) => [key, values[key]]);
  return hash('sha256', JSON.stringify(entries));
}
