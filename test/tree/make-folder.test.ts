import * as nodeFileSystem from 'node:fs';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { makeFolder } from '../../src/tree/make-folder';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

test('what is missing on the way is made, and the first of it is told, so that it can be taken away again', () => {
  const root = temporaryFolder();

  expect(makeFolder(join(root, 'a/b/c'))).toBe(join(root, 'a'));
  expect(statSync(join(root, 'a/b/c')).isDirectory()).toBe(true);
  expect(makeFolder(join(root, 'a/b/d'))).toBe(join(root, 'a/b/d'));
});

test('what is there stays, links to folders as well', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'real'));
  symlinkSync('real', join(root, 'link'));

  expect(makeFolder(join(root, 'real'))).toBeUndefined();
  expect(makeFolder(join(root, 'link'))).toBeUndefined();
  expect(makeFolder(join(root, 'link/a'))).toBe(join(root, 'link/a'));
  expect(existsSync(join(root, 'real/a'))).toBe(true);
});

test.each([
  ['a file', (at: string) => writeFileSync(at, ''), 'EEXIST'],
  ['a link that leads nowhere', (at: string) => symlinkSync('nowhere', at), 'EEXIST'],
])('%s in its place is no folder, and stays', (_, make, code) => {
  const root = temporaryFolder();
  make(join(root, 'a'));

  expect(() => makeFolder(join(root, 'a'))).toThrow(expect.objectContaining({ code, path: join(root, 'a') }));
  expect(() => makeFolder(join(root, 'a/b'))).toThrow(
    expect.objectContaining({ path: expect.stringMatching(/a(\/b)?$/) }),
  );
});

if (existsSync('/proc/self')) {
  test.each(['/proc/x', '/proc/x/y/z', '/proc/self/x/y'])(
    'a file system that takes no folders is named, and not asked for ever: %s',
    (folder) => {
      expect(() => makeFolder(folder)).toThrow(/^cannot make "\/proc\/(self\/)?x": no folder can be made there; /);
    },
  );
}

test('a folder that another process makes meanwhile is as good', () => {
  const root = temporaryFolder();
  const fileSystem = {
    ...nodeFileSystem,
    mkdirSync: (path: string) => {
      mkdirSync(path);
      return mkdirSync(path);
    },
  };

  expect(() => makeFolder(join(root, 'a/b'), fileSystem)).not.toThrow();
  expect(existsSync(join(root, 'a/b'))).toBe(true);
});

test('one that is taken away meanwhile is an error that its caller knows, and may begin again', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'a'));
  const fileSystem = {
    ...nodeFileSystem,
    mkdirSync: (path: string) => {
      rmSync(join(root, 'a'), { recursive: true, force: true });
      return mkdirSync(path);
    },
  };

  expect(() => makeFolder(join(root, 'a/b'), fileSystem)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test('nobody else makes folders with what lies above them', () => {
  const source = join(packageRoot, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  const others = files.filter((file) => /mkdirSync\([^;]*recursive/.test(readFileSync(join(source, file), 'utf8')));

  // It writes into a folder that it has just made.
  expect(others).toEqual(['software/in-folder.ts']);
});
