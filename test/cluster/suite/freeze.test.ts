import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { isSettled, refresh } from '../harness/applications';
import type { KubeRef } from '../harness/kube-client';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';

/** Argo CD is told of the commit, but whom a lifted freeze concerns it only finds when it looks at everything again. */
const seconds = 360;

const frozen = `${environmentYaml}freezes:
  - { reason: nobody is there, schedule: 0 0 * * *, duration: 24h }
`;

const catalog = { 'platform.yaml': platformYaml, 'environments/prod.yaml': null, 'services/web/prod.yaml': null };

// Each test goes on where the one before it ended.
describeOnCluster(
  'what may be deployed changes by a commit',
  { argocd: true, git: true, reconciliationSeconds: 20 },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(async () => {
      delivery = await Delivery.begin(cluster(), aCatalogFolder(catalog));
      await delivery.settle(() => true, { atLeast: 4 });
    }, 900_000);

    test('a freeze stops a release and a new service', async () => {
      write('environments/dev.yaml', frozen);
      await delivery.commit('Freeze dev');
      await until(
        'the freeze to hold',
        async () => {
          const project = JSON.stringify(await cluster().client.get(projectOf('platform-dev')));
          return project.includes('nobody is there') || 'platform-dev has none';
        },
        seconds,
      );

      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.1.0'));
      write('services/new/service.yaml', serviceYaml);
      write('services/new/dev.yaml', overlayYaml);
      await delivery.commit('A release and a new service');
      for (const name of ['web-dev', 'root-dev']) await seesTheCommit(name);

      expect(await imageOf('web')).toContain('web:v1.0.0');
      expect((await delivery.applications()).map(({ metadata }) => metadata.name)).not.toContain('new-dev');
    });

    test('one that is lifted lets both through', async () => {
      write('environments/dev.yaml', environmentYaml);
      await delivery.commit('Lift the freeze');

      await until(
        'the release to run',
        async () => {
          const image = await imageOf('web');
          return image.includes('web:v1.1.0') || image;
        },
        seconds,
      );
      const all = await delivery.settle(() => true, { atLeast: 5, seconds });
      expect(all.map(({ metadata }) => metadata.name)).toContain('new-dev');
    });

    test('a namespace comes with its right, and its baseline goes where it went before', async () => {
      const before = (await delivery.application('baseline-dev'))['spec'];
      write('services/apart/service.yaml', `${serviceYaml}namespace: apart\n`);
      write('services/apart/dev.yaml', overlayYaml);
      await delivery.commit('A namespace in front of all others');

      await delivery.settle(() => true, { atLeast: 6, seconds });
      expect((await delivery.application('baseline-dev'))['spec']).toEqual(before);
      expect(await cluster().client.find({ apiVersion: 'v1', kind: 'Namespace', name: 'apart' })).toBeDefined();
    });

    test('what somebody changes of a project, the root or the bootstrap is put back', async () => {
      for (const name of ['root-dev', 'bootstrap-dev']) {
        await cluster().client.patch(applicationOf(name), { spec: { revisionHistoryLimit: 3 } });
      }
      await cluster().client.patch(projectOf('dev'), { spec: { description: 'everything goes' } });

      await until(
        'all to be as Git says',
        async () => {
          const found = [
            await cluster().client.get(projectOf('dev')),
            await cluster().client.get(applicationOf('root-dev')),
            await cluster().client.get(applicationOf('bootstrap-dev')),
          ].map((object) => JSON.stringify(object['spec']));
          return !found.some((spec) => /everything goes|"revisionHistoryLimit":3/.test(spec)) || found.join('\n');
        },
        seconds,
      );
      const all = await delivery.settle(() => true, { atLeast: 6, seconds });
      expect(all.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['root-dev', 'bootstrap-dev']));
    });

    function write(file: string, text: string): void {
      const path = join(delivery.repository.folder, 'catalog', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }

    /** Waits until Argo CD finds a difference, and has then looked once more. */
    async function seesTheCommit(name: string): Promise<void> {
      await until(
        `${name} to be out of sync`,
        async () => {
          const { status } = await delivery.application(name);
          return status.sync?.status === 'OutOfSync' || `it is ${status.sync?.status}`;
        },
        seconds,
      );
      await refresh(cluster().client, name);
      await until(`${name} to be looked at again`, async () => {
        const one = await delivery.application(name);
        return one.metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined || 'not yet';
      });
      expect(isSettled(await delivery.application(name))).toBe(false);
    }

    async function imageOf(name: string): Promise<string> {
      return JSON.stringify(await cluster().client.get({ ...deployment, name }));
    }
  },
);

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev' } as const;

function projectOf(name: string): KubeRef {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', namespace: 'argocd', name };
}

function applicationOf(name: string): KubeRef {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name };
}
