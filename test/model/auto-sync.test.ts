import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load as parse } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { touchedApplications } from '../../src/delivery/touched-applications';
import { valueAt } from '../../src/manifests/value-at';
import { synthesize } from '../../src/render/synthesize';
import { whoApplies } from '../../src/review/who-applies';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../helpers/a-catalog';
import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

const systems = `systems: { shop: { autoSync: false }, blog: {} }\n`;

test.each([
  ['nobody says anything', {}, 'automatic'],
  ['its system ends it', { service: 'system: shop\n' }, 'manual'],
  ['its system says nothing', { service: 'system: blog\n' }, 'automatic'],
  ['it ends it itself', { service: 'autoSync: false\n' }, 'manual'],
  ['it begins what its system ends', { service: 'system: shop\nautoSync: true\n' }, 'automatic'],
  ['it ends here', { overlay: 'autoSync: false\n' }, 'manual'],
  ['it begins here what the service ends', { service: 'autoSync: false\n', overlay: 'autoSync: true\n' }, 'automatic'],
  ['its environment has none', { service: 'autoSync: true\n', environment: 'manual' }, 'manual'],
] as const)('R4-11: a service where %s', (_, says, mode) => {
  const { catalog, out } = aCatalog(says);
  synthesize({ catalog, out });

  expect(isAutomatic(out, 'web') ? 'automatic' : 'manual').toBe(mode);
  // Who reads along sees the same: the controller, which starts what people sync, and diff, which says who prunes.
  const loaded = loadCatalog(folderSource(catalog)).catalog;
  const file = 'services/web/overlays/dev/deployment.yaml';
  expect(touchedApplications(loaded, new Map([['dev', [file]]]))).toMatchObject([{ name: 'web-dev', sync: mode }]);
  expect(whoApplies(loaded, file)).toBe(mode);
});

test('explain says who ends it', async () => {
  const { catalog } = aCatalog({ overlay: 'autoSync: false\n' });

  const { stdout } = await runHere(['explain', 'web', 'dev', '--catalog', catalog]);

  expect(stdout).toMatch(/sync: +manual +\S*services\/web\/dev\.yaml:2/);
});

interface Saying {
  readonly service?: string;
  readonly overlay?: string;
  readonly environment?: 'manual';
}

function aCatalog({ service = '', overlay = '', environment }: Saying) {
  const catalog = aCatalogFolder({
    'platform.yaml': platformYaml + systems,
    'environments/dev.yaml':
      environment === undefined ? environmentYaml : environmentYaml.replace('mode: automatic', 'mode: manual'),
    'services/web/service.yaml': serviceYaml + service,
    'services/web/dev.yaml': overlayYaml + overlay,
  });
  return { catalog, out: join(temporaryFolder(), 'out') };
}

/** Whether the Application of a service is synced by itself. */
function isAutomatic(out: string, name: string): boolean {
  const application = parse(readFileSync(join(out, 'argocd/dev/apps', `${name}.yaml`), 'utf8'));
  return valueAt(application, ['spec', 'syncPolicy', 'automated']) !== undefined;
}
