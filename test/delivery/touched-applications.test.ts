import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { touchedApplications } from '../../src/delivery/touched-applications';
import { aCatalogFolder, environmentYaml, overlayYaml } from '../helpers/a-catalog';

const manual = environmentYaml.replace('mode: automatic', 'mode: manual');

test('namespaces come before services, each once, with what they read', () => {
  const { catalog } = loadCatalog(folderSource(aCatalogFolder({ 'environments/prod.yaml': manual })));
  const touched = touchedApplications(
    catalog,
    new Map([
      ['dev', ['services/web/overlays/dev/deployment.yaml']],
      [
        'prod',
        [
          'argocd/prod/apps/web.yaml',
          'argocd/prod/baseline/prod/namespace.yaml',
          'services/web/overlays/prod/deployment.yaml',
          'services/web/overlays/prod/service.yaml',
        ],
      ],
    ]),
  );

  expect(touched).toEqual([
    { name: 'baseline-prod', environment: 'prod', folder: 'argocd/prod/baseline', sync: 'manual' },
    { name: 'web-dev', environment: 'dev', folder: 'services/web/overlays/dev', sync: 'automatic' },
    { name: 'web-prod', environment: 'prod', folder: 'services/web/overlays/prod', sync: 'manual' },
  ]);
});

test('what ends reads an empty folder, and what is gone has no Application', () => {
  const { catalog } = loadCatalog(
    folderSource(aCatalogFolder({ 'services/web/prod.yaml': `${overlayYaml}retired: true\n` })),
  );
  const touched = touchedApplications(
    catalog,
    new Map([['prod', ['services/web/overlays/prod/deployment.yaml', 'services/gone/overlays/prod/service.yaml']]]),
  );

  expect(touched).toEqual([
    { name: 'web-prod', environment: 'prod', folder: 'services/web/overlays/prod/empty', sync: 'automatic' },
  ]);
});
