import { join } from 'node:path';

import * as z from 'zod';

import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { MetricsThatSay } from './metrics-that-say';
import { describeOnOwnCluster } from './on-own-cluster';
import { servedVersions } from './served-versions';

const hpa = { owner: 'hpa', minReplicas: 2, maxReplicas: 6, cpuPercent: 70 };
/** What a pod asks for, in millicores: the default. */
const request = 100;

const Scaled = z.looseObject({ spec: z.looseObject({ replicas: z.number().optional() }) });

describeOnOwnCluster(
  'the controller of HorizontalPodAutoscalers owns the number of pods',
  { argocd: true, rollouts: true, git: true, autoscaler: true, reconciliationSeconds: 3600 },
  (cluster) => {
    let delivery: Delivery;
    let metrics: MetricsThatSay;
    beforeAll(async () => {
      metrics = await MetricsThatSay.serve(cluster());
      for (const app of ['web', 'trial', 'grown']) metrics.say(app, request * 0.7);
      const catalog = aCatalogFolder({
        'environments/dev.yaml': environmentYaml.replace('pods: 20', 'pods: 40').replace('cpu: "16"', 'cpu: "32"'),
        'environments/prod.yaml': null,
        'services/web/prod.yaml': null,
        'services/web/dev.yaml': `${overlayYaml}scale: ${JSON.stringify(hpa)}\n`,
        'services/trial/service.yaml': serviceYaml,
        'services/trial/dev.yaml': `${overlayYaml}scale: ${JSON.stringify(hpa)}\nrollout: { strategy: canary, steps: [{ setWeight: 50 }] }\n`,
        'services/grown/service.yaml': serviceYaml,
        'services/grown/dev.yaml': `${overlayYaml}scale: { owner: fixed, replicas: 4 }\n`,
      });
      delivery = await Delivery.begin(cluster(), catalog);
    }, 300_000);
    afterAll(() => metrics.end());

    test.each([
      ['web', 'Deployment'],
      ['trial', 'Rollout'],
    ])('a new service gets its minimum: %s, a %s', async (service, kind) => {
      await untilCount(service, kind, 2);

      await delivery.settle(({ metadata }) => metadata.name === `${service}-dev`);
      expect(await countOf(service, kind)).toBe(2);
    });

    test.each([
      ['web', 'Deployment'],
      ['trial', 'Rollout'],
    ])('what the load has made of it survives a release: %s, a %s', async (service, kind) => {
      metrics.say(service, request * 1.4);
      await untilCount(service, kind, 4);
      metrics.say(service, request * 0.7);
      const { counts, stop } = watch(service, kind);

      await change(service, [[['release', 'version'], 'v1.1.0']]);
      await until(`${service} v1.1.0`, async () => {
        const { pods } = await servedVersions(cluster().client, 'dev');
        const { status } = await delivery.application(`${service}-dev`);
        const isDone = status.sync?.status === 'Synced' && status.health?.status === 'Healthy';
        return (isDone && status.summary !== undefined && (await runs(service, 'v1.1.0'))) || JSON.stringify(pods);
      });
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });

    test('a fixed number is where the autoscaler begins: nothing jumps', async () => {
      await untilCount('grown', 'Deployment', 4);
      const { counts, stop } = watch('grown', 'Deployment');

      await change('grown', [[['scale'], hpa]]);
      await until('the autoscaler to look', async () => {
        const ref = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'dev', name: 'grown' };
        const found = await cluster().client.find(ref);
        return JSON.stringify(found ?? {}).includes('ValidMetricFound') || JSON.stringify(found?.['status'] ?? 'none');
      });
      await delivery.settle(({ metadata }) => metadata.name === 'grown-dev');
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });

    async function change(service: string, values: Parameters<typeof edit>[1]): Promise<void> {
      edit(join(delivery.repository.folder, 'catalog', 'services', service, 'dev.yaml'), values);
      await delivery.commit(`${service} is changed`);
    }

    async function countOf(service: string, kind: string): Promise<number | undefined> {
      const apiVersion = kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1';
      const found = await cluster().client.find({ apiVersion, kind, namespace: 'dev', name: service });
      return found === undefined ? undefined : Scaled.parse(found).spec.replicas;
    }

    async function runs(service: string, version: string): Promise<boolean> {
      const pods = await cluster().client.list('v1', 'Pod', 'dev', `app=${service}`);
      return pods.length > 0 && pods.every(({ metadata }) => metadata.labels?.['version'] === version);
    }

    async function untilCount(service: string, kind: string, wanted: number): Promise<void> {
      await until(`${service} to have ${wanted}`, async () => {
        const count = await countOf(service, kind);
        if (count === wanted) return true;
        const application = (await delivery.applications()).find(({ metadata }) => metadata.name === `${service}-dev`);
        return `${count}; ${application === undefined ? 'no Application' : describeApplication(application)}`;
      });
    }

    /** Looks at a count again and again. */
    function watch(service: string, kind: string): { readonly counts: number[]; readonly stop: () => Promise<void> } {
      const counts: number[] = [];
      const end = new AbortController();
      const done = (async () => {
        while (!end.signal.aborted) counts.push((await countOf(service, kind)) ?? 0);
      })();
      return {
        counts,
        stop: async () => {
          end.abort();
          await done;
        },
      };
    }
  },
);
