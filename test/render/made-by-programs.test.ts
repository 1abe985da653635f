import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aFolderOfPrograms } from '../helpers/a-folder-of-programs';
import { aHelmChart, packed } from '../helpers/a-helm-chart';
import { aSoftwareCatalog } from '../helpers/a-software-catalog';
import { letTimePass } from '../helpers/tree';

const mapOf = (word: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cache }\ndata: { word: ${word} }\n`;

const software = {
  kubectl: {
    'services/cache/service.yaml': 'team: web-team\nports: []\nkustomization: {}\n',
    'services/cache/dev.yaml': 'release: { version: 1.0.0 }\n',
    'services/cache/kustomization/kustomization.yaml': 'resources: []\n',
  },
  helm: {
    'services/cache/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\n',
    'services/cache/dev.yaml': 'release: { version: 1.0.0 }\n',
    'services/cache/chart/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
  },
};

test.each(['kubectl', 'helm'] as const)('what %s has made is made again when it is another program', (program) => {
  const { run, object } = aSoftwareCatalog(software[program]);
  run(aFolderOfPrograms({ [program]: mapOf('one') }));
  letTimePass();
  run(aFolderOfPrograms({ [program]: mapOf('other') }));

  expect(object('config-map.yaml')).toMatchObject({ data: { word: 'other' } });
});

test('an archive that becomes another one is held against the digest of its release, whatever an earlier run has seen', () => {
  const archive = packed('cache', aHelmChart());
  const digest = createHash('sha256').update(archive).digest('hex');
  const { run, problems, catalog } = aSoftwareCatalog({
    'services/cache/service.yaml':
      'team: web-team\nports: []\nchart: { source: "https://charts.example.com", name: cache }\n',
    'services/cache/dev.yaml': `release: { version: 1.2.3, digest: "sha256:${digest}" }\n`,
    'charts/cache-1.2.3.tgz': archive,
  });
  const path = aFolderOfPrograms({ helm: mapOf('one') });
  letTimePass();
  run(path);
  writeFileSync(join(catalog, 'charts/cache-1.2.3.tgz'), packed('cache', aHelmChart({ 'more.txt': 'more' })));

  expect(problems(path)).toEqual([expect.stringContaining('and the release says another digest')]);
});
