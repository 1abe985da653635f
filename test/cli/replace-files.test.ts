import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { replaceFiles } from '../../src/cli/replace-files';
import { temporaryFolder } from '../helpers/temporary-folder';

test('files are written, replaced and removed, in folders that are made', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old'), 'old');
  writeFileSync(join(folder, 'script'), 'old', { mode: 0o755 });

  replaceFiles(
    new Map([
      [join(folder, 'a/b/new'), 'new'],
      [join(folder, 'script'), 'new'],
      [join(folder, 'old'), undefined],
    ]),
  );

  expect(readdirSync(folder).sort()).toEqual(['a', 'script']);
  expect(readFileSync(join(folder, 'a/b/new'), 'utf8')).toBe('new');
  expect([readFileSync(join(folder, 'script'), 'utf8'), statSync(join(folder, 'script')).mode & 0o777]).toEqual([
    'new',
    0o755,
  ]);
});

test('when one cannot be written, all are as they were, and nothing is left beside them', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'first'), 'old');
  writeFileSync(join(folder, 'file'), 'old');

  expect(() => {
    replaceFiles(
      new Map([
        [join(folder, 'first'), 'new'],
        [join(folder, 'file/below'), 'new'],
      ]),
    );
  }).toThrow(/ENOTDIR|EEXIST/);

  expect(readdirSync(folder).sort()).toEqual(['file', 'first']);
  expect(readFileSync(join(folder, 'first'), 'utf8')).toBe('old');
});

test('a link is replaced, and what it leads to stays', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'elsewhere/file'), 'theirs');
  symlinkSync('elsewhere/file', join(folder, 'link'));

  replaceFiles(new Map([[join(folder, 'link'), 'ours']]));

  expect(lstatSync(join(folder, 'link')).isFile()).toBe(true);
  expect(existsSync(join(folder, 'elsewhere/file'))).toBe(true);
  expect(readFileSync(join(folder, 'elsewhere/file'), 'utf8')).toBe('theirs');
});
