import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { MetricsThatSay } from './metrics-that-say';
import { describeOnOwnCluster } from './on-own-cluster';
import { ScaledServices } from './scaled-services';

const hpa = { owner: 'hpa', minReplicas: 2, maxReplicas: 6, cpuPercent: 70 };
/** What a pod asks for, in millicores: the default. */
const request = 100;

describeOnOwnCluster(
  'the controller of HorizontalPodAutoscalers owns the number of pods',
  { argocd: true, rollouts: true, git: true, autoscaler: true, reconciliationSeconds: 3600 },
  (cluster) => {
    let delivery: Delivery;
    let metrics: MetricsThatSay;
    let services: ScaledServices;
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
      services = new ScaledServices(delivery);
    }, 900_000);
    afterAll(() => metrics.end());

    test.each([
      ['web', 'Deployment'],
      ['trial', 'Rollout'],
    ])('a new service gets its minimum: %s, a %s', async (service, kind) => {
      await services.untilCount(service, kind, 2);

      await delivery.settle(({ metadata }) => metadata.name === `${service}-dev`);
      expect(await services.countOf(service, kind)).toBe(2);
    });

    test.each([
      ['web', 'Deployment'],
      ['trial', 'Rollout'],
    ])('R4-18: what the load has made of it survives a release: %s, a %s', async (service, kind) => {
      metrics.say(service, request * 1.4);
      await services.untilCount(service, kind, 4);
      metrics.say(service, request * 0.7);
      const { counts, stop } = services.watch(service, kind);

      await services.release(service, 'v1.1.0');
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });

    test('a fixed number is where the autoscaler begins: nothing jumps', async () => {
      await services.untilCount('grown', 'Deployment', 4);
      const { counts, stop } = services.watch('grown', 'Deployment');

      await services.change('grown', [[['scale'], { ...hpa, initialReplicas: 4 }]]);
      await until('the autoscaler to look', async () => {
        const ref = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: 'dev', name: 'grown' };
        const found = await cluster().client.find(ref);
        return JSON.stringify(found ?? {}).includes('ValidMetricFound') || JSON.stringify(found?.['status'] ?? 'none');
      });
      await delivery.settle(({ metadata }) => metadata.name === 'grown-dev');
      // From here on the number may leave Git, too: not before.
      await services.untilIgnored('grown');
      await services.change('grown', [[['scale'], hpa]]);
      await services.untilLooked('grown');
      await delivery.settle(({ metadata }) => metadata.name === 'grown-dev');
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });
  },
);
