import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { load, loadAll } from 'js-yaml';

import { expectGolden } from '../helpers/golden';
import { runSlipway } from '../helpers/run-slipway';
import { differencesBetween } from '../helpers/same-objects';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow } from '../helpers/tree';

const styles = join(__dirname, 'fixtures', 'styles');
const goldens = join(__dirname, '..', 'golden', 'imports');

/** Small systems in the style of public ones, and the catalogs that they become, which people can read. */
test.each(['shop', 'versions', 'add-on'])(
  '%s becomes the catalog that people have read, and renders as it was',
  (style) => {
    const folder = temporaryFolder();
    const source = join(folder, `${style}.yaml`);
    cpSync(join(styles, style, `${style}.yaml`), source);
    const run = runSlipway(['import', `${style}.yaml`, '--team', 'shop'], { workingDirectory: folder });
    const synth = runSlipway(['synth'], { workingDirectory: folder });
    rmSync(join(folder, 'catalog', '.schemas'), { recursive: true });

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(synth).toMatchObject({ exitCode: 0, stderr: '' });
    const wanted = loadAll(readFileSync(source, 'utf8'));
    const rendered = filesBelow(folder)
      .filter((path) => /^services\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
      .map((path) => load(readFileSync(join(folder, path), 'utf8')));
    expect(differencesBetween(wanted, rendered)).toEqual([]);
    expect(rendered).toHaveLength(wanted.length);
    expectGolden(join(goldens, style), textsBelow(join(folder, 'catalog')));
  },
);

function textsBelow(folder: string): ReadonlyMap<string, string> {
  return new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
