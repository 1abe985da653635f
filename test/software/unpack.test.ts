import { gunzipSync as gunzip, gzipSync } from 'node:zlib';

import { documents } from '../../src/model/catalog';
import { softwareFilesIn } from '../../src/software/chart-files';
import { ArchiveFault, unpack as unpackInto, UnpackingRoom, type SoftwareFiles } from '../../src/software/unpack';
import { packed } from '../helpers/a-helm-chart';

const unpack = (archive: Buffer): SoftwareFiles => unpackInto(archive, new UnpackingRoom());

/** What a record of pax calls the file behind it. */
const named = (path: string): Buffer => {
  const rest = ` path=${path}\n`;
  const record = `${String(rest.length + 3).padStart(3, '0')}${rest}`;
  const pax = withType(gunzip(packed('p', { x: record })).subarray(0, 512 + Math.ceil(record.length / 512) * 512), 'x');
  return gzipSync(Buffer.concat([pax, gunzip(packed('a', { b: 'text' }))]));
};

test('regular files are unpacked by their paths', () => {
  const files = unpack(
    packed('cache', { 'Chart.yaml': 'name: cache\n', 'templates/a.yaml': 'x'.repeat(1500), empty: '' }),
  );

  expect([...files].map(([path, content]) => [path, content.length])).toEqual([
    ['cache/Chart.yaml', 12],
    ['cache/templates/a.yaml', 1500],
    ['cache/empty', 0],
  ]);
});

test.each<[what: string, archive: Buffer, message: RegExp]>([
  ['no gzip', Buffer.from('no archive'), /cannot be unpacked/],
  ['a path that leads out', packed('..', { '../x': 'a' }), /leads out of it/],
  ['a file that is cut off', gzipSync(gunzip(packed('a', { b: 'x'.repeat(600) })).subarray(0, 700)), /cut off/],
  ['a link', gzipSync(withType(gunzip(packed('a', { b: '' })), '2')), /has a link, "a\/b"/],
  ['a path with NUL', named('a/b\0c'), /"a\/b\\u0000c" in it is no name of a file/],
  ['a file that is called like a folder', named('a/b/'), /is no name of a file/],
  ['a name that is too long', named(`a/${'b'.repeat(256)}`), /is no name of a file/],
  ['a path that is too long', named('a/'.repeat(600) + 'b'), /is no name of a file/],
  ['a file that is a folder, too', packed('a', { b: '1', 'b/c': '2' }), /"a\/b" in it is a file and a folder/],
  ['more files than a chart has', manyFiles(20_001), /more than 20000 files/],
  ['more bytes than a chart has', gzipSync(Buffer.alloc(129 * 1024 * 1024)), /more than 128 MB/],
])('%s is refused', (_, archive, message) => {
  expect(() => unpack(archive)).toThrow(ArchiveFault);
  expect(() => unpack(archive)).toThrow(message);
});

test('a long path of pax is the path', () => {
  const long = `${'folder/'.repeat(30)}file`;
  const record = `${long.length + 10} path=${long}\n`;
  const pax = withType(gunzip(packed('p', { x: record })).subarray(0, 1024), 'x');
  const file = gunzip(packed('a', { b: 'text' }));

  expect([...unpack(gzipSync(Buffer.concat([pax, file]))).keys()]).toEqual([long]);
});

test('charts in a chart have room for as much as one, however many and however deep they are', () => {
  const large = { 'values.yaml': 'x'.repeat(60 * 1024 * 1024) };
  const inner = packed('inner', large);
  const outer = (count: number): Buffer =>
    packed('outer', Object.fromEntries(Array.from({ length: count }, (_, index) => [`charts/c${index}.tgz`, inner])));

  expect(softwareFilesIn(archived(outer(2))).size).toBe(2);
  expect(() => softwareFilesIn(archived(outer(3)))).toThrow(/more than 128 MB, with what is packed in it/);
});

function archived(archive: Buffer): Parameters<typeof softwareFilesIn>[0] {
  const document = documents.archive('outer', '1.0.0');
  return { files: [{ document, content: archive.toString('base64'), digest: '' }], folder: undefined };
}

function manyFiles(count: number): Buffer {
  return packed('a', Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, ''])));
}

function withType(tar: Buffer, type: string): Buffer {
  const copy = Buffer.from(tar);
  copy.write(type, 156);
  return copy;
}
