import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { cleanVariables, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
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

async function deadLettersOf(
  controller: TestController,
  token = argocdToken,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${controller.url}/dead-letters`, {
    headers: { authorization: `Bearer ${token}` },
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

test('R0-30: an event becomes evidence, and status of the portal', async () => {
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

test('what people did by hand is taken of who speaks for the environment, of services of the catalog, and of no time to come', async () => {
  const ofStaging = 'argocd-token-of-the-staging-cluster-0123456789';
  const controller = await aController({
    secrets: () => ({
      ...secrets,
      portalClient: undefined,
      argocd: [...secrets.argocd, { token: ofStaging, environments: ['staging'] }],
    }),
  });
  const [now, later] = [0, 3_600_000].map((ahead) => new Date(Date.now() + ahead).toISOString());
  const acts = [
    { id: 'a', by: 'alice', what: 'ran action abort', at: now },
    { id: 'b', by: 'bob', what: 'ran action resume', at: later },
  ];
  const said = { apiVersion: 'gitops.platform/v1', event: 'app-acts', app: 'web-staging', entity: 'web', acts };
  await tell(controller, { ...said, environment: 'prod' }, ofStaging);
  await tell(controller, { ...said, environment: 'staging', entity: 'nobody' }, ofStaging);
  await tell(controller, { ...said, environment: 'staging', acts: [{ ...acts[0], by: '' }] }, ofStaging);
  await tell(controller, { ...said, environment: 'staging' }, ofStaging);
  await until(() => controller.door.acts.length === 1);

  expect(controller.door.acts).toEqual([
    { application: 'web-staging', service: 'web', environment: 'staging', ...acts[0] },
  ]);
  expect(await deadLettersOf(controller)).toMatchObject({ count: 3 });
});

test('R0-31: an Argo CD speaks for the environments of its cluster, and for no others', async () => {
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
});

describe('dead letters of several Argo CDs', () => {
  const ofStaging = 'argocd-token-of-the-staging-cluster-0123456789';
  const ofDev = 'argocd-token-of-the-dev-cluster-0123456789abc';
  const ofBoth = 'argocd-token-of-a-cluster-of-both-0123456789';
  const cluster = async (): Promise<TestController> => {
    const controller = await aController({
      secrets: () => ({
        ...secrets,
        portalClient: undefined,
        argocd: [
          ...secrets.argocd,
          { token: ofStaging, environments: ['staging'] },
          { token: ofDev, environments: ['dev'] },
          { token: ofBoth, environments: ['dev', 'staging'] },
        ],
      }),
    });
    for (const [app, token] of [
      ['of-all', argocdToken],
      ['of-staging', ofStaging],
      ['of-dev', ofDev],
      ['of-both', ofBoth],
    ] as const)
      await tell(controller, anEvent({ app, entity: 'nobody' }), token);
    await until(() => controller.log.filter(({ event }) => event === 'event.useless').length === 4);
    return controller;
  };
  const senders = (letters: Readonly<Record<string, unknown>>): unknown =>
    Object(letters['newest']).map(({ body }: { body: string }) => JSON.parse(body).app);

  test.each([
    ['for all environments', argocdToken, ['of-both', 'of-dev', 'of-staging', 'of-all']],
    ['for one', ofStaging, ['of-staging']],
    ['for two', ofBoth, ['of-both', 'of-dev', 'of-staging']],
  ])('a token %s shows what was sent with no more than its scope', async (_, token, expected) => {
    const letters = await deadLettersOf(await cluster(), token);

    expect(senders(letters)).toEqual(expected);
    expect(letters).toMatchObject({ count: expected.length });
  });

  test('and has only these looked at again, with the scope that they had', async () => {
    const controller = await cluster();
    const headers = { authorization: `Bearer ${ofStaging}`, 'content-type': 'application/json' };
    const { status, body } = await send(controller, '/dead-letters/replay', '{}', headers);
    await until(() => controller.log.filter(({ event }) => event === 'event.useless').length === 5);

    expect([status, body]).toEqual([200, { replayed: 1 }]);
    expect(senders(await deadLettersOf(controller, ofStaging))).toEqual(['of-staging']);
    expect(senders(await deadLettersOf(controller))).toEqual(['of-staging', 'of-both', 'of-dev', 'of-all']);
  });

  test('who has no token sees nothing, and has nothing looked at again', async () => {
    const controller = await cluster();
    const shown = await fetch(`${controller.url}/dead-letters`, { headers: { authorization: `Bearer ${ofDev}x` } });
    const headers = { authorization: `Bearer ${ofDev}x`, 'content-type': 'application/json' };

    expect(shown.status).toBe(401);
    expect((await send(controller, '/dead-letters/replay', '{}', headers)).status).toBe(401);
    expect(await deadLettersOf(controller)).toMatchObject({ count: 4 });
  });

  test('the command shows what all tokens show, each letter once', async () => {
    const controller = await cluster();
    const folder = temporaryFolder();
    const files = {
      'portal-webhook-secret': 'a-secret-of-a-portal-0123456789',
      'argocd-webhook-token-dev': `${ofDev} dev`,
      'argocd-webhook-token-staging': `${ofStaging} staging`,
      'argocd-webhook-token-both': `${ofBoth} dev,staging`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), `${text}\n`);
    const ask = async (task: string): Promise<Readonly<Record<string, unknown>>> => {
      const port = new URL(controller.url).port;
      const words = ['controller', task, '--secrets', folder, '--port', port, '--json'];
      // The controller is in this process, and has to answer while the program runs.
      const run = promisify(execFile);
      return JSON.parse((await run(process.execPath, [slipwayFile, ...words], { env: cleanVariables() })).stdout);
    };
    const shown = await ask('dead-letters');
    const replayed = await ask('replay');

    expect(senders(shown)).toEqual(['of-both', 'of-dev', 'of-staging']);
    expect(shown).toMatchObject({ count: 3 });
    expect(replayed).toEqual({ replayed: 3 });
  });
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
