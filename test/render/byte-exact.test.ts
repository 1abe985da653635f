import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { synthesize } from '../../src/render/synthesize';
import { packed } from '../helpers/a-helm-chart';
import { catalogFiles, serviceYaml } from '../helpers/a-catalog';
import { git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';

const lineEnds = 'one\r\ntwo\nthree\r';
const noText = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]);
// Nothing in it tells Git that it is no text, as far as it looks.
const looksLikeText = Buffer.from(`${'a line\r\n'.repeat(2000)}\0`);

/** What may be in a catalog and is not YAML of ours, by its path in the catalog. */
const anything: Readonly<Record<string, string | Buffer>> = {
  'services/web/files/site.conf': lineEnds,
  'services/web/files/logo.png': noText,
  'services/web/files/prod/site.conf': `prod\r\n${lineEnds}`,
  'services/old/chart/Chart.yaml': 'apiVersion: v2\r\nname: old\r\nversion: 1.0.0\r\n',
  'services/old/chart/files/data.bin': looksLikeText,
  'services/old/chart/.helmignore': '*.tmp\r\n',
  'services/gone/kustomization/kustomization.yaml': 'resources: [a.yaml]\r\n',
  'services/gone/kustomization/overlays/dev/key.bin': noText,
  'charts/cache-1.2.3.tgz': packed('cache', { 'Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.2.3\n' }),
  'charts/odd-1.0.0.tgz': looksLikeText,
};

const own = { 'services/web/service.yaml': `${serviceYaml}files: { /etc/web: [site.conf, logo.png] }\n` };

/** Writes files into a folder. */
function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

test.each(['catalog', 'clusters/shop'])(
  'Git brings every byte of the catalog %s to a machine that ends lines otherwise, and its tree is current there',
  (of) => {
    const folder = temporaryFolder();
    const isOfWeb = ([file]: readonly [string, unknown]): boolean => file.startsWith('services/web/');
    write(join(folder, of), { ...catalogFiles(own), ...Object.fromEntries(Object.entries(anything).filter(isOfWeb)) });
    synthesize({ catalog: join(folder, of), out: folder });
    // What no program renders here is committed all the same.
    write(join(folder, of), anything);
    git(folder, ['init', '--quiet', '--initial-branch=main']);
    git(folder, ['add', '--all']);
    git(folder, ['commit', '--quiet', '--message=all']);
    const clone = join(temporaryFolder(), 'clone');
    git(folder, ['clone', '--quiet', '--config', 'core.autocrlf=true', folder, clone]);

    for (const [file, content] of Object.entries(anything)) {
      const size = git(folder, ['cat-file', '-s', `HEAD:${of}/${file}`]).trim();
      expect([file, size]).toEqual([file, String(Buffer.byteLength(content))]);
      expect([file, readFileSync(join(clone, of, file)).equals(Buffer.from(content))]).toEqual([file, true]);
    }
    expect(git(clone, ['status', '--porcelain'])).toBe('');
    expect(readFileSync(join(clone, of, 'platform.yaml'), 'utf8')).not.toContain('\r');
    for (const folderOfOthers of ['services/old', 'services/gone', 'charts'])
      rmSync(join(clone, of, folderOfOthers), { recursive: true });
    expect(synthesize({ catalog: join(clone, of), out: clone }).written).toEqual([]);
  },
);
