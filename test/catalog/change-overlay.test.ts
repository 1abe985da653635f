import { changeOverlay } from '../../src/catalog/change-overlay';
import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { catalogFiles, serviceYaml } from '../helpers/a-catalog';
import { aHelmChart, besideService } from '../helpers/a-helm-chart';

function changed(files: Readonly<Record<string, string>>, service: string, text: string) {
  const loaded = loadCatalog(textsSource('catalog', new Map(Object.entries(catalogFiles(files)))));
  const document = `services/${service}/dev.yaml`;
  return changeOverlay(loaded, { service, environment: 'dev', document, text, identity: 'new' });
}

test('a release of a service keeps its manifests', () => {
  const manifests = { 'services/web/manifests/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' };
  const after = changed(manifests, 'web', 'release: { version: v2 }\n');

  expect(after?.resolved.manifests.map(({ document }) => document)).toEqual(['services/web/manifests/a.yaml']);
  expect(after?.loaded.catalog.services.get('web')?.manifests?.size).toBe(1);
});

test('a release of a chart, or of a service with extensions, may be seen by others', () => {
  const chart = {
    'services/cache/service.yaml': 'team: web-team\nchart: { source: folder }\nports: []\n',
    'services/cache/dev.yaml': 'release: { version: 1.2.3 }\n',
    ...besideService('cache', aHelmChart()),
  };
  const extended = { 'services/web/service.yaml': `${serviceYaml}extensions: { a: {} }\n` };

  expect(changed(chart, 'cache', 'release: { version: 1.2.4 }\n')).toBeUndefined();
  expect(changed(extended, 'web', 'release: { version: v2 }\n')).toBeUndefined();
});
