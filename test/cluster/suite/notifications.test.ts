import { join } from 'node:path';

import { notificationConfigOf, notificationData } from '../../../stacks/notifications/notification-config';
import { notificationTriggers } from '../../../src/model/platform';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication } from '../harness/applications';
import type { Application } from '../harness/applications';
import { runArgocd } from '../harness/argocd-cli';
import { edit } from '../harness/gitops';
import { KubeObject } from '../harness/kube-client';
import { until } from '../harness/until';
import { ApplicationHistory } from './application-history';
import type { Operation } from './application-history';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { Receiver } from './receiver';
import type { Received } from './receiver';

/** A message may come this long after the API server has had what it tells. */
const limitSeconds = 10;

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
      await configure(cluster().client.apply.bind(cluster().client), receiver.url);
      history = await ApplicationHistory.begin(cluster().client);
      delivery = await Delivery.begin(cluster(), aCatalog());
      await delivery.settle(isOfDev, { atLeast: 4 });
      // A state that is over before Argo CD has told of it is never told: the first releases come after the installation.
      for (const app of ['web-dev', 'canary-dev']) await untilTold('on-deployed', app, 1);
    }, 300_000);
    afterAll(async () => {
      await history.end();
      await receiver.end();
    });

    test('a release is told with the revision that was deployed, although the branch has moved on', async () => {
      await release('web', 'dev', 'v1.1.0');
      await release('canary', 'prod', 'v1.1.0');

      await untilTold('on-deployed', 'web-dev', 2);
      const { revision, deployments } = lastTold('on-deployed', 'web-dev');
      expect(revision).toBe(lastOf('web-dev').revision);
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

    test('a canary is told when it waits, when it degrades, when it is healthy again, and when it is deployed', async () => {
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
      const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'web' };
      await cluster().client.patch(web, { spec: { replicas: 4 } }, 'scale');

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
      test('each sync after which an Application was healthy is told once as deployed, with its revision', () => {
        const expected = deployed().map(({ app, startedAt, revision }) => `${app} ${startedAt} ${revision}`);

        expect(expected.length).toBeGreaterThanOrEqual(8);
        expect(
          receiver
            .of('on-deployed')
            .map(({ message: { app, operation, revision } }) => `${app} ${operation?.startedAt} ${revision}`)
            .sort(),
        ).toEqual(expected.sort());
      });

      test('each sync that succeeded, and each that failed or was tried three times, is told once as that', () => {
        const ended = services(history.operations());
        const nameOf = ({ app, startedAt }: Operation): string => `${app} ${startedAt}`;
        const told = (trigger: string): readonly string[] =>
          receiver.of(trigger).map(({ message }) => `${message.app} ${message.operation?.startedAt}`);
        const succeeded = ended.filter(({ phase }) => phase === 'Succeeded');
        const failed = ended.filter(({ phase, retries }) => ['Failed', 'Error'].includes(phase) || retries >= 3);

        expect(told('on-sync-succeeded').toSorted()).toEqual(succeeded.map(nameOf).sort());
        expect(told('on-sync-failed').toSorted()).toEqual(failed.map(nameOf).sort());
        expect(failed).toHaveLength(1);
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
        const late = deployed().flatMap(({ app, startedAt, healthyAt = 0 }) => {
          const told = toldOf('on-deployed', app).find(({ message }) => message.operation?.startedAt === startedAt);
          return told === undefined ? [] : [(told.at - healthyAt) / 1000];
        });

        process.stdout.write(`\ntold after ${late.map((one) => one.toFixed(1)).join(', ')} s\n`);
        expect(Math.max(...late)).toBeLessThan(limitSeconds);
      });

      test('nobody is told of what makes Applications, and everybody who tells has the token', () => {
        expect(new Set(receiver.received.map(({ message }) => message.app))).toEqual(
          new Set(['canary-dev', 'canary-prod', 'web-dev', 'web-prod']),
        );
        expect(new Set(receiver.received.map(({ authorization }) => authorization))).toEqual(
          new Set(['Bearer the-token']),
        );
      });

      function deployed(): readonly Operation[] {
        return services(history.operations()).filter(({ healthyAt, isHeal }) => healthyAt !== undefined && !isHeal);
      }
    });

    async function release(service: string, environment: string, version: string): Promise<void> {
      edit(join(delivery.repository.folder, 'catalog', 'services', service, `${environment}.yaml`), [
        [['release', 'version'], version],
      ]);
      await delivery.commit(`${service} ${version} in ${environment}`);
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

    /** Waits until an Application was healthy after so many syncs. */
    async function untilDone(app: string, count: number): Promise<void> {
      await until(
        `${app} to be healthy after ${count} syncs`,
        async () => {
          const done = history
            .operations()
            .filter((one) => one.app === app && one.healthyAt !== undefined && !one.isHeal);
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

async function configure(apply: (object: KubeObject) => Promise<unknown>, portalUrl: string): Promise<void> {
  const config = notificationConfigOf({
    channels: ['port'],
    teams: {},
    portalUrl,
    email: undefined,
    subscriptions: [],
  });
  const metadata = { namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } };
  const objects = [
    {
      kind: 'Secret',
      metadata: { ...metadata, name: 'argocd-notifications-secret' },
      stringData: { 'port-webhook-token': 'the-token' },
    },
    { kind: 'ConfigMap', metadata: { ...metadata, name: 'argocd-notifications-cm' }, data: notificationData(config) },
  ];
  for (const object of objects) await apply(KubeObject.parse({ apiVersion: 'v1', ...object }));
}
