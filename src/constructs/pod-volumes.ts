import type * as kubernetes from '../../imports/kubernetes';

/** A ConfigMap that pods read. */
export interface PodConfig {
  /** Name of the ConfigMap. */
  readonly name: string;
  /** Its entries; pods are replaced when they change. */
  readonly values: Readonly<Record<string, string>>;
  /** Folder where the entries are files. @default - no files */
  readonly mountPath?: string;
  /** Whether the entries are environment variables, too. @default false */
  readonly asEnvironment?: boolean;
}

/** A Secret that pods read. */
export interface PodSecrets {
  /** Name of the Secret. */
  readonly name: string;
  /** Folder of the keys that are files. */
  readonly mountPath: string;
  /** Its keys: with `env` an environment variable, without it a file. */
  readonly keys: readonly { readonly key: string; readonly env?: string }[];
}

/** A volume that outlives the pod. */
export interface PodClaim {
  /** Name of the volume in the pod. */
  readonly name: string;
  readonly mountPath: string;
  /** Name of the PersistentVolumeClaim. @default - the claim of a StatefulSet's volume of this name */
  readonly claimName?: string;
}

/** Files of a pod that are not in its image. */
export interface PodVolumes {
  /** @default - no ConfigMap */
  readonly config?: PodConfig;
  /** @default - no Secret */
  readonly secrets?: PodSecrets;
  /** @default - nothing outlives the pod */
  readonly claims?: readonly PodClaim[];
  /** Writable folders that die with the pod. @default - none: the process cannot write anywhere */
  readonly scratch?: readonly { readonly name: string; readonly path: string; readonly size: string }[];
}

interface Volumes {
  readonly volumes: readonly kubernetes.Volume[];
  readonly volumeMounts: readonly kubernetes.VolumeMount[];
}

/** Volumes of a pod and where its container finds them. */
export function volumesOf({ config, secrets, claims = [], scratch = [] }: PodVolumes): Volumes {
  const volumes: kubernetes.Volume[] = [];
  const volumeMounts: kubernetes.VolumeMount[] = [];
  if (config?.mountPath !== undefined) {
    volumes.push({ name: 'config', configMap: { name: config.name } });
    volumeMounts.push({ name: 'config', mountPath: config.mountPath, readOnly: true });
  }
  const files = secrets?.keys.filter(({ env }) => env === undefined).map(({ key }) => key) ?? [];
  if (secrets !== undefined && files.length > 0) {
    const items = files.sort().map((key) => ({ key, path: key }));
    volumes.push({ name: 'secrets', secret: { secretName: secrets.name, items, defaultMode: onlyOwnerAndGroupRead } });
    volumeMounts.push({ name: 'secrets', mountPath: secrets.mountPath, readOnly: true });
  }
  for (const { name, mountPath, claimName } of claims) {
    if (claimName !== undefined) volumes.push({ name, persistentVolumeClaim: { claimName } });
    volumeMounts.push({ name, mountPath });
  }
  for (const { name, path, size } of scratch.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    volumes.push({ name, emptyDir: { sizeLimit: size } });
    volumeMounts.push({ name, mountPath: path });
  }
  return { volumes, volumeMounts };
}

const onlyOwnerAndGroupRead = 0o440;
