import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isOnDisk, readText, writeContent } from '../../src/tree/named-calls';
import { temporaryFolder } from '../helpers/temporary-folder';

test.each([
  ['a file', 'file', true],
  ['a folder', 'folder', true],
  ['a link to a file', 'link', true],
  ['a link that leads nowhere', 'dangling', false],
  ['nothing', 'nothing', false],
  ['what would be below a file', 'file/below', false],
  ['a name that no file can have', 'nul\0', false],
])('%s is on the disk, or is not', (_, name, isThere) => {
  expect(isOnDisk(join(aFolder(), name))).toBe(isThere);
});

test('what the file system does not say is an error with the path, and not "no"', () => {
  const folder = aFolder();

  expect(() => isOnDisk(join(folder, 'loop'))).toThrow(`cannot read "${join(folder, 'loop')}": links lead in a circle`);
  expect(() => isOnDisk(join(folder, 'x'.repeat(300)))).toThrow('the name is longer than the file system allows');
});

test('a file that is opened and cannot be read or written is named', () => {
  const folder = aFolder();

  // Node's own error of it has no path.
  expect(() => readText(join(folder, 'folder'))).toThrow(
    `cannot read "${join(folder, 'folder')}": a folder stands where a file should be; move it away and run again (EISDIR)`,
  );
  expect(() => writeContent(join(folder, 'folder'), '')).toThrow(`cannot write "${join(folder, 'folder')}": a folder`);
});

function aFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('file', join(folder, 'link'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
  return folder;
}
