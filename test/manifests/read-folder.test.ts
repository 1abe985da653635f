import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import { LinkedFiles } from '../../src/manifests/linked-files';
import type { ManifestUnit } from '../../src/manifests/manifest';
import type { Programs } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { temporaryFolder } from '../helpers/temporary-folder';

const config = (name: string): string => `# ${name}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const nothingInstalled: Programs = { kustomize: () => 'not installed', helm: () => 'not installed' };

describe('files', () => {
  test('of a folder are read in a fixed order; hidden ones, packages and other types are not', () => {
    const folder = folderOf({
      'b.yaml': config('b'),
      'a/c.yml': config('c'),
      'a/d.json': JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'd' } }),
      'tsconfig.json': '{ // comment\n}',
      '.git/x.yaml': config('x'),
      'node_modules/x.yaml': config('x'),
      'x.txt': config('x'),
      'values.yaml': 'a: 1\n',
    });

    const units = readManifests([folder], nothingInstalled);

    expect(units).toMatchObject([{ name: folder, unreadable: [], skipped: [] }]);
    expect(namesOf(units)).toEqual([['c', 'd', 'b']]);
    expect(units[0]?.objects[0]?.file).toBe(relative(process.cwd(), join(folder, 'a/c.yml')));
  });

  test('are read once more to say where something is written, and their texts are not kept', () => {
    const folder = folderOf({
      'a.yaml': `${config('one')}---\n${config('two')}---\nkind: List\napiVersion: v1\nitems:\n- ${config('three')
        .replaceAll(/^#.*\n/g, '')
        .replaceAll('\n', '\n  ')}\n`,
      'b.yaml': config('four'),
      'kustomization.yaml': 'resources:\n- a.yaml\n- b.yaml\n',
    });
    const reads: string[] = [];
    const units = readManifests([folder], nothingInstalled, (path) => {
      reads.push(basename(path));
      return readFileSync(path);
    });

    const lines = units[0]?.objects.map((object) => object.locate(['metadata', 'name'])?.line);
    const inKustomization = units[0]?.kustomizations[0]?.locate(['resources', 0]);

    expect(lines).toEqual([5, 11, 19, 5]);
    expect(inKustomization).toEqual({ line: 2, column: 3 });
    expect(reads).toEqual(['a.yaml', 'b.yaml', 'kustomization.yaml', 'a.yaml', 'b.yaml', 'kustomization.yaml']);
  });

  test('that change after they were read have places as they are then, or none', () => {
    const folder = folderOf({ 'a.yaml': `${config('one')}---\n${config('two')}` });
    const [unit] = readManifests([folder], nothingInstalled);

    writeFileSync(join(folder, 'a.yaml'), `\n${config('one')}`);

    expect(unit?.objects.map((object) => object.locate(['metadata', 'name'])?.line)).toEqual([6, undefined]);
  });

  test('can be named one by one, whatever their names', () => {
    const folder = folderOf({ 'a.txt': config('a'), 'b.yaml': config('b') });

    expect(namesOf(readManifests([join(folder, 'a.txt'), join(folder, 'b.yaml')], nothingInstalled))).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  test('behind links are read where they are, and once; links that leave the folder are noted', () => {
    const folder = folderOf({ 'in/a.yaml': config('a') });
    const other = folderOf({ 'b.yaml': config('b') });
    symlinkSync(folder, join(folder, 'in', 'loop'));
    symlinkSync(join(folder, 'in', 'a.yaml'), join(folder, 'again.yaml'));
    symlinkSync(other, join(folder, 'out'));
    symlinkSync('nowhere', join(folder, 'void.yaml'));

    const units = readManifests([folder], nothingInstalled);

    expect(namesOf(units)).toEqual([['a']]);
    expect(units[0]?.skipped.map(({ path, reason }) => [path.split('/').at(-1), reason])).toEqual([
      ['out', 'it is a link that leaves the folder'],
      ['void.yaml', 'it is a link that leads nowhere'],
    ]);
  });

  test('that are templates are noted, once each', () => {
    const folder = folderOf({ 'a.yaml': '{{- if .a }}\na: {{ .b }}\n{{- end }}\n' });

    expect(readManifests([folder], nothingInstalled)[0]?.skipped).toMatchObject([
      { path: relative(process.cwd(), join(folder, 'a.yaml')) },
    ]);
  });

  test('that do not exist are unreadable', () => {
    expect(readManifests(['no-such-folder'], nothingInstalled)[0]?.unreadable).toMatchObject([
      { file: 'no-such-folder', line: 1, column: 1, message: 'there is no file or folder "no-such-folder"' },
    ]);
  });
});

describe('kustomizations', () => {
  const overlays = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': config('a'),
    'prod/kustomization.yaml': 'resources: [../base, b.yaml]\nnamespace: prod\npatches: [{path: patch.yaml}]\n',
    'prod/b.yaml': config('b'),
    'prod/patch.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: y}\n',
  };

  test('that only list files change nothing: their files are read as they are', () => {
    const folder = folderOf({
      'kustomization.yaml': 'resources: [sub, a.yaml]\npatches: []\n',
      'a.yaml': config('a'),
      'sub/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [b.yaml]\n',
      'sub/b.yaml': config('b'),
    });

    const units = readManifests([folder], nothingInstalled);

    expect(namesOf(units)).toEqual([['a', 'b']]);
    expect(units[0]?.kustomizations).toHaveLength(2);
  });

  test('that transform are units of their own, and their bases and patches are not read by themselves', () => {
    const folder = folderOf(overlays);
    const built = `${config('a')}---\n${config('b')}---\n${config('generated')}`;

    const units = readManifests([folder], { ...nothingInstalled, kustomize: () => ({ output: built }) });

    expect(namesOf(units)).toEqual([[], ['a', 'b', 'generated']]);
    expect(units[1]?.name).toBe(relative(process.cwd(), join(folder, 'prod')));
    const places = units[1]?.objects.map(({ file, locate }) => [file, locate(['metadata', 'name'])]);
    expect(places).toEqual([
      // The patch says "a", too, and is no object.
      [nameOf(folder, 'base/a.yaml'), { line: 5, column: 9 }],
      [nameOf(folder, 'prod/b.yaml'), { line: 5, column: 9 }],
      [nameOf(folder, 'prod/kustomization.yaml'), { line: 1, column: 1 }],
    ]);
  });

  test('with a prefix or a suffix have the places of what they rename, of two alike neither', () => {
    const folder = folderOf({
      'base/kustomization.yaml': 'resources: [a.yaml, ab.yaml, c.yaml, x/c.yaml]\n',
      'base/a.yaml': config('web'),
      'base/ab.yaml': config('web-api'),
      'base/c.yaml': config('other'),
      'base/x/c.yaml': config('other'),
      'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: p-\nnameSuffix: -s\n',
    });
    const built = ['p-web-s', 'p-web-api-s', 'p-other-s', 'unknown'].map(config).join('---\n');

    const units = readManifests([folder], { ...nothingInstalled, kustomize: () => ({ output: built }) });

    expect(units[1]?.objects.map(({ file }) => file)).toEqual(
      ['base/a.yaml', 'base/ab.yaml', 'prod/kustomization.yaml', 'prod/kustomization.yaml'].map((file) =>
        nameOf(folder, file),
      ),
    );
  });

  test('share bases with plain ones, which are then read', () => {
    const folder = folderOf({ ...overlays, 'dev/kustomization.yaml': 'resources: [../base]\n' });

    const units = readManifests([folder], nothingInstalled);

    // What only the other one is made of is in a unit of its own, which nobody applies as it is.
    expect(units.map(({ isUnapplied = false }) => isUnapplied)).toEqual([false, false, true]);
    expect(namesOf(units).slice(0, 2)).toEqual([['a'], []]);
  });

  test('find their bases outside the named folder', () => {
    const folder = folderOf({ ...overlays, 'prod/patch.yaml': '- op: remove\n' });

    const units = readManifests([join(folder, 'prod')], {
      ...nothingInstalled,
      kustomize: () => ({ output: config('a') }),
    });

    expect(units[1]?.objects[0]?.file).toBe(nameOf(folder, 'base/a.yaml'));
  });

  test.each([
    ['without the program', 'namePrefix: a-\n', 'not built: kustomize is not installed'],
    [
      'that load from the network',
      'namePrefix: a-\nresources: [https://example.com/a.yaml]\n',
      'not built: it loads "https://example.com/a.yaml", and nothing is loaded from the network',
    ],
    [
      'that are components',
      'kind: Component\nresources: []\n',
      'not built: a component is built by the kustomizations that use it',
    ],
  ])('%s are noted', (_, text, reason) => {
    const folder = folderOf({ 'x/kustomization.yaml': text });

    const units = readManifests([folder], nothingInstalled);

    expect(units[1]).toMatchObject({ objects: [], unreadable: [], skipped: [{ path: nameOf(folder, 'x'), reason }] });
  });

  test('that cannot be built are unreadable', () => {
    const folder = folderOf({ 'kustomization.yaml': 'namePrefix: a-\nresources: [none.yaml]\n' });

    const units = readManifests([folder], { ...nothingInstalled, kustomize: () => ({ failure: 'no such file' }) });

    expect(units[1]?.unreadable).toMatchObject([{ file: nameOf(folder, 'kustomization.yaml'), line: 1, column: 1 }]);
    expect(units[1]?.unreadable[0]?.message).toContain('no such file');
  });
});

describe('charts', () => {
  const chart = {
    'c/Chart.yaml': 'apiVersion: v2\nname: x\n',
    'c/templates/a.yaml': '{{ .a }}\n',
    'b.yaml': config('b'),
  };

  test('without helm are noted, and nothing of them is read', () => {
    const folder = folderOf(chart);

    const units = readManifests([folder], nothingInstalled);

    expect(namesOf(units)).toEqual([['b'], []]);
    const unbuilt = nameOf(folder, 'c/Chart.yaml');
    expect(units[1]?.skipped).toEqual([
      { path: nameOf(folder, 'c'), reason: 'not rendered: helm is not installed', unbuilt },
    ]);
  });

  test('are rendered with helm; the objects have the file of their template', () => {
    const folder = folderOf(chart);
    const output = `---\n# Source: x/templates/a.yaml\n${config('a')}`;

    const units = readManifests([folder], { ...nothingInstalled, helm: () => ({ output }) });

    expect(namesOf(units)).toEqual([['b'], ['a']]);
    expect(units[1]?.objects[0]?.file).toBe(nameOf(folder, 'c/templates/a.yaml'));
    expect(units[1]?.objects[0]?.locate(['metadata'])).toEqual({ line: 1, column: 1 });
  });
});

