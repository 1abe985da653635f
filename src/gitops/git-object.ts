import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

import type { BlobHash } from '../tree/blob-id';

/** A commit or an annotated tag, as Git stores it. */
export interface GitObject {
  readonly kind: 'commit' | 'tag';
  readonly content: Buffer;
}

/** What Git calls an object: the hash of its kind, its length and itself. */
export function objectId({ kind, content }: GitObject, hash: BlobHash): string {
  return createHash(hash).update(`${kind} ${content.length}\0`).update(content).digest('hex');
}

/**
 * Makes a pack of objects, for `git unpack-objects`: all commits of a batch by one process (gitformat-pack(5)).
 */
export function packOf(objects: readonly GitObject[], hash: BlobHash): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const entries = objects.flatMap((one) => [entryHeader(one), deflateSync(one.content)]);
  const pack = Buffer.concat([header, ...entries]);
  return Buffer.concat([pack, createHash(hash).update(pack).digest()]);
}

/** Three bits of kind and four of length in the first byte, then seven of length in each. */
function entryHeader({ kind, content }: GitObject): Buffer {
  const bytes: number[] = [];
  let byte = ((kind === 'commit' ? 1 : 4) << 4) | (content.length & 15);
  for (let rest = content.length >> 4; rest > 0; rest >>= 7) {
    bytes.push(byte | 128);
    byte = rest & 127;
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}
