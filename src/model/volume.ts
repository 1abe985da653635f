import * as z from 'zod';

import { ContainerName } from './container';
import { DataKey, ObjectName, ProcessText, WritableFolder } from './names';
import { Bytes } from './quantity';

/** A path below a volume (Kubernetes, VolumeMount `subPath` and KeyToPath `path`). */
export const PathInVolume = z
  .string()
  .min(1, 'must not be empty')
  .regex(/^[^/\s\p{Cc}][^\s\p{Cc}]*$/u, 'must be a path without a "/" before it, such as "conf.d/site.conf"')
  .regex(/^[^:]*$/, 'must not have a colon, which Kubernetes does not take in a path')
  .regex(/^(?!(?:.*\/)?\.{1,2}(?:\/|$))/, 'must be written without "." and ".."');

const Items = z
  .record(DataKey, PathInVolume)
  .refine((items) => Object.keys(items).length > 0, 'must name at least one key')
  .optional()
  .describe('Keys that become files, and where. Default: every key, in a file that is called like it.');

const Mode = z
  .string()
  .regex(/^0?[0-7]{3}$/, 'must be three digits from 0 to 7 in quotes, such as "0440"')
  .optional()
  .describe('Who may read the files, as chmod has it. Default: "0644".');

const Optional = z.boolean().optional().describe('Whether pods start without it. Default: false, they wait for it.');

const Source = { name: ObjectName, items: Items, optional: Optional };
const NamedSecret = z.strictObject(Source);
const NamedConfigMap = z.strictObject(Source);

/** How long a token is good: at least ten minutes (Kubernetes, ServiceAccountTokenProjection). */
const leastTokenSeconds = 600;

const Token = z.strictObject({
  path: PathInVolume.describe('File of the token.'),
  audience: z.string().min(1).optional().describe('Who takes it. Default: the API server.'),
  expirationSeconds: z
    .int()
    .min(leastTokenSeconds, `must be ${leastTokenSeconds} or more`)
    .max(2 ** 32, `must be ${2 ** 32} or less`)
    .optional()
    .describe('How long it is good; the kubelet makes a new one before. Default: 3600.'),
});

/** A field of the pod that may be a file (Kubernetes, "Downward API"). */
export const FileField = z
  .string()
  .regex(
    /^metadata\.(?:name|namespace|uid|labels|annotations|labels\['[^']+'\]|annotations\['[^']+'\])$/,
    'must be metadata.name, .namespace, .uid, .labels, .annotations, or one of them: "metadata.labels[\'app\']"',
  );

const Fields = z
  .record(PathInVolume, FileField)
  .refine((fields) => Object.keys(fields).length > 0, 'must name at least one file')
  .describe('Files, and the field of the pod that each of them has.');

const ProjectedSource = z
  .strictObject({
    secret: NamedSecret.optional(),
    configMap: NamedConfigMap.optional(),
    token: Token.optional().describe('A token of the account of the pods.'),
    fields: Fields.optional(),
  })
  .refine((source) => Object.values(source).filter((one) => one !== undefined).length === 1, {
    message: 'must have one of "secret", "configMap", "token" and "fields"',
  });

/** How many pods, on how many nodes, may use a claim at once (Kubernetes, "Access Modes"). */
export const AccessMode = z.enum(['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod']);

const Mount = z.strictObject({
  mountPath: WritableFolder.describe('Where the container finds it; with `subPath` it may be a file.'),
  subPath: PathInVolume.optional().describe('Part of the volume that is seen there. Default: all of it.'),
  readOnly: z.boolean().optional().describe('Whether the container may not write to it. Default: false.'),
  container: ContainerName.optional().describe(
    'Init container or sidecar that sees it. Default: the container of the service, and those of its jobs.',
  ),
});

/** Each is a volume of another sort; a volume is one of them. */
const sources = {
  emptyDir: z
    .strictObject({
      size: Bytes.optional().describe('Default: as much as the pod may have.'),
      medium: z.enum(['Memory']).optional().describe('In memory, which counts as that of the pod. Default: on disk.'),
    })
    .optional()
    .describe('Empty at the start of the pod, and gone with it.'),
  secret: z
    .strictObject({ ...Source, mode: Mode })
    .optional()
    .describe('A Secret of the namespace that is there.'),
  configMap: z
    .strictObject({ ...Source, mode: Mode })
    .optional()
    .describe('A ConfigMap of the namespace that is there.'),
  projected: z
    .strictObject({ sources: z.array(ProjectedSource).min(1, 'must have at least one source'), mode: Mode })
    .optional()
    .describe('Several of them in one folder, and what only this makes a file.'),
  existingClaim: ObjectName.optional().describe('A PersistentVolumeClaim of the namespace that is there.'),
  claim: z
    .strictObject({
      size: Bytes,
      className: ObjectName.optional().describe('StorageClass. Default: that of the cluster.'),
      accessMode: AccessMode.optional().describe(
        'Who may use it at once. Default: ReadWriteMany, every pod on every node.',
      ),
      kept: z
        .boolean()
        .optional()
        .describe('Whether it stays, with its data, when the catalog has it no more. Default: true.'),
    })
    .optional()
    .describe('A volume that all pods of the service share, and that outlives them: `<service>-<volume>`.'),
  ephemeral: z
    .strictObject({
      size: Bytes,
      className: ObjectName.optional().describe('StorageClass. Default: that of the cluster.'),
      accessMode: AccessMode.optional().describe('Who may use it at once. Default: ReadWriteOnce.'),
    })
    .optional()
    .describe('A claim that each pod gets for itself and that goes with it: room that no node has.'),
  csi: z
    .strictObject({
      driver: z
        .string()
        .max(63, 'must have at most 63 characters')
        .regex(
          /^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$/,
          'must be the name of a driver such as "csi.cert-manager.io"',
        ),
      attributes: z
        .record(z.string().min(1), ProcessText)
        .optional()
        .describe('What the driver is told. Default: nothing.'),
      fsType: z.string().min(1).optional().describe('File system, such as `ext4`. Default: the driver decides.'),
      readOnly: z.boolean().optional().describe('Whether nobody may write to it. Default: false.'),
      secret: ObjectName.optional().describe('Secret of the namespace that the driver gets. Default: none.'),
    })
    .optional()
    .describe('What a CSI driver makes for the pod alone: secrets of a store, certificates, buckets.'),
  hostPath: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[^\s\p{Cc}]*$/u, 'must be an absolute path such as "/var/log"')
        .regex(/^(?!.*\/\.\.(?:\/|$))/, 'must be written without ".."')
        .describe('Folder or file of the node.'),
      type: z
        .enum(['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'])
        .optional()
        .describe('What has to be there. Default: nobody asks.'),
    })
    .optional()
    .describe('A part of the node, where the environment has `podSecurity: privileged`.'),
} as const;

/** Sorts of volumes, by the key that says one. */
export type VolumeSource = keyof typeof sources;
export const volumeSources: readonly VolumeSource[] = [
  'emptyDir',
  'secret',
  'configMap',
  'projected',
  'existingClaim',
  'claim',
  'ephemeral',
  'csi',
  'hostPath',
];

/** A volume of the pods, and who sees it where. */
export const Volume = z.strictObject({
  ...sources,
  mounts: z.array(Mount).optional().describe('Who sees it, and where.'),
});
export type Volume = z.infer<typeof Volume>;
export type VolumeMount = z.infer<typeof Mount>;