const describeWithPermissions = process.getuid?.() === 0 || process.platform === 'win32' ? describe.skip : describe;

describeWithPermissions('what may not be read (skipped for root, who may read everything)', () => {
  test('is said of that folder and that file, and nothing else is hidden by it', () => {
    const folder = folderOf({ 'a.yaml': config('a'), 'closed/b.yaml': config('b'), 'z.yaml': config('z') });
    chmodSync(join(folder, 'closed'), 0);
    chmodSync(join(folder, 'a.yaml'), 0);

    const [unit] = readManifests([folder], nothingInstalled);
    chmodSync(join(folder, 'closed'), 0o755);

    expect(unit?.objects.map(({ name }) => name)).toEqual(['z']);
    expect(unit?.unreadable).toEqual([
      { file: nameOf(folder, 'a.yaml'), line: 1, column: 1, message: 'the file cannot be read: permission is denied' },
      {
        file: nameOf(folder, 'closed'),
        line: 1,
        column: 1,
        message: 'the folder cannot be read: permission is denied',
      },
    ]);
  });
});

describe('what cannot be read', () => {
  test('may be a folder whose path is longer than a path can be', () => {
    const folder = folderOf({ 'a.yaml': config('a') });
    const name = 'd'.repeat(250);
    const deeper = `const { mkdirSync } = require('node:fs'); for (let i = 0; i < 20; i += 1) { mkdirSync('${name}'); process.chdir('${name}'); }`;
    execFileSync(process.execPath, ['-e', deeper], { cwd: folder });

    const [unit] = readManifests([folder], nothingInstalled);
    execFileSync('rm', ['-rf', name], { cwd: folder });

    expect(unit?.objects.map((object) => object.name)).toEqual(['a']);
    expect(unit?.unreadable.map(({ message }) => message)).toEqual(['the folder cannot be read: its name is too long']);
  });

  test('may go away after it was listed', () => {
    const folder = folderOf({ 'a.yaml': config('a'), 'b.yaml': config('b') });
    const gone = (path: string): Buffer => {
      if (path.endsWith('a.yaml')) throw Object.assign(new Error(`no such file, open '${path}'`), { code: 'ENOENT' });
      return Buffer.from(config('b'));
    };

    const [unit] = readManifests([folder], nothingInstalled, gone);

    expect(unit?.objects.map(({ name }) => name)).toEqual(['b']);
    expect(unit?.unreadable[0]?.message).toBe('the file cannot be read: it is not there any more');
  });
});

