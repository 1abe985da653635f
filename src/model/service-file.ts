import * as z from 'zod';

import { DataKey, Folder } from './names';

/** A file that lies beside a service: a text, or bytes that are none. */
export type ServiceFile = { readonly bytes: number } & ({ readonly text: string } | { readonly base64: string });

/** What all entries of a ConfigMap may have together, in bytes (Kubernetes, ConfigMap: "limited to 1 MiB"). */
export const mostBytes = 1024 * 1024;

/** Name of a file beside a service, which is a key of its ConfigMap. */
export const FileName = DataKey;

/** Files beside the service, by where its processes find them. */
export const Files = z.record(
  Folder,
  z
    .union([FileName, z.array(FileName).min(1, 'must name at least one file')])
    .nullable()
    .describe('A list is files in this folder; one name is the file at this path, in a folder of the image.'),
);
