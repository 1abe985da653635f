import { join } from 'node:path';

import { notificationTriggers } from '../../../src/model/platform';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication } from '../harness/applications';
import type { Application } from '../harness/applications';
import { runArgocd } from '../harness/argocd-cli';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { ApplicationHistory } from './application-history';
import type { Deployment, Operation } from './application-history';
import { configureNotifications } from './configure-notifications';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { onThisMachine } from '../harness/on-this-machine';
import { Receiver } from './receiver';
import type { Received } from './receiver';

/** How long after a deployment a heal is taken for a part of it, in seconds, and some: its time is in whole seconds. */
const settlingSeconds = 32;

/** A message may come this long after the API server has had what it tells. */
const limitSeconds = 10;

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'web' };

// Nobody looks at Git by himself: what is told late would be told after an hour.
describeOnOwnCluster(
  'notifications say what happened',
  { argocd: true, rollouts: true, git: true, notifications: true, reconciliationSeconds: 3600 },
  (cluster) => {
    let receiver: Receiver;
    let history: ApplicationHistory;
    let delivery: Delivery;
    beforeAll(async () => {
      receiver = await Receiver.listen();
      await configureNotifications(cluster().client, receiver.url, 'the-token');
      history = await ApplicationHistory.begin(cluster().client);
      delivery = await Delivery.begin(cluster(), aCatalog());
      await delivery.settle(isOfDev, { atLeast: 4 });
      // A state that is over before Argo CD has told of it is never told: the first releases come after the installation.
      for (const app of ['web-dev', 'canary-dev']) await untilTold('on-deployed', app, 1);
    }, 900_000);
    afterAll(async () => {
      await history.end();
      await receiver.end();
    });

    test('R0-32: a release is told with the revision that was deployed, although the branch has moved on', async () => {
      await release('web', 'dev', 'v1.1.0');
      await release('canary', 'prod', 'v1.1.0');

      await untilTold('on-deployed', 'web-dev', 2);
      const { revision, deployments } = lastTold('on-deployed', 'web-dev');
      expect(revision).toBe(lastDeployed('web-dev').revision);
      expect(deployments.at(-1)?.revision).toBe(revision);
    });

    test('a release that is taken back as soon as it is healthy is told, and what takes it back', async () => {
      const before = toldOf('on-deployed', 'web-dev').length;
      await release('web', 'dev', 'v1.2.0');
      await untilDone('web-dev', before + 1);
      await release('web', 'dev', 'v1.1.0');
      await untilDone('web-dev', before + 2);

      await untilTold('on-deployed', 'web-dev', before + 2);
      expect(toldOf('on-deployed', 'web-dev')).toHaveLength(before + 2);
    });

    test('a release that Argo CD heals as soon as it is applied is told once, and as no drift', async () => {
      const before = toldOf('on-deployed', 'web-dev').length;
      await release('web', 'dev', 'v1.3.0');
      // The sync still has a wave to go, so what is changed now is found by the first comparison after it.
      await until('the release to be applied', async () => {
        const { spec } = await cluster().client.get(web);
        return JSON.stringify(spec).includes(':v1.3.0') || 'not yet';
      });
      await scaleByHand(3);

      await untilTold('on-deployed', 'web-dev', before + 1);
      expect(lastOf('web-dev').isHeal).toBe(true);
      expect(lastTold('on-deployed', 'web-dev').id).toContain(lastDeployed('web-dev').startedAt);
      expect(toldOf('on-drifted', 'web-dev')).toEqual([]);
    });

    test('R0-33, R2-11: a canary is told when it waits, when it degrades, when it is healthy again, and when it is deployed', async () => {
      await release('canary', 'dev', 'v1.1.0');
      await untilTold('on-suspended', 'canary-dev', 1);
      await act('abort');
      await untilTold('on-health-degraded', 'canary-dev', 1);
      await act('retry');
      await untilTold('on-suspended', 'canary-dev', 2);
      expect(toldOf('on-health-recovered', 'canary-dev')).toEqual([]);
      await act('promote-full');

      await untilTold('on-health-recovered', 'canary-dev', 1);
      await untilTold('on-deployed', 'canary-dev', 2);
    });

    test('what somebody changes by hand is told as that, and as no release', async () => {
      const before = toldOf('on-deployed', 'web-dev').length;
      // What is put back as soon as something was deployed is taken for a part of that.
      await untilSettled('web-dev');
      await scaleByHand(4);

      await untilTold('on-drifted', 'web-dev', 1);
      await delivery.settle(({ metadata }) => metadata.name === 'web-dev');
      expect(toldOf('on-deployed', 'web-dev')).toHaveLength(before);
    });

    test('a manual environment is told to wait, once, and what a person has synced', async () => {
      await untilTold('on-waiting', 'web-prod', 1);
      await runArgocd(cluster(), 'app', 'sync', 'baseline-prod', '--timeout', '90');
      await runArgocd(cluster(), 'app', 'sync', 'web-prod', '--timeout', '90');
      await untilTold('on-deployed', 'web-prod', 1);
      await release('web', 'prod', 'v1.1.0');
      await untilTold('on-waiting', 'web-prod', 2);
      await runArgocd(cluster(), 'app', 'sync', 'web-prod', '--timeout', '90');

      await untilTold('on-deployed', 'web-prod', 2);
      expect(toldOf('on-waiting', 'web-prod')).toHaveLength(2);
    });

    test('a sync that the project forbids is told once it was tried again', async () => {
      edit(join(delivery.repository.folder, 'services/web/overlays/dev/deployment.yaml'), [
        [['metadata', 'namespace'], 'kube-system'],
      ]);
      await delivery.push('A Deployment where none may be');

      await untilTold('on-sync-failed', 'web-dev', 1);
      expect(lastOf('web-dev').retries).toBeGreaterThan(0);
    });

    describe('compared with what the API server had', () => {
      test('each deployment after which an Application was healthy is told once, with its revision', () => {
        const expected = healthy().map(({ app, startedAt, revision }) => `${app} ${startedAt} ${revision}`);

        expect(expected.length).toBeGreaterThanOrEqual(8);
        expect(
          receiver
            .of('on-deployed')
            .map(({ message: { app, deployments, revision } }) => `${app} ${deployments.at(-1)?.startedAt} ${revision}`)
            .sort(),
        ).toEqual(expected.sort());
      });

      test('each deployment, healthy or not, is told once as synced', () => {
        const expected = services(history.deployments()).map(({ app, startedAt }) => `${app} ${startedAt}`);

        expect(
          receiver
            .of('on-sync-succeeded')
            .map(({ message: { app, deployments } }) => `${app} ${deployments.at(-1)?.startedAt}`)
            .sort(),
        ).toEqual(expected.sort());
      });

      test('each sync that failed or was tried three times is told once as that', () => {
        const failed = services(history.operations()).filter(
          ({ phase, retries }) => ['Failed', 'Error'].includes(phase) || retries >= 3,
        );

        expect(failed).toHaveLength(1);
        expect(
          receiver.of('on-sync-failed').map(({ message }) => `${message.app} ${message.operation?.startedAt}`),
        ).toEqual(failed.map(({ app, startedAt }) => `${app} ${startedAt}`));
      });

      test.each([
        ['on-health-degraded', 'Degraded'],
        ['on-suspended', 'Suspended'],
      ])('%s is told once for each change of health to %s', (trigger, health) => {
        const expected = services(history.healthChanges()).filter((change) => change.health === health);

        expect(
          receiver
            .of(trigger)
            .map(({ message }) => message.app)
            .sort(),
        ).toEqual(expected.map(({ app }) => app).sort());
      });

      test('nothing is told twice, but for what Argo CD repeats when it could not note that it was told', () => {
        const ids = receiver.received.map(({ message }) => message.id);

        // It notes that in the Application, which it may be writing at that moment. Receivers know such a message by its id.
        expect(ids.filter((id, index) => ids.indexOf(id) < index).length).toBeLessThanOrEqual(1);
      });

      test('a deployment is told within seconds', () => {
        const late = healthy().flatMap(({ app, startedAt, healthyAt = 0 }) => {
          const told = toldOf('on-deployed', app).find(({ message }) => message.id.endsWith(`/${startedAt}`));
          return told === undefined ? [] : [(told.at - healthyAt) / 1000];
        });

        process.stdout.write(`\ntold after ${late.map((one) => one.toFixed(1)).join(', ')} s\n`);
        expect(Math.max(...late)).toBeLessThan(onThisMachine(limitSeconds));
      });

      test('nobody is told of what makes Applications, and everybody who tells has the token', () => {
        expect(new Set(receiver.received.map(({ message }) => message.app))).toEqual(
          new Set(['canary-dev', 'canary-prod', 'web-dev', 'web-prod']),
        );
        expect(new Set(receiver.received.map(({ authorization }) => authorization))).toEqual(
          new Set(['Bearer the-token']),
        );
      });

      function healthy(): readonly Deployment[] {
        return services(history.deployments()).filter(({ healthyAt }) => healthyAt !== undefined);
      }
    });

    async function release(service: string, environment: string, version: string): Promise<void> {
      edit(join(delivery.repository.folder, 'catalog', 'services', service, `${environment}.yaml`), [
        [['release', 'version'], version],
      ]);
      await delivery.commit(`${service} ${version} in ${environment}`);
    }

    async function scaleByHand(replicas: number): Promise<void> {
      await cluster().client.patch(web, { spec: { replicas } }, 'scale');
    }

    async function act(action: string): Promise<void> {
      await runArgocd(cluster(), 'app', 'actions', 'run', 'canary-dev', action, '--kind', 'Rollout');
    }

    function toldOf(trigger: string, app: string): readonly Received[] {
      return receiver.of(trigger).filter(({ message }) => message.app === app);
    }

    function lastTold(trigger: string, app: string): Received['message'] {
      const found = toldOf(trigger, app).at(-1);
      if (found === undefined) throw new Error(`${trigger} of ${app} was never told`);
      return found.message;
    }

    function lastOf(app: string): Operation {
      const found = history.operations().findLast((operation) => operation.app === app);
      if (found === undefined) throw new Error(`${app} was never synced`);
      return found;
    }

    function lastDeployed(app: string): Deployment {
      const found = history.deployments().findLast((deployment) => deployment.app === app);
      if (found === undefined) throw new Error(`${app} was never deployed`);
      return found;
    }

    /** Waits until a heal is no part of the last deployment any more. */
    async function untilSettled(app: string): Promise<void> {
      const settledAt = Date.parse(lastDeployed(app).finishedAt) + settlingSeconds * 1000;
      await until(
        `the last deployment of ${app} to be ${settlingSeconds} s ago`,
        async () => Date.now() > settledAt || `${Math.ceil((settledAt - Date.now()) / 1000)} s are left`,
        settlingSeconds + 10,
      );
    }

    /** Waits until an Application was healthy after so many deployments. */
    async function untilDone(app: string, count: number): Promise<void> {
      await until(
        `${app} to be healthy after ${count} deployments`,
        async () => {
          const done = history.deployments().filter((one) => one.app === app && one.healthyAt !== undefined);
          return done.length >= count || `${done.length} of them`;
        },
        120,
        100,
      );
    }

    async function untilTold(trigger: string, app: string, count: number): Promise<void> {
      await until(
        `${trigger} of ${app}, ${count} times`,
        async () => {
          const told = toldOf(trigger, app);
          const application = await delivery.application(app);
          return told.length >= count || `${told.length} times; ${describeApplication(application)}`;
        },
        120,
      );
    }
  },
);

function isOfDev(one: Application): boolean {
  return one.metadata.labels?.['env'] === 'dev';
}

/** What makes Applications and namespaces belongs to no service. */
function services<Item extends { readonly app: string }>(items: readonly Item[]): readonly Item[] {
  return items.filter(({ app }) => /^(canary|web)-/.test(app));
}

/** Everything that can be told goes to the portal. */
function aCatalog(): string {
  const canary = 'rollout: { strategy: canary, steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] }\n';
  return aCatalogFolder({
    'platform.yaml': `${platformYaml}portal: { provider: port }\nnotifications: { port: [${notificationTriggers.join(', ')}] }\n`,
    'environments/prod.yaml': environmentYaml.replace('mode: automatic', 'mode: manual'),
    'services/canary/service.yaml': serviceYaml,
    'services/canary/dev.yaml': `${overlayYaml}${canary}`,
    'services/canary/prod.yaml': `${overlayYaml}${canary}`,
  });
}
