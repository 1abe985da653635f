import type * as kubernetes from '../../imports/kubernetes';

/** User and groups of the processes. */
export interface PodSecurity {
  /** Must not be 0. */
  readonly runAsUser: number;
  readonly runAsGroup: number;
  /** Group that owns the files of volumes. */
  readonly fsGroup: number;
}

/** What holds for every container of a pod, and for its volumes. */
export function podSecurityContext({ runAsUser, runAsGroup, fsGroup }: PodSecurity): kubernetes.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser,
    runAsGroup,
    fsGroup,
    // Changing the owner of every file at each start takes minutes on a large volume.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: runtimeDefault,
  };
}

/** What holds for a container. It repeats the pod's, because scanners and people look at both. */
export function containerSecurityContext({ runAsUser, runAsGroup }: PodSecurity): kubernetes.SecurityContext {
  return {
    privileged: false,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser,
    runAsGroup,
    capabilities: dropAll,
    seccompProfile: runtimeDefault,
  };
}

const runtimeDefault: kubernetes.SeccompProfile = { type: 'RuntimeDefault' };
const dropAll: kubernetes.Capabilities = { drop: ['ALL'] };
