import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** SoftwareFiles by path. */
export type SoftwareFiles = ReadonlyMap<string, Buffer>;

/** Something that is no archive of a chart. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
}

/** Most bytes of a chart when it is unpacked, with all charts that are packed in it: that of kube-prometheus-stack has 8 MB. */
const maximumBytes = 128 * 1024 * 1024;

/** Most files of it: that of kube-prometheus-stack has 500. */
const maximumFiles = 20_000;

const block = 512;

/** What may still be unpacked: archives in archives share it, for each of them is a thousand times smaller than what is in it. */
export class UnpackingRoom {
  private bytes = maximumBytes;
  private files = maximumFiles;

  /** Most bytes that one archive may have. */
  get left(): number {
    return this.bytes;
  }

  /** @throws ArchiveFault when there is no room for another file */
  takeFile(): void {
    this.files -= 1;
    if (this.files < 0) throw new ArchiveFault(`it has more than ${maximumFiles} files, with what is packed in it`);
  }

  /** @throws ArchiveFault when there is no room for so much */
  takeBytes(count: number): void {
    this.bytes -= count;
    if (this.bytes < 0) throw tooLarge();
  }
}

function tooLarge(): ArchiveFault {
  return new ArchiveFault(`it has more than ${maximumBytes / 1024 ** 2} MB, with what is packed in it`);
}

/**
 * Unpacks an archive as `tar` and `helm package` write it (POSIX.1-2017, "pax"): regular files alone.
 *
 * @param room is made smaller by what the archive has
 * @throws ArchiveFault for what is no such archive, a link, a path that leads out of it or is none, and more than there is room for
 */
export function unpack(archive: Buffer, room: UnpackingRoom): SoftwareFiles {
  const bytes = gunzipped(archive, room);
  const files = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + block <= bytes.length;) {
    const header = bytes.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = sizeIn(header);
    const content = bytes.subarray(at + block, at + block + size);
    if (content.length < size) throw new ArchiveFault('it is cut off');
    at += block + Math.ceil(size / block) * block;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = textIn(content);
    else {
      const path = longName ?? nameIn(header);
      longName = undefined;
      if (type === '0' || type === '\0') {
        room.takeFile();
        files.set(safe(path), content);
      } else if (type === '1' || type === '2') throw new ArchiveFault(`it has a link, "${path}"`);
    }
  }
  refuseFilesAsFolders(files);
  return files;
}

function gunzipped(archive: Buffer, room: UnpackingRoom): Buffer {
  try {
    // Zero is no limit for the function.
    const bytes = gunzipSync(archive, { maxOutputLength: Math.max(room.left, 1) });
    room.takeBytes(bytes.length);
    return bytes;
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge();
    throw new ArchiveFault(`it cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function sizeIn(header: Buffer): number {
  const size = Number.parseInt(textIn(header.subarray(124, 136)).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveFault('a file in it has no size');
  return size;
}

/** Names of more than 100 bytes go on in a field of their own. */
function nameIn(header: Buffer): string {
  const name = textIn(header.subarray(0, 100));
  const isPosix = header.subarray(257, 262).toString('latin1') === 'ustar';
  const prefix = isPosix ? textIn(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Records are `<length> <key>=<value>\n`. */
function paxPath(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}

function textIn(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end === -1 ? bytes.length : end).toString('utf8');
}

function safe(path: string): string {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal.startsWith('/') || normal.startsWith('..') || normal === '.')
    throw new ArchiveFault(`"${path}" in it leads out of it`);
  // No file system has such a name, whatever the archive says.
  if (normal.includes('\0') || normal.endsWith('/') || normal.length > longestPath || hasLongSegment(normal))
    throw new ArchiveFault(`${JSON.stringify(normal.slice(0, 100))} in it is no name of a file`);
  return normal;
}

/** With the folder that it is written into it stays below what systems take. */
const longestPath = 1024;

function hasLongSegment(path: string): boolean {
  return path.split('/').some((segment) => Buffer.byteLength(segment) > 255);
}

function refuseFilesAsFolders(files: SoftwareFiles): void {
  for (const path of files.keys())
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      if (files.has(folder)) throw new ArchiveFault(`"${folder}" in it is a file and a folder`);
}
