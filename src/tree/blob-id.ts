import { createHash } from 'node:crypto';

/** How Git names contents: by `sha1`, or in some repositories by `sha256`. */
export type BlobHash = 'sha1' | 'sha256';

/** What Git calls a content: the hash of its length and itself. */
export function blobId(content: string | Buffer, hash: BlobHash): string {
  return createHash(hash)
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');
}
