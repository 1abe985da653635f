import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { aCatalogFolder, environmentYaml } from '../../helpers/a-catalog';
import { describeApplication, refresh } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import type { Edits } from './released-service';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';
import { look } from './rollout-state';
import { routeWeights } from './route-weights';
import type { RouteWeights } from './route-weights';

const options = { argocd: true, rollouts: true, routeWeights: true, git: true, reconciliationSeconds: 10 };
const rolloutVersion = 'argoproj.io/v1alpha1';

const canary = `scale: { owner: fixed, replicas: 5 }
rollout:
  strategy: canary
  steps:
    - setWeight: 20
    - pause: {}
    - setWeight: 60
    - pause: {}
    - setWeight: 100
    - pause: {}
`;

/** Two canaries: one that is reached through the Gateway, at two paths, and one that meshed callers reach. */
const catalog = {
  'environments/dev.yaml': `${environmentYaml.replace('pods: 20', 'pods: 60')}canaryWeights: routes\n`,
  'environments/prod.yaml': null,
  'services/web/prod.yaml': null,
  'services/web/service.yaml': `team: web-team
public: true
ports: [{ name: http, containerPort: 8080 }]
exposure: { routes: { api: { path: /api } } }
${canary}`,
  'services/inner/service.yaml': `team: web-team
ports:
  - { name: http, containerPort: 8080 }
  - { name: grpc, containerPort: 9090, protocol: grpc }
mesh: { provider: linkerd, retryLimit: 2 }
${canary}`,
  'services/inner/dev.yaml': 'release: { version: v1.0.0 }\n',
};

interface Split {
  readonly service: 'web' | 'inner';
  /** What the routes of the service have, once its canary has a share. */
  readonly weights: (share: number) => RouteWeights;
}

function shares(service: string, share: number): Readonly<Record<string, number>> {
  return { [`${service}-stable`]: 100 - share, [`${service}-canary`]: share };
}

const gateway: Split = {
  service: 'web',
  weights: (share) => ({ 'HTTPRoute web': [shares('web', share), shares('web', share)] }),
};
const mesh: Split = {
  service: 'inner',
  weights: (share) => ({
    'GRPCRoute inner.grpc': [shares('inner', share)],
    'HTTPRoute inner.http': [shares('inner', share)],
    'HTTPRoute inner.http.retries': [shares('inner', share)],
  }),
};

