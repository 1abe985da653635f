import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication, isSettled } from '../harness/applications';
import { runArgocd } from '../harness/argocd-cli';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';
import { onThisMachine } from '../harness/on-this-machine';
import { commandsOf, runCommand } from './page-commands';
import { look } from './rollout-state';
import { servedVersions } from './served-versions';

const [good, bad] = ['v1.0.0', 'v2.0.0'];
const replicas = 4;
/** Seconds that it may take, until nobody is served by a bad pod and until all is well. */
const limit = 15;

const canary = 'rollout: { strategy: canary, steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 100 }] }';
const blueGreen = (delay: number): string =>
  `rollout: { strategy: blueGreen, analysis: false, scaleDownDelaySeconds: ${delay} }`;

// Each service is in a namespace of its own, so that pods and Services of a namespace are those of one service.
const rolloutByService = {
  deployment: 'rollout: { strategy: rolling }',
  'tried-canary': canary,
  'aborted-canary': canary,
  'finished-canary': canary,
  preview: blueGreen(600),
  kept: blueGreen(600),
  ended: blueGreen(1),
};
type Service = keyof typeof rolloutByService;

describeOnCluster(
  'a bad release is gone within seconds of the commit that takes it back',
  { argocd: true, rollouts: true, git: true, reconciliationSeconds: 3600 },
  (cluster) => {
    let delivery: Delivery;
    const figures: string[] = [];

    beforeAll(async () => {
      const services = Object.entries(rolloutByService).flatMap(([name, rollout]) => [
        [`services/${name}/service.yaml`, serviceYaml],
        [`services/${name}/dev.yaml`, `${overlayYaml}scale: { owner: fixed, replicas: ${replicas} }\n${rollout}\n`],
      ]);
      const catalog = aCatalogFolder({
        'environments/dev.yaml': environmentYaml.replace('namespace: "{environment}"', 'namespace: "{service}"'),
        'environments/prod.yaml': null,
        'services/web/service.yaml': null,
        'services/web/dev.yaml': null,
        'services/web/prod.yaml': null,
        ...Object.fromEntries(services),
      });
      delivery = await Delivery.begin(cluster(), catalog);
      await delivery.settle(() => true, { atLeast: Object.keys(rolloutByService).length + 2 });
    }, 900_000);
    afterAll(() => {
      process.stdout.write(['', `back from a bad release, ${replicas} pods`, ...figures, ''].join('\n'));
    });

    test('R1-12, R4-20: a Deployment', async () => {
      await release('deployment', bad);
      await untilServed('deployment', 'deployment', { [bad]: replicas });

      expect(await takeBack('deployment', 'deployment')).toBeLessThan(onThisMachine(limit));
    });

    test('a canary that waits for a person', async () => {
      await release('tried-canary', bad);
      await untilPhase('tried-canary', 'Paused');

      expect(await takeBack('tried-canary', 'tried-canary')).toBeLessThan(onThisMachine(limit));
    });

    test('a canary that was aborted', async () => {
      await release('aborted-canary', bad);
      await untilPhase('aborted-canary', 'Paused');
      await doAsThePageSays('aborted-canary', 'abort');
      await untilPhase('aborted-canary', 'Degraded');

      expect(await takeBack('aborted-canary', 'aborted-canary')).toBeLessThan(onThisMachine(limit));
    });

    test('a canary that is finished: its steps are not taken again', async () => {
      await release('finished-canary', bad);
      await untilPhase('finished-canary', 'Paused');
      await act('finished-canary', 'resume');
      await untilServed('finished-canary', 'finished-canary', { [bad]: replicas });
      await untilPhase('finished-canary', 'Healthy');

      expect(await takeBack('finished-canary', 'finished-canary')).toBeLessThan(onThisMachine(limit));
    });

    test('a preview that waits for a person', async () => {
      await release('preview', bad);
      await untilPhase('preview', 'Paused');

      expect(await takeBack('preview', 'preview-active')).toBeLessThan(onThisMachine(limit));
    });

    test('what blue-green has promoted, while the old pods are there', async () => {
      await promote('kept');

      expect(await takeBack('kept', 'kept-active')).toBeLessThan(onThisMachine(limit));
    });

    test('what blue-green has promoted, after the old pods have ended: a person promotes in full', async () => {
      await promote('ended');
      await until('the old pods to end', async () => {
        const { pods } = await servedVersions(cluster().client, 'ended');
        return pods[good] === undefined || JSON.stringify(pods);
      });

      const took = await takeBack('ended', 'ended-active', async () => {
        await until(
          'the old version to be wanted again',
          async () => {
            const { phase, selected } = await look(cluster().client, 'ended', 'ended');
            return phase !== 'Healthy' && phase !== 'not seen' && selected['ended-preview'] === good
              ? true
              : `${phase}, ${JSON.stringify(selected)}`;
          },
          60,
          200,
        );
        await doAsThePageSays('ended', 'promote-full');
      });

      expect(took).toBeLessThan(onThisMachine(limit));
    });

    async function release(service: Service, version: string): Promise<void> {
      edit(join(delivery.repository.folder, 'catalog', 'services', service, 'dev.yaml'), [
        [['release', 'version'], version],
      ]);
      await delivery.commit(`${service} ${version}`);
    }

    /** What docs/how-to/canary-and-blue-green.md says of production, done with a service of this suite. */
    async function doAsThePageSays(service: Service, action: string): Promise<void> {
      const command = commandsOf('canary-and-blue-green.md', 'Go back').find((line) => line.includes(` ${action} `));
      if (command === undefined) throw new Error(`the page does not say how to ${action}`);
      await runCommand(cluster(), command.replace('web-prod', `${service}-dev`));
    }

    async function act(service: Service, action: string): Promise<void> {
      await runArgocd(cluster(), 'app', 'actions', 'run', `${service}-dev`, action, '--kind', 'Rollout');
    }

    async function promote(service: Service): Promise<void> {
      await release(service, bad);
      await untilPhase(service, 'Paused');
      await act(service, 'resume');
      await untilServed(service, `${service}-active`, { [bad]: replicas });
      await untilPhase(service, 'Healthy');
    }

    async function untilPhase(service: Service, wanted: string): Promise<void> {
      await until(`${service} to be ${wanted}`, async () => {
        const { phase, message } = await look(cluster().client, service, service);
        return phase === wanted || `${phase}: ${message}`;
      });
    }

    /** Waits until a Service leads to these pods and no others. */
    async function untilServed(service: Service, by: string, wanted: Readonly<Record<string, number>>): Promise<void> {
      await until(
        `${service} to be ${JSON.stringify(wanted)}`,
        async () => {
          const { traffic, pods } = await servedVersions(cluster().client, service);
          const reached = JSON.stringify(traffic[by]) === JSON.stringify(wanted);
          return reached || `${JSON.stringify(traffic)}, pods ${JSON.stringify(pods)}`;
        },
        120,
        200,
      );
    }

    /** Waits until Argo CD has nothing to do: a commit in the middle of a sync is another test. */
    async function untilApplied(service: Service): Promise<void> {
      await until(`${service}-dev to be applied`, async () => {
        const application = await delivery.application(`${service}-dev`);
        const { sync, operationState } = application.status;
        const isApplied = sync?.status === 'Synced' && operationState?.phase === 'Succeeded';
        return isApplied || describeApplication(application);
      });
    }

    /**
     * Commits the good version, and does what the page says besides. Returns the seconds until the Service leads to no bad pod
     * and Argo CD calls the Application Healthy.
     */
    async function takeBack(service: Service, by: string, besides?: () => Promise<void>): Promise<number> {
      await untilApplied(service);
      const began = Date.now();
      await release(service, good);
      await besides?.();
      await untilServed(service, by, { [good]: replicas });
      const served = Date.now();
      await until(
        `${service}-dev to be Synced and Healthy`,
        async () => {
          const application = await delivery.application(`${service}-dev`);
          return isSettled(application) || describeApplication(application);
        },
        120,
        200,
      );
      const took = { served: (served - began) / 1000, healthy: (Date.now() - began) / 1000 };
      figures.push(
        `  ${service.padEnd(16)} no bad pod serves after ${shown(took.served)}, Healthy after ${shown(took.healthy)}`,
      );
      return Math.max(took.served, took.healthy);
    }
  },
);

function shown(seconds: number): string {
  return `${seconds.toFixed(1).padStart(5)} s`;
}
