import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { aController, call, promotion, send, until } from '../a-controller';
import type { TestController } from '../a-controller';
import { DoorDouble, committed } from '../door-double';
import { argocdToken, secrets } from '../test-secrets';
import { aHealthyApplication } from './a-healthy-application';

const commit = 'c'.repeat(40);
const { portalClient: _client, ...withoutPortal } = secrets;

/** An Argo CD that answers who has its token, and lists all that it is said to have. */
interface SomeArgoCd {
  readonly url: string;
  readonly server: Server;
  /** What was asked besides the list. */
  readonly calls: string[];
}

const running: Server[] = [];

afterEach(() => {
  for (const one of running.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

async function anArgoCd(token: string, environments: readonly string[]): Promise<SomeArgoCd> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const isList = url.startsWith('/api/v1/applications?');
    const items = environments.map((environment) => aHealthyApplication('web', environment, commit));
    if (!isList) calls.push(`${method} ${url}`);
    response.writeHead(headers.authorization === `Bearer ${token}` ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isList ? { items } : { spec: { source: { path: 'services/web' } } }));
  });
  running.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, server, calls };
}

function environmentsSeen({ door }: TestController): readonly string[] {
  return door.observations.map(({ environment }) => environment).sort();
}

test('what an Argo CD lists counts for the environments of its cluster, and its token goes to no other', async () => {
  const first = await anArgoCd('token-one', ['dev', 'staging', 'prod']);
  const second = await anArgoCd('token-two', ['prod', 'staging']);
  const controller = await aController({
    argocds: [{ url: first.url }, { name: 'eu', url: second.url }],
    secrets: () => ({
      ...withoutPortal,
      argocdApis: [
        { token: 'token-one', environments: ['dev', 'staging'] },
        { name: 'eu', token: 'token-two', environments: ['prod'] },
      ],
    }),
  });
  await until(() => controller.door.observations.length === 3);
  const letters = await fetch(`${controller.url}/dead-letters`, {
    headers: { authorization: `Bearer ${argocdToken}` },
  });

  expect(environmentsSeen(controller)).toEqual(['dev', 'prod', 'staging']);
  // Each look would find them again, and drive out what others sent in vain.
  expect(await letters.json()).toMatchObject({ count: 0 });
  expect(
    controller.log
      .filter(({ event }) => event === 'sweep.ignored')
      .map(({ argocd, environment }) => [argocd, environment]),
  ).toEqual(
    expect.arrayContaining([
      [first.url, 'prod'],
      ['eu', 'staging'],
    ]),
  );
});

test('the one Argo CD is held to its environments, too, if its token says them', async () => {
  const { url } = await anArgoCd('token-one', ['dev', 'prod']);
  const controller = await aController({
    argocds: [{ url }],
    secrets: () => ({ ...withoutPortal, argocdApis: [{ token: 'token-one', environments: ['dev'] }] }),
  });
  await until(
    () => controller.log.some(({ event }) => event === 'sweep.ignored') && environmentsSeen(controller).length > 0,
  );

  expect(environmentsSeen(controller)).toEqual(['dev']);
});

test('an Argo CD that does not answer keeps no other waiting', async () => {
  const second = await anArgoCd('token-two', ['prod']);
  const controller = await aController({
    argocds: [{ url: 'http://127.0.0.1:9' }, { name: 'eu', url: second.url }],
    secrets: () => ({
      ...withoutPortal,
      argocdApis: [
        { token: 'token-one', environments: ['dev'] },
        { name: 'eu', token: 'token-two', environments: ['prod'] },
      ],
    }),
  });
  await until(() => controller.door.observations.length === 1);
  await until(() => controller.log.some(({ event }) => event === 'sweep.failed'));

  expect(controller.log).toContainEqual(
    expect.objectContaining({ event: 'sweep.failed', argocd: 'http://127.0.0.1:9' }),
  );
});

test('a sync is started where the environment is, and nowhere when nobody is good for it', async () => {
  const first = await anArgoCd('token-one', []);
  const second = await anArgoCd('token-two', []);
  const door = new DoorDouble();
  door.decide = ({ request }) => ({
    ...committed(request.runId),
    syncs: ['staging', 'prod'].map((environment) => ({
      application: `web-${environment}`,
      environment,
      path: 'services/web',
      commit,
      committedAt: Date.now(),
    })),
  });
  const controller = await aController({
    door,
    argocds: [{ url: first.url }, { name: 'eu', url: second.url }],
    secrets: () => ({
      ...withoutPortal,
      argocdApis: [
        { token: 'token-one', environments: ['dev'] },
        { name: 'eu', token: 'token-two', environments: ['prod'] },
      ],
    }),
  });
  await call(controller, '/webhooks/promote', promotion('r_1'));
  await until(() => second.calls.length === 2);
  await until(() => controller.log.some(({ event }) => event === 'sync.given-up'));

  expect(second.calls).toEqual(['GET /api/v1/applications/web-prod', 'POST /api/v1/applications/web-prod/sync']);
  expect(first.calls).toEqual([]);
  expect(controller.log).toContainEqual({
    event: 'sync.given-up',
    application: 'web-staging',
    commit,
    reason: 'no Argo CD is good for "staging": people start it',
  });
});

test('what is said of an environment silences nobody who speaks of another, whatever the Application is called', async () => {
  const ofDev = 'argocd-token-of-the-cluster-of-dev-0123456789';
  const controller = await aController({
    secrets: () => ({ ...withoutPortal, argocd: [...secrets.argocd, { token: ofDev, environments: ['dev'] }] }),
  });
  const tell = async (environment: string, observedAt: string, token: string): Promise<void> => {
    const body = { apiVersion: 'gitops.platform/v1', event: 'app-state', trigger: 'x', id: 'x', app: 'web-prod' };
    await send(
      controller,
      '/webhooks/argocd',
      JSON.stringify({ ...body, entity: 'web', environment, health: 'Healthy', operation: null, observedAt }),
      { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    );
  };
  await tell('dev', '2026-01-01T10:05:00Z', ofDev);
  await tell('prod', '2026-01-01T10:00:00Z', argocdToken);
  await until(() => controller.door.observations.length === 2);

  expect(environmentsSeen(controller)).toEqual(['dev', 'prod']);
});
