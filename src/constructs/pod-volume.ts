import type * as kubernetes from '../../imports/kubernetes';

// As a schema gives it, what is absent may also be there and undefined.
interface NamedSource {
  readonly name: string;
  /** Keys that become files, and where. @default - every key */
  readonly items?: Readonly<Record<string, string>> | undefined;
  /** Whether pods start without it. @default false */
  readonly optional?: boolean | undefined;
}

interface ModedSource extends NamedSource {
  /** Who may read the files, as chmod has it: `0440`. @default 0644 */
  readonly mode?: string | undefined;
}

/** A part of a projected volume: one of these. */
export interface ProjectedSource {
  readonly secret?: NamedSource | undefined;
  readonly configMap?: NamedSource | undefined;
  readonly token?:
    | {
        readonly path: string;
        readonly audience?: string | undefined;
        readonly expirationSeconds?: number | undefined;
      }
    | undefined;
  /** Files, and the field of the pod that each of them has. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** Where a container finds a volume. */
export interface PodMount {
  readonly mountPath: string;
  /** Part of the volume that is seen there. @default - all of it */
  readonly subPath?: string | undefined;
  /** @default false */
  readonly readOnly?: boolean | undefined;
  /** Container besides that of the service that sees it. @default - the container of the service */
  readonly container?: string | undefined;
}

type HostPathType = NonNullable<kubernetes.HostPathVolumeSource['type']>;

interface EphemeralClaim {
  readonly size: string;
  /** StorageClass. @default - that of the cluster */
  readonly className?: string | undefined;
  /** @default ReadWriteOnce */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOncePod' | undefined;
}

interface CsiSource {
  readonly driver: string;
  /** What the driver is told. @default - nothing */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly fsType?: string | undefined;
  /** @default false */
  readonly readOnly?: boolean | undefined;
  /** Name of a Secret that the driver gets. @default - none */
  readonly secret?: string | undefined;
}

/** A volume of any sort, and who sees it where: one of these besides name and mounts. */
export interface PodVolume {
  readonly name: string;
  readonly emptyDir?: { readonly size?: string | undefined; readonly medium?: 'Memory' | undefined } | undefined;
  readonly secret?: ModedSource | undefined;
  readonly configMap?: ModedSource | undefined;
  readonly projected?: { readonly sources: readonly ProjectedSource[]; readonly mode?: string | undefined } | undefined;
  /** Name of a PersistentVolumeClaim. */
  readonly claimName?: string | undefined;
  readonly hostPath?: { readonly path: string; readonly type?: HostPathType | undefined } | undefined;
  /** A claim of the pod alone, which goes with it. */
  readonly ephemeral?: EphemeralClaim | undefined;
  readonly csi?: CsiSource | undefined;
  readonly mounts: readonly PodMount[];
}

/** A volume as a pod has it. */
export function volumeOf({ name, emptyDir, secret, configMap, projected, ...other }: PodVolume): kubernetes.Volume {
  const { claimName, hostPath, ephemeral, csi } = other;
  return {
    name,
    ...(emptyDir === undefined ? {} : { emptyDir: emptyDirOf(emptyDir) }),
    ...(secret === undefined ? {} : { secret: { secretName: secret.name, ...modedOf(secret) } }),
    ...(configMap === undefined ? {} : { configMap: { name: configMap.name, ...modedOf(configMap) } }),
    ...(projected === undefined
      ? {}
      : { projected: { sources: projected.sources.map(sourceOf), ...modeOf(projected.mode) } }),
    ...(claimName === undefined ? {} : { persistentVolumeClaim: { claimName } }),
    ...(hostPath === undefined
      ? {}
      : { hostPath: { path: hostPath.path, ...(hostPath.type === undefined ? {} : { type: hostPath.type }) } }),
    ...(ephemeral === undefined ? {} : { ephemeral: ephemeralOf(ephemeral) }),
    ...(csi === undefined ? {} : { csi: csiOf(csi) }),
  };
}

// What the API server fills in is said: then it is no difference for Argo CD.
function ephemeralOf({ size, className, accessMode }: EphemeralClaim): kubernetes.EphemeralVolumeSource {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: [accessMode ?? 'ReadWriteOnce'],
        resources: { requests: { storage: size } },
        ...(className === undefined ? {} : { storageClassName: className }),
        volumeMode: 'Filesystem',
      },
    },
  };
}

function csiOf({ driver, attributes = {}, fsType, readOnly, secret }: CsiSource): kubernetes.CSIVolumeSource {
  return {
    driver,
    ...(fsType === undefined ? {} : { fsType }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(Object.keys(attributes).length === 0 ? {} : { volumeAttributes: attributes }),
    ...(secret === undefined ? {} : { nodePublishSecretRef: { name: secret } }),
  };
}

/**
 * Where a container finds volumes.
 *
 * @param container a container besides that of the service @default - that of the service
 */
export function mountsOf(volumes: readonly PodVolume[], container?: string): readonly kubernetes.VolumeMount[] {
  return volumes.flatMap(({ name, mounts }) =>
    mounts
      .filter((mount) => mount.container === container)
      .map(({ mountPath, subPath, readOnly }) => ({
        name,
        mountPath,
        ...(subPath === undefined ? {} : { subPath }),
        ...(readOnly === undefined ? {} : { readOnly }),
      })),
  );
}

function emptyDirOf({ size, medium }: NonNullable<PodVolume['emptyDir']>): kubernetes.EmptyDirVolumeSource {
  return { ...(medium === undefined ? {} : { medium }), ...(size === undefined ? {} : { sizeLimit: size }) };
}

function modedOf({ mode, ...source }: ModedSource): Omit<kubernetes.SecretVolumeSource, 'secretName'> {
  return { ...namedOf(source), ...modeOf(mode) };
}

function modeOf(mode: string | undefined): { readonly defaultMode?: number } {
  return mode === undefined ? {} : { defaultMode: Number.parseInt(mode, 8) };
}

function namedOf({
  items,
  optional,
}: Omit<NamedSource, 'name'>): Pick<kubernetes.SecretVolumeSource, 'items' | 'optional'> {
  return {
    ...(items === undefined ? {} : { items: inOrder(items).map(([key, path]) => ({ key, path })) }),
    ...(optional === undefined ? {} : { optional }),
  };
}

function sourceOf({ secret, configMap, token, fields }: ProjectedSource): kubernetes.VolumeProjection {
  if (secret !== undefined) return { secret: { name: secret.name, ...namedOf(secret) } };
  if (configMap !== undefined) return { configMap: { name: configMap.name, ...namedOf(configMap) } };
  if (token !== undefined) {
    const { path, audience, expirationSeconds } = token;
    return {
      serviceAccountToken: {
        path,
        ...(audience === undefined ? {} : { audience }),
        ...(expirationSeconds === undefined ? {} : { expirationSeconds }),
      },
    };
  }
  return {
    downwardAPI: { items: inOrder(fields ?? {}).map(([path, fieldPath]) => ({ path, fieldRef: { fieldPath } })) },
  };
}

function inOrder(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
