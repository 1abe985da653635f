import { createHash, hash as hashAtOnce } from 'node:crypto';

/** How Git names contents: by `sha1`, or in some repositories by `sha256`. */
export type BlobHash = 'sha1' | 'sha256';

/** What Git calls a content: the hash of its length and itself. */
export function blobId(content: string | Buffer, hash: BlobHash): string {
  if (content.length > longestAtOnce) {
    return createHash(hash)
      .update(`blob ${Buffer.byteLength(content)}\0`)
      .update(content)
      .digest('hex');
  }
  const length = typeof content === 'string' ? bytes.write(content, roomForHeader) : content.copy(bytes, roomForHeader);
  const header = `blob ${length}\0`;
  const start = roomForHeader - header.length;
  bytes.write(header, start, 'latin1');
  return hashAtOnce(hash, bytes.subarray(start, roomForHeader + length), 'hex');
}

/** In UTF-16 units, each of which takes up to three bytes. Of rendered files nearly all are shorter. */
const longestAtOnce = 2 ** 16;
const roomForHeader = 32;

/** The content with its header before it, as Git hashes it: one call for 30,000 files costs half of three. */
const bytes = Buffer.alloc(roomForHeader + longestAtOnce * 3);
