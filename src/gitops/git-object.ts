import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

import type { BlobHash } from '../tree/blob-id';

/** Something as Git stores it. */
export interface GitObject {
  readonly kind: 'commit' | 'tree' | 'blob' | 'tag';
  readonly content: Buffer;
}

/** What differs from another object, which the repository has, or the same pack. */
export interface GitDelta {
  readonly kind: 'delta';
  /** Git's name of the other object. */
  readonly base: string;
  /** As gitformat-pack(5) says. */
  readonly content: Buffer;
}

/** What Git calls an object: the hash of its kind, its length and itself. */
export function objectId({ kind, content }: GitObject, hash: BlobHash): string {
  return createHash(hash).update(`${kind} ${content.length}\0`).update(content).digest('hex');
}

/** Makes a pack, which one process of Git stores, however many objects it has (gitformat-pack(5)). */
export function packOf(objects: readonly (GitObject | GitDelta)[], hash: BlobHash): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const entries = objects.flatMap((one) => [
    entryHeader(one),
    ...(one.kind === 'delta' ? [Buffer.from(one.base, 'hex')] : []),
    packed(one.content),
  ]);
  const pack = Buffer.concat([header, ...entries]);
  return Buffer.concat([pack, createHash(hash).update(pack).digest()]);
}

/** Numbers of kinds in a pack; a delta names what it stands on. */
const numbers = { commit: 1, tree: 2, blob: 3, tag: 4, delta: 7 } as const;

/** Three bits of kind and four of length in the first byte, then seven of length in each. */
function entryHeader({ kind, content }: GitObject | GitDelta): Buffer {
  const bytes: number[] = [];
  let byte = (numbers[kind] << 4) | (content.length & 15);
  for (let rest = content.length >> 4; rest > 0; rest >>= 7) {
    bytes.push(byte | 128);
    byte = rest & 127;
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}

/**
 * A stream of zlib (RFC 1950). The least effort saves nearly as much: most contents are short. So is the window that it looks back
 * in, and the tables that go with it: by default zlib takes a quarter of a megabyte for each content, and clears it.
 */
function packed(content: Buffer): Buffer {
  const { length } = content;
  if (length <= mostStored) return stored(content);
  const windowBits = Math.min(Math.max(Math.ceil(Math.log2(length)), fewestWindowBits), 15);
  return deflateSync(content, { level: 1, windowBits, memLevel: windowBits - 7, chunkSize: Math.min(length, 0x4000) });
}

/** A window of 512 bytes. */
const fewestWindowBits = 9;

/** In bytes: making a stream that saves something takes longer than Git takes to read what it saves. */
const mostStored = 128;

/** One block that is stored as it is (RFC 1951, 3.2.4), and the checksum of it (RFC 1950, 8.2). */
function stored(content: Buffer): Buffer {
  const stream = Buffer.alloc(content.length + 11);
  stream.set([0x78, 0x01, 0x01]);
  stream.writeUInt16LE(content.length, 3);
  stream.writeUInt16LE(content.length ^ 0xffff, 5);
  stream.set(content, 7);
  let [low, high] = [1, 0];
  for (const byte of content) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  stream.writeUInt16BE(high, content.length + 7);
  stream.writeUInt16BE(low, content.length + 9);
  return stream;
}
