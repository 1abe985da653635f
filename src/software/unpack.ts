import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** SoftwareFiles by path. */
export type SoftwareFiles = ReadonlyMap<string, Buffer>;

/** Something that is no archive of a chart. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault';
}

/** Most bytes of an archive when it is unpacked: that of kube-prometheus-stack has 8 MB. */
const maximumBytes = 128 * 1024 * 1024;

const block = 512;

/**
 * Unpacks an archive as `tar` and `helm package` write it (POSIX.1-2017, "pax"): regular files alone.
 *
 * @throws ArchiveFault for what is no such archive, a link, and a path that leads out of it
 */
export function unpack(archive: Buffer): SoftwareFiles {
  const bytes = gunzipped(archive);
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
      if (type === '0' || type === '\0') files.set(safe(path), content);
      else if (type === '1' || type === '2') throw new ArchiveFault(`it has a link, "${path}"`);
    }
  }
  return files;
}

function gunzipped(archive: Buffer): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: maximumBytes });
  } catch (error) {
    throw new ArchiveFault(`it cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
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
  return normal;
}
