import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ownershipLine } from '../../src/tree/ownership';
import { TreeError } from '../../src/tree/tree-error';
import { TreeWriter, type TreeReport } from '../../src/tree/tree-writer';
import { textsBelow } from './tree-on-disk';

const OWN_LINE = ownershipLine('catalog');
const WEB = 'services/web/overlays/dev/service.yaml';
const API = 'services/api/overlays/dev/service.yaml';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-tree-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a run', () => {
  test('writes a new tree and leaves nothing of its own behind', () => {
    const report = write({ [WEB]: 'kind: Service\n', 'argocd/dev/apps/web.yaml': 'kind: Application\n' });

    expect(report).toEqual({ written: ['argocd/dev/apps/web.yaml', WEB], unchanged: 0, removed: [] });
    expect(read(WEB)).toBe(`${OWN_LINE}kind: Service\n`);
    expect(readdirSync(root).sort()).toEqual(['argocd', 'services']);
  });

  test('makes the root if it is missing', () => {
    root = join(root, 'deep', 'dist');

    write({ [WEB]: 'a: 1\n' });

    expect(existsSync(join(root, WEB))).toBe(true);
  });

  test('changes nothing before the commit', () => {
    write({ [WEB]: 'a: 1\n' });
    const writer = open();

    writer.put(WEB, `${OWN_LINE}a: 2\n`, 'Service "web"');
    writer.put(API, `${OWN_LINE}a: 2\n`, 'Service "api"');

    expect(read(WEB)).toBe(`${OWN_LINE}a: 1\n`);
    expect(existsSync(join(root, 'services/api'))).toBe(false);
    writer.abort();
  });

  test('keeps inode and modification time of unchanged files, and only of these', () => {
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n' });
    age(WEB);
    age(API);
    const before = [identity(WEB), identity(API)];

    const report = write({ [WEB]: 'a: 1\n', [API]: 'a: 2\n' });

    expect(report).toEqual({ written: [API], unchanged: 1, removed: [] });
    expect(identity(WEB)).toEqual(before[0]);
    expect(identity(API)).not.toEqual(before[1]);
    expect(read(API)).toBe(`${OWN_LINE}a: 2\n`);
  });

  test('that states what is there changes nothing, not even a folder', () => {
    write({ [WEB]: 'a: 1\n' });
    age('services/web/overlays/dev');
    const before = identity('services/web/overlays/dev');

    expect(write({ [WEB]: 'a: 1\n' })).toEqual({ written: [], unchanged: 1, removed: [] });
    expect(identity('services/web/overlays/dev')).toEqual(before);
  });

  test('adds files to folders that exist, and whole folders beside them', () => {
    write({ [WEB]: 'a: 1\n' });

    const report = write({
      [WEB]: 'a: 1\n',
      'services/web/overlays/dev/deployment.yaml': 'b: 1\n',
      'services/web/overlays/prod/deployment.yaml': 'c: 1\n',
      'services/api/overlays/dev/a/b/c.yaml': 'd: 1\n',
    });

    expect(report.written).toHaveLength(3);
    expect(tree()).toEqual({
      [WEB]: `${OWN_LINE}a: 1\n`,
      'services/web/overlays/dev/deployment.yaml': `${OWN_LINE}b: 1\n`,
      'services/web/overlays/prod/deployment.yaml': `${OWN_LINE}c: 1\n`,
      'services/api/overlays/dev/a/b/c.yaml': `${OWN_LINE}d: 1\n`,
    });
  });

  test('counts a kept file as unchanged and does not look at it', () => {
    write({ [WEB]: 'a: 1\n' });
    const writer = open();

    writer.keep(WEB, 'Service "web"');

    expect(writer.commit()).toEqual({ written: [], unchanged: 1, removed: [] });
    expect(read(WEB)).toBe(`${OWN_LINE}a: 1\n`);
  });

  test('refuses to keep what is not there', () => {
    const writer = open();

    expect(() => writer.keep(WEB, 'Service "web"')).toThrow(`cannot keep "${WEB}": there is no such file`);
    writer.abort();
  });

  test('ends with commit() or abort(), and abort() after commit() does nothing', () => {
    const writer = open();
    writer.put(WEB, `${OWN_LINE}a: 1\n`, 'Service "web"');
    writer.commit();

    writer.abort();

    expect(existsSync(join(root, WEB))).toBe(true);
    expect(() => writer.commit()).toThrow('after the end of the run');
    expect(() => writer.put(API, OWN_LINE, 'x')).toThrow('after the end of the run');
  });

  test('that was aborted leaves the tree and no state', () => {
    write({ [WEB]: 'a: 1\n' });
    const writer = open();
    writer.put(WEB, `${OWN_LINE}a: 2\n`, 'Service "web"');

    writer.abort();

    expect(tree()).toEqual({ [WEB]: `${OWN_LINE}a: 1\n` });
    expect(existsSync(join(root, '.slipway'))).toBe(false);
  });

  test('leaves what others keep in .slipway', () => {
    put('.slipway/cache.json', '{}');

    write({ [WEB]: 'a: 1\n' });

    expect(readdirSync(join(root, '.slipway'))).toEqual(['cache.json']);
  });
});