describeOnCluster('weights of routes divide the requests to a canary', options, (cluster) => {
  let delivery: Delivery;
  const overlay = (service: string): string =>
    join(delivery.repository.folder, 'catalog', 'services', service, 'dev.yaml');

  beforeAll(async () => {
    delivery = await Delivery.begin(cluster(), aCatalogFolder(catalog));
    await delivery.settle(({ metadata }) => ['web-dev', 'inner-dev'].includes(metadata.name), { atLeast: 2 });
  }, 900_000);

  /** Waits until the API server has these shares, and the Rollout this phase; Argo CD must not have found a difference meanwhile. */
  async function untilShared({ service, weights }: Split, share: number, phase: string): Promise<void> {
    const wanted = weights(share);
    await until(`${service} to have ${share} % and be ${phase}`, async () => {
      const [all, state, application] = await Promise.all([
        routeWeights(cluster().client, 'dev'),
        look(cluster().client, 'dev', service),
        delivery.application(`${service}-dev`),
      ]);
      const seen = Object.fromEntries(Object.entries(all).filter(([name]) => name in wanted));
      if (isDeepStrictEqual(seen, wanted) && state.phase === phase) return true;
      return JSON.stringify({ seen, state, application: describeApplication(application) });
    });
  }

  async function release(service: string, version: string): Promise<void> {
    edit(overlay(service), [[['release', 'version'], version]]);
    await delivery.commit(`${service} ${version}`);
  }

  async function patchStatus(service: string, status: object): Promise<void> {
    const ref = { apiVersion: rolloutVersion, kind: 'Rollout', namespace: 'dev', name: service };
    await cluster().client.patch(ref, { status }, 'status');
  }

  /** As a person does who looks whether it went on: the controller may write its status over the word, which is said again then. */
  async function promote(service: string): Promise<void> {
    const { step } = await look(cluster().client, 'dev', service);
    const isOn = async (): Promise<true | string> => {
      const now = await look(cluster().client, 'dev', service);
      if (now.step !== step || now.phase !== 'Paused') return true;
      await patchStatus(service, { pauseConditions: null });
      return JSON.stringify(now);
    };
    await until(`${service} to go on`, isOn, 180, 5000);
  }

  /** Compares again, from nothing, and says what Argo CD finds. */
  async function compared(service: string): Promise<string> {
    const name = `${service}-dev`;
    const before = (await delivery.application(name)).status.reconciledAt;
    await refresh(cluster().client, name);
    return until(`${name} to be compared`, async () => {
      const application = await delivery.application(name);
      const { reconciledAt, sync } = application.status;
      return reconciledAt === before ? describeApplication(application) : { status: sync?.status ?? '' };
    }).then(({ status }) => status);
  }

  /** Applies everything of a commit that is not about the release. */
  async function syncSomethingElse(service: string, description: string, values: Edits): Promise<void> {
    edit(overlay(service), values);
    const before = (await delivery.application(`${service}-dev`)).status.operationState?.startedAt;
    await delivery.commit(description);
    await until(`${service}-dev to be synced again`, async () => {
      const application = await delivery.application(`${service}-dev`);
      const { operationState, sync } = application.status;
      const isDone = operationState?.phase === 'Succeeded' && operationState.startedAt !== before;
      return (isDone && sync?.status === 'Synced') || describeApplication(application);
    });
  }

  describe.each([
    ['the Gateway', gateway],
    ['the mesh', mesh],
  ])('by the routes of %s', (_, split) => {
    const { service } = split;

    test('at rest the stable release has all requests, and Argo CD finds no difference', async () => {
      await untilShared(split, 0, 'Healthy');

      expect(await compared(service)).toBe('Synced');
    });

    test('R3-05: a step gives the canary its share, which Argo CD leaves when it compares and when it syncs', async () => {
      await release(service, 'v2.0.0');
      await untilShared(split, 20, 'Paused');

      expect(await compared(service)).toBe('Synced');
      await syncSomethingElse(service, `${service} has alerts`, [[['monitoring', 'alerts'], true]]);
      await untilShared(split, 20, 'Paused');
      const { selected } = await look(cluster().client, 'dev', service);
      expect(selected).toMatchObject({
        [`${service}-stable`]: 'v1.0.0',
        [`${service}-canary`]: 'v2.0.0',
        [service]: 'any',
      });
    });

    test('an abort gives all requests back to the stable release', async () => {
      await patchStatus(service, { abort: true });

      await untilShared(split, 0, 'Degraded');
      expect(await compared(service)).toBe('Synced');
    });

    test('the next try takes its steps to 100, and then the new release is the stable one', async () => {
      await patchStatus(service, { abort: false });
      for (const share of [20, 60, 100]) {
        await untilShared(split, share, 'Paused');
        expect(await compared(service)).toBe('Synced');
        await promote(service);
      }

      await untilShared(split, 0, 'Healthy');
      const { stable, selected } = await look(cluster().client, 'dev', service);
      expect(stable).toBe('v2.0.0');
      expect(selected).toMatchObject({ [`${service}-stable`]: 'v2.0.0', [`${service}-canary`]: 'v2.0.0' });
      expect(await compared(service)).toBe('Synced');
    });
  });

  test('what Git changes of a route waits until its canary has no share, and the rest of it does not wait', async () => {
    const file = join(delivery.repository.folder, 'catalog', 'services', 'web', 'service.yaml');
    const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', namespace: 'dev', name: 'web' };
    await release('web', 'v3.0.0');
    await untilShared(gateway, 20, 'Paused');

    edit(file, [
      [['exposure', 'routes', 'more'], { path: '/more' }],
      [['metadata'], { route: { annotations: { 'example.com/note': 'seen' } } }],
    ]);
    await delivery.commit('web has another path');
    await until('the annotation to be there', async () => {
      const { metadata } = await cluster().client.get(route);
      return metadata.annotations?.['example.com/note'] === 'seen' || JSON.stringify(metadata.annotations);
    });

    // Its two rules, with their shares.
    await untilShared(gateway, 20, 'Paused');
    for (const share of [20, 60, 100]) {
      await untilShared(gateway, share, 'Paused');
      await promote('web');
    }
    const three = {
      ...gateway,
      weights: () => ({ 'HTTPRoute web': Array.from({ length: 3 }, () => shares('web', 0)) }),
    };
    await untilShared(three, 0, 'Healthy');
    await delivery.settle(({ metadata }) => metadata.name === 'web-dev');
    expect(await routeWeights(cluster().client, 'dev')).toMatchObject(three.weights());
  });
});
