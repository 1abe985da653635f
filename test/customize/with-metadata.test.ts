import { load } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { aCatalogFolder, serviceYaml } from '../helpers/a-catalog';
import { renderedTexts } from '../helpers/rendered-texts';

test.each([
  ['pods', '', 'deployment'],
  ['pods with a volume each', 'storage: { size: 1Gi, mountPath: /data }\n', 'stateful-set'],
  ['a pod on each node', 'runs: everywhere\n', 'daemon-set'],
  ['pods that are released blue-green', 'rollout: { strategy: blueGreen }\n', 'rollout'],
])('what is said of a workload and of its pods is said of %s', (_, said, kind) => {
  const words =
    'metadata: { workload: { annotations: { example.com/a: b } }, pods: { labels: { zone: "1" }, annotations: { example.com/c: d } } }\n';
  const files = { 'services/web/service.yaml': serviceYaml + said + words };
  const texts = renderedTexts(loadCatalog(folderSource(aCatalogFolder(files))).catalog);

  expect(load(texts.get(`services/web/overlays/dev/${kind}.yaml`) ?? '')).toMatchObject({
    metadata: { annotations: { 'example.com/a': 'b' } },
    spec: { template: { metadata: { labels: { zone: '1' }, annotations: { 'example.com/c': 'd' } } } },
  });
});