test('a run whose lock was deleted by hand ends with the old tree', () => {
  write({ [WEB]: 'a: 1\n' });
  const writer = open();
  writer.put(WEB, `${OWN_LINE}a: 2\n`, 'Service "web"');
  rmSync(join(root, '.slipway/lock'));

  expect(() => writer.commit()).toThrow('was taken away; run again');
  expect(read(WEB)).toBe(`${OWN_LINE}a: 1\n`);
});

describe('stale files', () => {
  test('of ours are removed, with the folders that become empty', () => {
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n', 'services/api/overlays/prod/a.yaml': 'a: 1\n' });

    const report = write({ [WEB]: 'a: 1\n' });

    expect(report).toEqual({ written: [], unchanged: 1, removed: [API, 'services/api/overlays/prod/a.yaml'] });
    expect(readdirSync(join(root, 'services'))).toEqual(['web']);
  });

  test('outside the managed folders stay', () => {
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n', 'argocd/dev/a.yaml': 'a: 1\n' });

    const report = write({}, ['services/web/overlays/dev', 'services/none']);

    expect(report.removed).toEqual([WEB]);
    expect(Object.keys(tree()).sort()).toEqual(['argocd/dev/a.yaml', API]);
    expect(existsSync(join(root, 'services/web'))).toBe(false);
  });

  test('in folders of any name are those of a pattern, also in folders that nobody states', () => {
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n', 'services/api/overlays/prod/a.yaml': 'a: 1\n' });

    const report = write({ [WEB]: 'a: 1\n', 'services/new/overlays/dev/a.yaml': 'a: 1\n' }, [
      'services/*/overlays/dev',
    ]);

    expect(report).toEqual({ written: ['services/new/overlays/dev/a.yaml'], unchanged: 1, removed: [API] });
    expect(() => write({ 'services/web/overlays/prod/a.yaml': '' }, ['services/*/overlays/dev'])).toThrow(
      'outside the managed folders services/*/overlays/dev',
    );
  });

  test('that the run keeps stay, and are not counted', () => {
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n' });
    const writer = TreeWriter.open(root, { folders: ['services'], keeps: (path) => path === API });

    expect(writer.commit()).toEqual({ written: [], unchanged: 0, removed: [WEB] });
    expect(Object.keys(tree())).toEqual([API]);
  });

  test('of others are never touched, nor their empty folders, nor their symlinks', () => {
    const outside = mkdtempSync(join(tmpdir(), 'slipway-outside-'));
    writeFileSync(join(outside, 'precious.yaml'), `${OWN_LINE}a: 1\n`);
    write({ [WEB]: 'a: 1\n', [API]: 'a: 1\n' });
    put('services/api/overlays/dev/notes.md', 'mine');
    put('services/api/overlays/dev/almost.yaml', OWN_LINE.slice(0, -2));
    put('services/web/overlays/dev/indented.yaml', ` ${OWN_LINE}`);
    put('services/web/overlays/dev/empty.yaml', '');
    mkdirSync(join(root, 'services/web/overlays/dev/empty'));
    mkdirSync(join(root, 'services/none'));
    symlinkSync(outside, join(root, 'services/web/link'));
    symlinkSync(join(outside, 'precious.yaml'), join(root, 'services/web/overlays/dev/link.yaml'));
    symlinkSync('/nowhere', join(root, 'services/broken'));

    const report = write({});

    expect(report.removed).toEqual([API, WEB]);
    expect(tree()).toEqual({
      'services/api/overlays/dev/notes.md': 'mine',
      'services/api/overlays/dev/almost.yaml': OWN_LINE.slice(0, -2),
      'services/web/overlays/dev/indented.yaml': ` ${OWN_LINE}`,
      'services/web/overlays/dev/empty.yaml': '',
    });
    expect(readdirSync(join(root, 'services/web/overlays/dev'))).toContain('empty');
    expect(readdirSync(join(root, 'services')).sort()).toEqual(['api', 'broken', 'none', 'web']);
    expect(readFileSync(join(outside, 'precious.yaml'), 'utf8')).toContain('a: 1');
    rmSync(outside, { recursive: true });
  });
});

