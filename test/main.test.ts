import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder } from './helpers/a-catalog';
import { aFolderOfPrograms } from './helpers/a-folder-of-programs';
import { cleanVariables, packageRoot } from './helpers/run-slipway';
import { temporaryFolder } from './helpers/temporary-folder';

function runEntry(variables: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: packageRoot,
    env: { ...cleanVariables(), ...variables },
    encoding: 'utf8',
  });
}

test('the cdk8s entry writes the tree of a catalog into the folder that cdk8s names', () => {
  const out = temporaryFolder();

  const { status, stderr } = runEntry({ SLIPWAY_CATALOG: aCatalogFolder(), CDK8S_OUTDIR: out });

  expect([status, stderr]).toEqual([0, '']);
  expect(existsSync(join(out, 'services/web/overlays/dev/deployment.yaml'))).toBe(true);
});

test('the cdk8s entry renders charts and runs extensions, as synth does', () => {
  const out = temporaryFolder();
  const catalog = aCatalogFolder({
    'services/made/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\nextensions: { more: {} }\n',
    'services/made/dev.yaml': 'release: { version: 1.0.0 }\n',
    'services/made/chart/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
  });
  const code = `module.exports = ({ z }) => ({ more: { schema: z.strictObject({}), extend: ({ objects }) =>
    [...objects, { ...objects.find((one) => one.kind === 'ConfigMap'), metadata: { name: 'more' } }] } });`;
  writeFileSync(join(catalog, '..', 'slipway.extensions.js'), code);
  const programs = aFolderOfPrograms({ helm: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\n' });
  const PATH = `${programs}:${process.env['PATH']}`;

  const { status, stderr } = runEntry({ SLIPWAY_CATALOG: catalog, CDK8S_OUTDIR: out, PATH });

  expect([status, stderr]).toEqual([0, '']);
  expect(readdirSync(join(out, 'services/made/overlays/dev'))).toEqual(
    expect.arrayContaining(['config-map-more.yaml', 'config-map.yaml']),
  );
});

test('the cdk8s entry answers a bad catalog as the command line does', () => {
  const catalog = aCatalogFolder({ 'services/web/dev.yaml': 'release: { version: latest }\n' });
  const out = join(temporaryFolder(), 'dist');

  const { status, stderr } = runEntry({ SLIPWAY_CATALOG: catalog, CDK8S_OUTDIR: out });

  expect(status).toBe(2);
  expect(stderr).toContain('catalog/services/web/dev.yaml:1:21: release.version: "latest" must not be "latest"');
  expect(stderr).toContain('1 problem; nothing was written');
  expect(existsSync(out)).toBe(false);
});
