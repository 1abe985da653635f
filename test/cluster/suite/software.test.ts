import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { keptInMemory } from '../../helpers/kept-in-memory';
import { extensionsBeside } from '../../../src/cli/extensions-beside';
import { programsOnPath } from '../../../src/manifests/programs';
import type { ExtensionDoor } from '../../../src/model/extension-door';
import { synthesize } from '../../../src/render/synthesize';
import type { SynthesizeReport } from '../../../src/render/synthesize';
import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { aHelmChart, besideService } from '../../helpers/a-helm-chart';
import { softwarePath } from '../../helpers/a-software-catalog';
import { packageRoot } from '../../helpers/run-slipway';
import { describeApplication } from '../harness/applications';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { jobsByImage } from './jobs-by-image';
import { describeOnCluster } from './on-cluster';

const chart = aHelmChart({
  // Its object is of a kind that comes with the chart.
  'templates/object.yaml': 'apiVersion: example.com/v1\nkind: Cache\nmetadata: { name: {{ .Release.Name }} }\n',
  'templates/kept.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: {{ .Release.Name }} }\nrules: []\n',
});

const extensions = `module.exports = ({ z }) => ({
  noted: {
    schema: z.strictObject({ word: z.string() }),
    extend: ({ settings, placement, objects }) => [
      ...objects.map((one) => (one.kind === 'Service' ? { ...one, spec: { ...one.spec, sessionAffinity: 'ClientIP' } } : one)),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: placement.service + '-noted' }, data: settings },
    ],
  },
});
`;

const added: Readonly<Record<string, string>> = {
  'catalog/services/cache/service.yaml':
    'team: web-team\nchart: { source: folder }\nports: [{ name: redis, containerPort: 6379, protocol: tcp }]\n',
  'catalog/services/cache/dev.yaml': 'release: { version: 1.2.3 }\nvalues: { replicas: 2 }\n',
  ...Object.fromEntries(Object.entries(besideService('cache', chart)).map(([path, text]) => [`catalog/${path}`, text])),
  'catalog/services/web/service.yaml': `${serviceYaml}extensions: { noted: { word: hello } }\n`,
  'slipway.extensions.js': extensions,
};

describeOnCluster(
  'a chart and an extension on a real Argo CD',
  { argocd: true, git: true, helm: true, reconciliationSeconds: 3600, stages: jobsByImage },
  (cluster) => {
    let delivery: Delivery;
    let door: ExtensionDoor | undefined;

    beforeAll(async () => {
      const catalog = aCatalogFolder({
        'environments/dev.yaml': `${environmentYaml}podSecurity: privileged\n`,
        'environments/prod.yaml': null,
        'services/web/prod.yaml': null,
        'services/web/dev.yaml': overlayYaml,
      });
      delivery = await Delivery.begin(cluster(), catalog);
      await delivery.settle(({ metadata }) => metadata.name === 'web-dev');
    }, 900_000);

    afterAll(() => door?.close?.());

    test('hooks run, kinds come before their objects, and pods of both run', async () => {
      for (const [path, text] of Object.entries(added)) write(path, text);
      rendered();
      await delivery.push('A chart, and an extension of web');
      await delivery.settle(({ metadata }) => ['cache-dev', 'web-dev'].includes(metadata.name), { atLeast: 2 });

      await until('two pods of the chart to run', async () => {
        const pods = await cluster().client.list('v1', 'Pod', 'dev', 'app.kubernetes.io/name=cache');
        const running = pods.filter((pod) => JSON.stringify(pod['status'] ?? {}).includes('"phase":"Running"'));
        return running.length === 2 || describeApplication(await delivery.application('cache-dev'));
      });
      expect(await there('example.com/v1', 'Cache', 'cache')).toBeDefined();
      // What runs after the sync is there when it has ended, and what Helm would have deleted is not.
      expect(await there('v1', 'ConfigMap', 'cache-after')).toBeDefined();
      expect(await there('batch/v1', 'Job', 'cache-migrate')).toBeUndefined();
      expect(await there('v1', 'ConfigMap', 'web-noted')).toMatchObject({ data: { word: 'hello' } });
      expect(await there('v1', 'Service', 'web')).toMatchObject({ spec: { sessionAffinity: 'ClientIP' } });
    });

    test('rendering again is no difference, for Git and for Argo CD', async () => {
      expect(rendered()).toMatchObject({ written: [], removed: [] });
      await delivery.settle(({ metadata }) => ['cache-dev', 'web-dev'].includes(metadata.name), { atLeast: 2 });
    });

    function write(path: string, text: string): void {
      const file = join(delivery.repository.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }

    function rendered(): SynthesizeReport {
      const { folder } = delivery.repository;
      const catalog = join(folder, 'catalog');
      door ??= extensionsBeside(catalog, { packageRoot }, true);
      const programs = programsOnPath({ variables: { PATH: softwarePath } });
      return synthesize({ catalog, out: folder, tools: { programs, kept: keptInMemory(), extensions: door } });
    }

    function there(apiVersion: string, kind: string, name: string) {
      return cluster().client.find({ apiVersion, kind, namespace: 'dev', name });
    }
  },
);