describe('what is in the way is refused with the tree untouched', () => {
  test('files of others, all of them in one error', () => {
    put(WEB, 'theirs: 1\n');
    put('services/web/overlays/dev/b.yaml', 'theirs: 2\n');
    const before = tree();

    expect(() => write({ [API]: 'a: 1\n', [WEB]: 'a: 1\n', 'services/web/overlays/dev/b.yaml': 'b: 1\n' })).toThrow(
      new TreeError(
        'files that Slipway did not write are in the way; move them away or delete them:\n' +
          `  ${WEB}\n  services/web/overlays/dev/b.yaml`,
      ),
    );
    expect(tree()).toEqual(before);
    expect(existsSync(join(root, '.slipway'))).toBe(false);
  });

  test.each([
    [
      'a folder at the path of a file',
      () => mkdirSync(join(root, WEB), { recursive: true }),
      /service\.yaml": a folder stands there/,
    ],
    [
      'a symlink at the path of a file',
      () => link(WEB, '/etc/hosts'),
      /service\.yaml": a symlink or a device stands there/,
    ],
    [
      'a file where a folder must be',
      () => put('services/web/overlays', 'x'),
      /"services\/web\/overlays" is not a folder/,
    ],
    ['a symlink where a folder must be', () => link('services/web', tmpdir()), /"services\/web" is not a folder/],
    [
      'a managed folder that is a symlink',
      () => link('services', tmpdir()),
      /"services" is a symlink, which is not followed/,
    ],
    ['a managed folder that is a file', () => put('services', 'x'), /"services" is not a folder/],
  ])('%s', (_, arrange, message) => {
    arrange();
    const before = tree();

    expect(() => write({ [WEB]: 'a: 1\n' })).toThrow(TreeError);
    expect(() => write({ [WEB]: 'a: 1\n' })).toThrow(message);
    expect(tree()).toEqual(before);
    expect(existsSync(join(root, '.slipway'))).toBe(false);
  });

  test('a symlink where a folder of any name is managed', () => {
    link('services/web', tmpdir());

    expect(() => write({ [WEB]: 'a: 1\n' }, ['services/*/overlays/dev'])).toThrow('"services/web" is not a folder');
  });

  test('a symlink above a managed folder', () => {
    const outside = mkdtempSync(join(tmpdir(), 'slipway-outside-'));
    link('services', outside);

    expect(() => write({ [WEB]: 'a: 1\n' }, ['services/web/overlays/dev'])).toThrow('"services" is a symlink');
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe('paths', () => {
  test('two objects for one path are an error that names both', () => {
    const writer = open();
    writer.put(WEB, `${OWN_LINE}a: 1\n`, 'Service "web" in namespace "dev"');

    expect(() => writer.put(WEB, `${OWN_LINE}a: 1\n`, 'Service "web" in namespace "other"')).toThrow(
      `Service "web" in namespace "dev" and Service "web" in namespace "other" are both written to "${WEB}"`,
    );
    expect(() => writer.commit()).toThrow('after an error');
    writer.abort();
  });

  test.each([
    ['services/web/a.yaml', 'services/web/A.yaml'],
    ['services/web/a.yaml', 'services/Web/b.yaml'],
    ['services/web/a/b.yaml', 'services/web/A'],
  ])('%s and %s differ only in case, which is an error that names both', (one, other) => {
    const writer = open();
    writer.put(one, OWN_LINE, 'Service "one"');

    expect(() => writer.put(other, OWN_LINE, 'Service "two"')).toThrow(/Service "two".*Service "one"/);
    writer.abort();
  });

  test('a file on disk that differs only in case is an error too', () => {
    put('services/Web/a.yaml', 'theirs');

    expect(() => write({ 'services/web/b.yaml': 'a: 1\n' })).toThrow(
      '"services/web/b.yaml" of Object services/web/b.yaml differs only in the case of "services/web" from ' +
        '"services/Web", which is on disk',
    );
  });

  test.each([
    '',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/..',
    '../a',
    'a/../b',
    './a',
    'a\\b',
    'a\nb',
    'a\u0000',
    'a/\u007fb',
  ])('%j is no path in the tree', (path) => {
    const writer = open(['services']);

    expect(() => writer.put(path, OWN_LINE, 'x')).toThrow(`${JSON.stringify(path)} is no path in the tree`);
    writer.abort();
    expect(() => open([path])).toThrow('is no path in the tree');
  });

  test('in .slipway or outside the managed folders are refused', () => {
    const writer = open(['services']);

    expect(() => writer.put('.slipway/a', OWN_LINE, 'x')).toThrow('is in .slipway');
    expect(() => writer.put('argocd/a.yaml', OWN_LINE, 'x')).toThrow('outside the managed folders services');
    expect(() => writer.put('services', OWN_LINE, 'x')).toThrow('outside the managed folders services');
    expect(() => writer.put('services/a', 'a: 1\n', 'x')).toThrow('lacks the line that makes it ours');
    writer.abort();
  });

  test('may hold dots, blanks and any letters', () => {
    const path = 'services/..web/.a b/ü..yaml';

    expect(write({ [path]: 'a: 1\n' }).written).toEqual([path]);
  });
});

describe('a managed block', () => {
  test('is put into the file of others, which stays byte for byte around it', () => {
    const theirs = Buffer.from([0x23, 0xff, 0xfe, 0x0d, 0x0a, 0x61, 0x0a]);
    writeFileSync(join(root, 'CODEOWNERS'), theirs);
    const writer = open();

    expect(writer.putBlock('CODEOWNERS', ['/services/ @slipway'])).toBe('staged');
    expect(writer.commit().written).toEqual(['CODEOWNERS']);
    expect(readFileSync(join(root, 'CODEOWNERS')).subarray(0, theirs.length).equals(theirs)).toBe(true);
    expect(read('CODEOWNERS')).toMatch(/\r\n# slipway: begin\r\n\/services\/ @slipway\r\n# slipway: end\r\n$/);
  });

  test('that is current leaves inode and time, and counts as unchanged', () => {
    writeBlock('.github/CODEOWNERS', ['/a @b']);
    age('.github/CODEOWNERS');
    const before = identity('.github/CODEOWNERS');

    expect(writeBlock('.github/CODEOWNERS', ['/a @b'])).toEqual({ written: [], unchanged: 1, removed: [] });
    expect(identity('.github/CODEOWNERS')).toEqual(before);
    expect(read('.github/CODEOWNERS')).toBe('# slipway: begin\n/a @b\n# slipway: end\n');
  });

  test('is not written through a symlink', () => {
    link('CODEOWNERS', '/etc/hosts');
    link('.github', tmpdir());

    expect(() => writeBlock('CODEOWNERS', ['a'])).toThrow('cannot write "CODEOWNERS": it is no regular file');
    expect(() => writeBlock('.github/CODEOWNERS', ['a'])).toThrow('".github" is a symlink');
  });

  test('and a rendered file cannot share a path', () => {
    const writer = open();
    writer.putBlock('services/a', ['a']);

    expect(() => writer.put('services/a', OWN_LINE, 'Service "a"')).toThrow('a managed block and Service "a"');
    writer.abort();
  });
});

function open(folders: readonly string[] = ['services', 'argocd']): TreeWriter {
  return TreeWriter.open(root, { folders });
}

function write(textByPath: Readonly<Record<string, string>>, folders?: readonly string[]): TreeReport {
  const writer = open(folders);
  try {
    for (const [path, text] of Object.entries(textByPath)) writer.put(path, OWN_LINE + text, `Object ${path}`);
    return writer.commit();
  } finally {
    writer.abort();
  }
}

function writeBlock(path: string, lines: readonly string[]): TreeReport {
  const writer = open([]);
  try {
    writer.putBlock(path, lines);
    return writer.commit();
  } finally {
    writer.abort();
  }
}

/** Puts a file of others. */
function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function tree(): Readonly<Record<string, string>> {
  return textsBelow(root);
}

/** Sets the time back, so that a write within the clock's resolution shows. */
function age(path: string): void {
  utimesSync(join(root, path), 1, 1);
}

function identity(path: string): readonly number[] {
  const { ino, mtimeMs } = lstatSync(join(root, path));
  return [ino, mtimeMs];
}