describe('a name that can be no path', () => {
  test.each([
    ['is longer than file systems take', 'x'.repeat(400)],
    ['is longer than file systems take, outside', `../${'x'.repeat(400)}`],
    ['goes through a file', 'b.yaml/x.yaml'],
    ['goes through a file, outside', '../out.yaml/x.yaml'],
    ['has a zero byte', 'a\\0b'],
    ['has a zero byte, outside', '../a\\0b'],
  ])('is one of nothing that is there: it %s', (_, name) => {
    const folder = folderOf({
      'out.yaml': config('out'),
      'in/b.yaml': config('b'),
      'in/kustomization.yaml': `resources: [b.yaml, "${name}"]\n`,
    });
    const linked = new LinkedFiles((path) => path);

    linked.read(join(folder, 'in', 'kustomization.yaml'));
    linked.link();
    const [unit] = readManifests([join(folder, 'in')], nothingInstalled);

    expect([...linked.textsByPath.keys()].map((path) => relative(folder, path))).toEqual([
      join('in', 'kustomization.yaml'),
      join('in', 'b.yaml'),
    ]);
    expect(unit?.objects.map((object) => object.name)).toEqual(['b']);
    expect(unit?.kustomizations[0]?.partAt?.(JSON.parse(`"${name.replace('\\0', '\\u0000')}"`))).toEqual({
      type: 'nothing',
    });
    expect(unit?.isThere?.(join(folder, 'in', name))).toBe(false);
  });
});

function namesOf(units: readonly ManifestUnit[]): readonly (readonly string[])[] {
  return units.map(({ objects }) => objects.map(({ name }) => name));
}

function nameOf(folder: string, path: string): string {
  return relative(process.cwd(), join(folder, path));
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
