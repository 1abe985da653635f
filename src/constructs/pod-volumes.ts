import type * as kubernetes from '../../imports/kubernetes';
import { mountsOf, volumeOf } from './pod-volume';
import type { PodVolume } from './pod-volume';

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
  /** Whether every key is an environment variable, whatever it is called. @default false */
  readonly asEnvironment?: boolean;
  /** Whether every key is a file, whatever it is called. @default false: those of `keys` without `env` */
  readonly asFiles?: boolean;
}

/** A ConfigMap of files. */
export interface PodFiles {
  /** Name of the ConfigMap. */
  readonly name: string;
  /** What is in each of its entries, in any form; pods are replaced when one changes. */
  readonly contents: Readonly<Record<string, string>>;
  /** Folders of nothing but files, and the name of the volume of each. */
  readonly folders: readonly { readonly path: string; readonly volume: string; readonly names: readonly string[] }[];
  /** Files in folders of the image. */
  readonly single: readonly { readonly path: string; readonly name: string }[];
}

/** A volume that outlives the pod. */
export interface PodClaim {
  /** Name of the volume in the pod. */
  readonly name: string;
  readonly mountPath: string;
  /** Part of the volume that is seen there. @default - all of it */
  readonly subPath?: string | undefined;
  /** Name of the PersistentVolumeClaim. @default - the claim of a StatefulSet's volume of this name */
  readonly claimName?: string;
}

/** Files of a pod that are not in its image. */
export interface PodVolumes {
  /** @default - no ConfigMap */
  readonly config?: PodConfig;
  /** @default - no files */
  readonly files?: PodFiles;
  /** @default - no Secret */
  readonly secrets?: PodSecrets;
  /** @default - nothing outlives the pod */
  readonly claims?: readonly PodClaim[];
  /** Writable folders that die with the pod. @default - none: the process cannot write anywhere */
  readonly scratch?: readonly { readonly name: string; readonly path: string; readonly size: string }[];
  /** Volumes of any other sort, also those that only other containers see. @default - none */
  readonly volumes?: readonly PodVolume[];
}

interface Volumes {
  readonly volumes: readonly kubernetes.Volume[];
  readonly volumeMounts: readonly kubernetes.VolumeMount[];
}

/** Volumes of a pod and where its container finds them. */
export function volumesOf(props: PodVolumes): Volumes {
  const { config, secrets, claims = [], scratch = [], volumes: others = [] } = props;
  const volumes: kubernetes.Volume[] = [];
  const volumeMounts: kubernetes.VolumeMount[] = [];
  if (config?.mountPath !== undefined) {
    volumes.push({ name: 'config', configMap: { name: config.name } });
    volumeMounts.push({ name: 'config', mountPath: config.mountPath, readOnly: true });
  }
  const beside = filesOf(props.files);
  volumes.push(...beside.volumes);
  volumeMounts.push(...beside.volumeMounts);
  const files = secrets?.keys.filter(({ env }) => env === undefined).map(({ key }) => key) ?? [];
  if (secrets !== undefined && (files.length > 0 || secrets.asFiles === true)) {
    const items = secrets.asFiles === true ? {} : { items: files.sort().map((key) => ({ key, path: key })) };
    volumes.push({
      name: 'secrets',
      secret: { secretName: secrets.name, ...items, defaultMode: onlyOwnerAndGroupRead },
    });
    volumeMounts.push({ name: 'secrets', mountPath: secrets.mountPath, readOnly: true });
  }
  for (const { name, mountPath, subPath, claimName } of claims) {
    if (claimName !== undefined) volumes.push({ name, persistentVolumeClaim: { claimName } });
    volumeMounts.push({ name, mountPath, ...(subPath === undefined ? {} : { subPath }) });
  }
  for (const { name, path, size } of scratch.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    volumes.push({ name, emptyDir: { sizeLimit: size } });
    volumeMounts.push({ name, mountPath: path });
  }
  return { volumes: [...volumes, ...others.map(volumeOf)], volumeMounts: [...volumeMounts, ...mountsOf(others)] };
}

/** A file in a folder of the image is one of the volume that has all of them, so that the others stay where they are. */
function filesOf(files: PodFiles | undefined): Volumes {
  if (files === undefined) return { volumes: [], volumeMounts: [] };
  const { name, folders, single } = files;
  return {
    volumes: [
      ...folders.map(({ volume, names }) => ({
        name: volume,
        configMap: { name, items: names.map((key) => ({ key, path: key })) },
      })),
      ...(single.length === 0 ? [] : [{ name: 'files', configMap: { name } }]),
    ],
    volumeMounts: [
      ...folders.map(({ volume, path }) => ({ name: volume, mountPath: path, readOnly: true })),
      ...single.map(({ path, name: file }) => ({ name: 'files', mountPath: path, subPath: file, readOnly: true })),
    ],
  };
}

const onlyOwnerAndGroupRead = 0o440;
