import { gunzipSync as gunzip, gzipSync } from 'node:zlib';

import { ArchiveFault, unpack } from '../../src/software/unpack';
import { packed } from '../helpers/a-helm-chart';

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

function withType(tar: Buffer, type: string): Buffer {
  const copy = Buffer.from(tar);
  copy.write(type, 156);
  return copy;
}
