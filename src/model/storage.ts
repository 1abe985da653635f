import * as z from 'zod';

import { DnsLabel, Folder, ObjectName } from './names';
import { Bytes } from './quantity';
import { AccessMode, PathInVolume } from './volume';

const OneStorage = z.strictObject({
  name: DnsLabel.optional().describe('Name of the volume, of which the names of claims are made. Default: data.'),
  size: Bytes,
  mountPath: Folder,
  subPath: PathInVolume.optional().describe('Folder of the volume that is seen there. Default: all of it.'),
  className: ObjectName.optional().describe('StorageClass. Default: that of the cluster.'),
  accessMode: AccessMode.optional().describe('Who may use it at once. Default: ReadWriteOnce.'),
});

/** A volume for each pod, or several of them. */
export const Storage = z.union([OneStorage, z.array(OneStorage).min(1, 'must have at least one volume')]);

/** A volume that each pod has for itself, complete. */
export type PlacedStorage = z.infer<typeof OneStorage> & { readonly name: string };

/** The volumes that each pod has for itself; none where nothing is said. */
export function storagesOf({
  storage,
}: {
  readonly storage?: z.infer<typeof Storage> | undefined;
}): readonly PlacedStorage[] {
  if (storage === undefined) return [];
  return (Array.isArray(storage) ? storage : [storage]).map((one) => ({ ...one, name: one.name ?? 'data' }));
}
