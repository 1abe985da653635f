import type * as kubernetes from '../../imports/kubernetes';

/** What the processes of a pod are, and may do. */
export interface PodSecurity {
  /** 0 is root; `image` is the user of the image, which the kubelet refuses when it is root. */
  readonly runAsUser: number | 'image';
  readonly runAsGroup: number | 'image';
  /** Group that owns the files of volumes; with `none` they stay as they are. */
  readonly fsGroup: number | 'none';
  /** Whether the disk of a container may be written to. @default false */
  readonly writableRoot?: boolean;
  /** Rights of root that are kept. @default - none */
  readonly capabilities?: readonly string[];
  /** Rights of root that are taken away first. @default ALL */
  readonly drop?: readonly string[];
  /** Whether a process may get more rights than the one that started it. @default false */
  readonly privilegeEscalation?: boolean;
  /** Whether the processes may do all that root of the node may. @default false */
  readonly privileged?: boolean;
  /** Ports from this one on may be opened by who is not root. @default - what the node says, mostly 1024 */
  readonly lowestPort?: number;
}

/** What holds for every container of a pod, and for its volumes. */
export function podSecurityContext(security: PodSecurity): kubernetes.PodSecurityContext {
  const { fsGroup, lowestPort } = security;
  return {
    ...userOf(security),
    ...(fsGroup === 'none'
      ? {}
      : {
          fsGroup,
          // Changing the owner of every file at each start takes minutes on a large volume.
          fsGroupChangePolicy: 'OnRootMismatch',
        }),
    ...(lowestPort === undefined
      ? {}
      : { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(lowestPort) }] }),
    seccompProfile: runtimeDefault,
  };
}

/** What holds for a container. It repeats the pod's, because scanners and people look at both. */
export function containerSecurityContext(security: Omit<PodSecurity, 'fsGroup'>): kubernetes.SecurityContext {
  const { writableRoot = false, privileged = false, privilegeEscalation = false } = security;
  const { capabilities = [], drop = ['ALL'] } = security;
  return {
    privileged,
    // The API server refuses what is privileged and may not become so.
    allowPrivilegeEscalation: privileged || privilegeEscalation,
    readOnlyRootFilesystem: !writableRoot,
    ...userOf(security),
    ...(drop.length + capabilities.length === 0
      ? {}
      : {
          capabilities: {
            ...(drop.length === 0 ? {} : { drop }),
            ...(capabilities.length === 0 ? {} : { add: capabilities }),
          },
        }),
    seccompProfile: runtimeDefault,
  };
}

function userOf({ runAsUser, runAsGroup }: Pick<PodSecurity, 'runAsUser' | 'runAsGroup'>) {
  return {
    runAsNonRoot: runAsUser !== 0,
    ...(runAsUser === 'image' ? {} : { runAsUser }),
    ...(runAsGroup === 'image' ? {} : { runAsGroup }),
  };
}

const runtimeDefault: kubernetes.SeccompProfile = { type: 'RuntimeDefault' };
