import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { MetricsThatSay } from './metrics-that-say';
import { describeOnOwnCluster } from './on-own-cluster';
import { ScaledServices } from './scaled-services';

const scale = {
  owner: 'keda',
  minReplicas: 2,
  maxReplicas: 6,
  triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }],
};
/** What a pod asks for, in millicores: the default. */
const request = 100;

const workloads = [
  ['web', 'Deployment'],
  ['trial', 'Rollout'],
] as const;

describeOnOwnCluster(
  'the operator of KEDA owns the number of pods',
  { argocd: true, rollouts: true, git: true, autoscaler: true, keda: true, reconciliationSeconds: 3600 },
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
        'services/web/dev.yaml': `${overlayYaml}scale: ${JSON.stringify(scale)}\n`,
        'services/trial/service.yaml': serviceYaml,
        'services/trial/dev.yaml': `${overlayYaml}scale: ${JSON.stringify(scale)}\nrollout: { strategy: canary, steps: [{ setWeight: 50 }] }\n`,
        'services/grown/service.yaml': serviceYaml,
        'services/grown/dev.yaml': `${overlayYaml}scale: { owner: fixed, replicas: 4 }\n`,
      });
      delivery = await Delivery.begin(cluster(), catalog);
      services = new ScaledServices(delivery);
    }, 900_000);
    afterAll(() => metrics.end());

    test.each(workloads)('takes what is rendered for %s, a %s, and it gets its minimum', async (service, kind) => {
      await untilReady(service);
      await services.untilCount(service, kind, 2);

      await delivery.settle(({ metadata }) => metadata.name === `${service}-dev`);
      expect(await services.countOf(service, kind)).toBe(2);
    });

    test.each(workloads)('what the load has made of it survives a release: %s, a %s', async (service, kind) => {
      metrics.say(service, request * 1.4);
      await services.untilCount(service, kind, 4);
      metrics.say(service, request * 0.7);
      const { counts, stop } = services.watch(service, kind);

      await services.release(service, 'v1.1.0');
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });

    test('what a person scales by hand is put back by KEDA and by nobody else', async () => {
      metrics.say('web', request * 1.4);
      const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'web' };
      await services.untilCount('web', 'Deployment', 6);
      await cluster().client.patch(web, { spec: { replicas: 1 } }, 'scale');

      await services.untilCount('web', 'Deployment', 6);
      const { status } = await delivery.application('web-dev');
      expect(status.sync?.status).toBe('Synced');
      expect(JSON.stringify(status.operationState)).not.toContain('autoHealAttemptsCount');
    });

    test('a fixed number is where it begins: nothing jumps', async () => {
      await services.untilCount('grown', 'Deployment', 4);
      const { counts, stop } = services.watch('grown', 'Deployment');

      await services.change('grown', [[['scale'], { ...scale, initialReplicas: 4 }]]);
      await untilReady('grown');
      await delivery.settle(({ metadata }) => metadata.name === 'grown-dev');
      // From here on the number may leave Git, too: not before.
      await services.untilIgnored('grown');
      await services.change('grown', [[['scale'], scale]]);
      await services.untilLooked('grown');
      await delivery.settle(({ metadata }) => metadata.name === 'grown-dev');
      await stop();

      expect([...new Set(counts)]).toEqual([4]);
    });

    /** Waits until KEDA has taken a ScaledObject, and its autoscaler has looked. */
    async function untilReady(service: string): Promise<void> {
      const place = { namespace: 'dev', apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: service };
      const autoscaler = {
        ...place,
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        name: `keda-hpa-${service}`,
      };
      await until(`KEDA to take ${service}`, async () => {
        const status = JSON.stringify((await cluster().client.find(place))?.['status'] ?? 'none');
        const looked = JSON.stringify((await cluster().client.find(autoscaler))?.['status'] ?? 'none');
        return (status.includes('ScaledObjectReady') && looked.includes('ValidMetricFound')) || `${status}\n${looked}`;
      });
    }
  },
);
