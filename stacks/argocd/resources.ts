import type { Size } from '../settings/size';

/** What a container may use, as Kubernetes writes it. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

interface Amounts {
  readonly cpu: string;
  readonly memory: string;
}

/** Parts of Argo CD, by what they ask for. */
export type ArgoCdPart =
  | 'controller'
  | 'repoServer'
  | 'server'
  | 'applicationSet'
  | 'notifications'
  | 'dex'
  | 'redis'
  | 'sentinel'
  | 'proxy'
  /** Exporters of metrics, and containers that copy a file or write a Secret, and are done. */
  | 'helper';

/**
 * What each part of Argo CD asks for and may use. The controller holds every object of the cluster in memory; the repo server
 * holds clones and runs kustomize; the others wait for somebody.
 */
export const resourcesBySize: Readonly<Record<Size, Readonly<Record<ArgoCdPart, Resources>>>> = {
  usual: {
    controller: amounts('500m', '1Gi', '2000m', '4Gi'),
    repoServer: amounts('250m', '512Mi', '1000m', '2Gi'),
    server: amounts('100m', '256Mi', '500m', '1Gi'),
    applicationSet: amounts('50m', '128Mi', '500m', '512Mi'),
    notifications: amounts('50m', '128Mi', '250m', '256Mi'),
    dex: amounts('50m', '64Mi', '250m', '256Mi'),
    redis: amounts('100m', '128Mi', '500m', '512Mi'),
    sentinel: amounts('50m', '32Mi', '250m', '128Mi'),
    proxy: amounts('50m', '64Mi', '250m', '256Mi'),
    helper: amounts('10m', '32Mi', '250m', '128Mi'),
  },
  small: {
    controller: amounts('100m', '256Mi', '1000m', '1Gi'),
    repoServer: amounts('50m', '128Mi', '1000m', '512Mi'),
    server: amounts('20m', '96Mi', '250m', '256Mi'),
    applicationSet: amounts('10m', '64Mi', '250m', '256Mi'),
    notifications: amounts('10m', '64Mi', '100m', '128Mi'),
    dex: amounts('10m', '32Mi', '100m', '128Mi'),
    redis: amounts('10m', '32Mi', '250m', '128Mi'),
    sentinel: amounts('10m', '16Mi', '100m', '64Mi'),
    proxy: amounts('10m', '32Mi', '100m', '128Mi'),
    helper: amounts('10m', '16Mi', '100m', '64Mi'),
  },
};

function amounts(cpu: string, memory: string, cpuLimit: string, memoryLimit: string): Resources {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } };
}
