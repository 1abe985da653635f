import { aController, send, until } from './a-controller';
import type { Answered, TestController } from './a-controller';
import { MockPort } from './mock-port';
import { argocdToken, secrets } from './test-secrets';

/** An event as Argo CD sends it. */
function anEvent(over: object = {}): Record<string, unknown> {
  return {
    apiVersion: 'gitops.platform/v1',
    event: 'app-state',
    trigger: 'on-deployed',
    id: 'on-deployed/uid/x',
    app: 'web-prod',
    namespace: 'argocd',
    project: 'prod',
    entity: 'web',
    environment: 'prod',
    health: 'Healthy',
    healthSince: '2026-01-01T10:00:00Z',
    sync: 'Synced',
    revision: 'a'.repeat(40),
    head: 'a'.repeat(40),
    operation: {
      phase: 'Succeeded',
      startedAt: '2026-01-01T09:59:00Z',
      finishedAt: '2026-01-01T09:59:30Z',
      revision: 'a'.repeat(40),
      message: '',
    },
    deployments: [],
    images: [],
    observedAt: '2026-01-01T10:00:10Z',
    ...over,
  };
}

async function tell(controller: TestController, body: unknown, token = argocdToken): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return await send(controller, '/webhooks/argocd', text, {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  });
}

async function deadLettersOf(controller: TestController): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${controller.url}/dead-letters`, {
    headers: { authorization: `Bearer ${argocdToken}` },
  });
  return Object(await response.json());
}

test.each([
  ['no token', {}],
  ['another token', { authorization: 'Bearer argocd-token-of-somebody-else-0123456789' }],
  ['another way', { authorization: `Basic ${argocdToken}` }],
  ['a token that is longer', { authorization: `Bearer ${argocdToken}x` }],
  ['a token that is shorter', { authorization: `Bearer ${argocdToken.slice(0, -1)}` }],
  ['no value', { authorization: 'Bearer ' }],
  ['two tokens', { authorization: `Bearer ${argocdToken} ${argocdToken}` }],
])('who comes with %s is sent away', async (_, headers) => {
  const controller = await aController();
  const answer = await send(controller, '/webhooks/argocd', JSON.stringify(anEvent()), {
    'content-type': 'application/json',
    ...headers,
  });

  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
});

test('an event becomes evidence, and status of the portal', async () => {
  const port = await MockPort.start();
  const controller = await aController({ portalUrl: port.url });
  const answer = await tell(controller, anEvent());
  await until(() => controller.door.observations.length > 0 && port.entities.size > 0);
  await port.stop();

  expect(answer.status).toBe(202);
  expect(controller.door.observations).toMatchObject([
    {
      application: 'web-prod',
      service: 'web',
      environment: 'prod',
      verdict: 'healthy',
      healthySince: '2026-01-01T10:00:00Z',
      head: 'a'.repeat(40),
    },
  ]);
  expect(port.entities.get('deployment/web-prod')?.properties).toEqual({
    service: 'web',
    environment: 'prod',
    status: 'Healthy',
    sync_status: 'Synced',
    deployed_at: '2026-01-01T09:59:30Z',
  });
  expect(port.refusals()).toEqual([]);
});

test('late and doubled events take nothing back', async () => {
  const controller = await aController();
  await tell(controller, anEvent({ observedAt: '2026-01-01T10:00:10Z' }));
  await until(() => controller.door.observations.length === 1);
  await tell(controller, anEvent({ health: 'Degraded', revision: 'b'.repeat(40), observedAt: '2026-01-01T10:00:09Z' }));
  await tell(controller, anEvent({ observedAt: '2026-01-01T10:00:10Z' }));
  await tell(controller, anEvent({ health: 'Degraded', observedAt: '2026-01-01T10:05:00Z' }));
  await until(() => controller.door.observations.length === 2);

  expect(controller.door.observations.map(({ verdict, observedAt }) => [verdict, observedAt])).toEqual([
    ['healthy', '2026-01-01T10:00:10Z'],
    ['bad', '2026-01-01T10:05:00Z'],
  ]);
});

test.each([
  ['no JSON', '{"app":', 'no JSON'],
  ['a message that broke out of its text', '{"apiVersion":"gitops.platform/v1","message":"x","message":"y"}', 'twice'],
  ['no event', '[]', 'no event that is known'],
  ['an event of another version', anEvent({ apiVersion: 'gitops.platform/v2' }), 'apiVersion'],
  ['an Application of nobody', anEvent({ entity: null }), 'entity'],
  ['an unknown service', anEvent({ entity: 'nobody' }), 'is not in the catalog'],
  ['an unknown environment', anEvent({ environment: 'moon' }), 'is not in the catalog'],
  ['a time to come', anEvent({ observedAt: '2126-01-01T00:00:00Z' }), 'a time to come'],
  ['no time', anEvent({ observedAt: 'yesterday' }), 'observedAt'],
])('%s is taken, so that it is not sent for ever, and kept apart', async (_, body, reason) => {
  const controller = await aController();
  const answer = await tell(controller, body);
  await until(() => controller.log.some(({ event }) => event === 'event.useless'));

  expect(answer.status).toBe(202);
  expect(await deadLettersOf(controller)).toMatchObject({
    count: 1,
    newest: [{ reason: expect.stringContaining(reason) }],
  });
  expect(controller.door.observations).toEqual([]);
});

test('an Argo CD speaks for the environments of its cluster, and for no others', async () => {
  const ofStaging = 'argocd-token-of-the-staging-cluster-0123456789';
  const controller = await aController({
    secrets: () => ({
      ...secrets,
      portalClient: undefined,
      argocd: [...secrets.argocd, { token: ofStaging, environments: ['staging'] }],
    }),
  });
  await tell(controller, anEvent({ app: 'web-prod' }), ofStaging);
  await tell(controller, anEvent({ app: 'web-staging', environment: 'staging' }), ofStaging);
  await until(() => controller.door.observations.length === 1);

  expect(controller.door.observations).toMatchObject([{ environment: 'staging' }]);
  expect(await deadLettersOf(controller)).toMatchObject({
    newest: [{ reason: 'its sender does not speak for "prod"' }],
  });
  const shown = await fetch(`${controller.url}/dead-letters`, { headers: { authorization: `Bearer ${ofStaging}` } });
  expect(shown.status).toBe(401);
});

test('dead letters are looked at again when somebody asks for it', async () => {
  const controller = await aController();
  const before = controller.door.names.bind(controller.door);
  controller.door.names = async () => await Promise.resolve({ services: new Set(), placements: new Map() });
  await tell(controller, anEvent());
  await until(() => controller.log.some(({ event }) => event === 'event.useless'));
  controller.door.names = before;
  const headers = { authorization: `Bearer ${argocdToken}` };
  const { status, body } = await send(controller, '/dead-letters/replay', '{}', {
    ...headers,
    'content-type': 'application/json',
  });
  await until(() => controller.door.observations.length === 1);

  expect([status, body]).toEqual([200, { replayed: 1 }]);
  expect(await deadLettersOf(controller)).toMatchObject({ count: 0 });
});

test('evidence that the door does not take now is brought again', async () => {
  const controller = await aController();
  const { door } = controller;
  const takes = door.observe.bind(door);
  let tries = 0;
  door.observe = async (observations) => {
    tries += 1;
    if (tries === 1) throw new Error('the remote was not to be reached');
    return await takes(observations);
  };
  await tell(controller, anEvent());
  await until(() => door.observations.length === 1);

  expect(tries).toBe(2);
});
