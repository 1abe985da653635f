import { join } from 'node:path';

import * as z from 'zod';

import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { jobsByImage } from './jobs-by-image';
import { describeOnCluster } from './on-cluster';

const Job = z.looseObject({
  spec: z.looseObject({ template: z.unknown() }),
  status: z
    .looseObject({
      completionTime: z.string().optional(),
      conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).optional(),
    })
    .optional(),
});

describeOnCluster(
  'a job before a release',
  { argocd: true, git: true, reconciliationSeconds: 3600, stages: jobsByImage },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(async () => {
      const catalog = aCatalogFolder({
        'environments/prod.yaml': null,
        'services/web/prod.yaml': null,
        'services/web/service.yaml': `${serviceYaml}jobs: { migrate: { when: before, command: [/app/migrate] } }\n`,
        'services/web/dev.yaml': overlayYaml,
      });
      delivery = await Delivery.begin(cluster(), catalog);
      await delivery.settle(({ metadata }) => metadata.name === 'web-dev');
    }, 900_000);

    test('it has ended before the first new pod is made', async () => {
      await release('v1.1.0');
      await untilPodsRun('v1.1.0');

      const job = await theJob();
      const ended = Date.parse(job?.status?.completionTime ?? '');
      const made = (await podsOf('web')).map(({ metadata }) => Date.parse(String(metadata['creationTimestamp'])));
      expect(JSON.stringify(job?.spec.template)).toContain(':v1.1.0"');
      expect(made.length).toBeGreaterThan(0);
      // The API server tells whole seconds.
      expect(Math.min(...made)).toBeGreaterThanOrEqual(ended);
    });

    test('one that fails stops the release, and the next one goes on without a person', async () => {
      await release('v1.2.0-fails');
      await until('the job to have failed', async () => {
        const job = await theJob();
        const isOfRelease = JSON.stringify(job?.spec.template ?? '').includes('v1.2.0-fails');
        const failed = job?.status?.conditions?.some(({ type, status }) => type === 'Failed' && status === 'True');
        return (isOfRelease && failed === true) || JSON.stringify(job?.status ?? 'no job');
      });

      const sets = await cluster().client.list('apps/v1', 'ReplicaSet', 'dev', 'app=web');
      expect(JSON.stringify(sets)).not.toContain('-fails');
      expect(await versionsOf('web')).toEqual(['v1.1.0']);

      await release('v1.3.0');
      await untilPodsRun('v1.3.0');
      expect(JSON.stringify((await theJob())?.spec.template)).toContain(':v1.3.0"');
    });

    async function release(version: string): Promise<void> {
      const file = join(delivery.repository.folder, 'catalog', 'services', 'web', 'dev.yaml');
      edit(file, [[['release', 'version'], version]]);
      await delivery.commit(`web ${version}`);
    }

    async function untilPodsRun(version: string): Promise<void> {
      await until(`web to run ${version}`, async () => {
        const versions = await versionsOf('web');
        return versions.join() === version || describeApplication(await delivery.application('web-dev'));
      });
    }

    async function versionsOf(app: string): Promise<readonly string[]> {
      const versions = (await podsOf(app)).map(({ metadata }) => metadata.labels?.['version'] ?? 'none');
      return [...new Set(versions)].sort();
    }

    async function podsOf(app: string) {
      return await cluster().client.list('v1', 'Pod', 'dev', `app=${app}`);
    }

    async function theJob(): Promise<z.output<typeof Job> | undefined> {
      const place = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'dev', name: 'web-migrate' };
      return Job.optional().parse(await cluster().client.find(place));
    }
  },
);
