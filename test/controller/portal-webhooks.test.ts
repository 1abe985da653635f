import { aController, call, promotion, send, signed, until } from './a-controller';
import { DoorDouble } from './door-double';
import { chance, mutated } from './mutations';
import { secrets, webhookSecret } from './test-secrets';

test('the same run, a hundred times at once, is one operation', async () => {
  const controller = await aController();

  const answers = await Promise.all(
    Array.from({ length: 100 }, async () => await call(controller, '/webhooks/promote', promotion('r_1'))),
  );
  await until(() => controller.door.done.size > 0);

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body['operation'])).size).toBe(1);
  expect(controller.door.batches).toEqual([['r_1']]);
});

test('the same run with another body is a conflict, and changes nothing', async () => {
  const controller = await aController();
  await call(controller, '/webhooks/promote', promotion('r_1'));

  const other = await call(controller, '/webhooks/promote', promotion('r_1', { target_environment: 'staging' }));
  const elsewhere = await call(controller, '/webhooks/rollback', { ...promotion('r_1'), properties: {} });
  await until(() => controller.door.done.size > 0);

  expect([other.status, elsewhere.status]).toEqual([409, 409]);
  expect([...controller.door.done.values()]).toMatchObject([{ request: { fields: { to: 'prod' } } }]);
  expect(controller.log).toContainEqual(expect.objectContaining({ event: 'request.conflict', runId: 'r_1' }));
});

test('a run that is repeated after a restart is the same operation', async () => {
  const first = await aController();
  const before = await call(first, '/webhooks/promote', promotion('r_1'));
  await until(() => first.door.done.size > 0);
  await first.stop();

  const second = await aController({ journal: { file: first.journal } });
  const after = await call(second, '/webhooks/promote', promotion('r_1'));

  expect(after).toMatchObject({ status: 202, body: { operation: before.body['operation'], state: 'done' } });
  expect(second.door.batches).toEqual([]);
});

test.each([
  ['create-microservice', { name: 'orders', team: 'payments-team' }, 'create'],
  ['promote', { target_environment: 'prod' }, 'promote'],
  ['rollback', { target_version: 'v1.1.0' }, 'rollback'],
  ['scale', { replicas: 10, cpu_limit: '2000m', memory_limit: '2Gi' }, 'scale'],
])('/webhooks/%s asks for its verb', async (path, properties, verb) => {
  const controller = await aController();

  const { status } = await call(controller, `/webhooks/${path}`, { ...promotion('r_1'), properties });
  await until(() => controller.door.done.size > 0);

  expect(status).toBe(202);
  expect([...controller.door.done.values()]).toMatchObject([{ request: { verb } }]);
});

test('a request that cannot be read is told every problem, and no journal has it', async () => {
  const controller = await aController();

  const answer = await call(
    controller,
    '/webhooks/promote',
    promotion('r_1', { targetEnvironment: 'prod', change_ticket: 'x' }),
  );
  const again = await call(controller, '/webhooks/promote', promotion('r_1'));

  expect(answer).toMatchObject({
    status: 422,
    body: {
      problems: [
        { at: 'properties.change_ticket' },
        { at: 'properties.targetEnvironment', message: 'unknown key "targetEnvironment"' },
      ],
    },
  });
  expect(again.status).toBe(202);
});

test('JSON that readers would read differently is not read', async () => {
  const controller = await aController();
  const text = '{"context":{"runId":"r_1"},"context":{"runId":"r_2"}}';

  expect(await send(controller, '/webhooks/promote', text, signed(text))).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('a key is there twice') },
  });
});

test('no secret: nothing is believed, whatever the others are', async () => {
  const controller = await aController();
  const text = JSON.stringify(promotion('r_1'));
  const { 'x-port-signature': _, ...unsigned } = signed(text);

  const answers = [
    await send(controller, '/webhooks/promote', text, unsigned),
    await send(controller, '/webhooks/promote', text, signed(text, 'another-secret-0123456789')),
    await send(controller, '/webhooks/promote', text, {
      ...unsigned,
      authorization: `Bearer ${secrets.argocd[0]?.token}`,
    }),
    await send(controller, '/webhooks/promote', text, signed(text, webhookSecret, Date.now() - 301_000)),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(new Set(answers.map(({ body }) => body['error'])).size).toBe(1);
});

test('secrets that are changed count at once', async () => {
  let current = ['secret-before-0123456789abcdef'];
  const controller = await aController({ secrets: () => ({ portalWebhook: current, argocd: secrets.argocd }) });
  const status = async (runId: string, secret: string): Promise<number> => {
    const text = JSON.stringify(promotion(runId));
    return (await send(controller, '/webhooks/promote', text, signed(text, secret))).status;
  };
  const before = await status('r_1', 'secret-before-0123456789abcdef');
  current = ['secret-before-0123456789abcdef', 'secret-after-0123456789abcdef'];
  const between = [
    await status('r_2', 'secret-before-0123456789abcdef'),
    await status('r_3', 'secret-after-0123456789abcdef'),
  ];
  current = ['secret-after-0123456789abcdef'];

  expect([before, ...between]).toEqual([202, 202, 202]);
  expect([
    await status('r_4', 'secret-before-0123456789abcdef'),
    await status('r_5', 'secret-after-0123456789abcdef'),
  ]).toEqual([401, 202]);
});

test('of 2,000 requests that were changed after they were signed, none is taken', async () => {
  const controller = await aController({ rate: { perSecond: 1e6, burst: 1e6 } });
  const random = chance(1);
  const counts = new Map<number, number>();
  for (let index = 0; index < 100; index++) {
    const some = Array.from({ length: 20 }, () => mutated(JSON.stringify(promotion(`r_${index}`)), random));
    for (const { status } of await Promise.all(
      some.map(async ({ path, body, headers }) => await send(controller, path, body, headers)),
    ))
      counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  expect(counts).toEqual(new Map([[401, 2000]]));
  expect(controller.door.batches).toEqual([]);
});

test('who guesses is slowed down, and neither the portal nor anybody else waits for him', async () => {
  const controller = await aController({ proxies: 1, rate: { perSecond: 1, burst: 5 } });
  const text = JSON.stringify(promotion('r_1'));
  const from = async (source: string, secret = webhookSecret): Promise<number> =>
    (await send(controller, '/webhooks/promote', text, { ...signed(text, secret), 'x-forwarded-for': source })).status;
  const guesses: number[] = [];
  for (let index = 0; index < 8; index++) guesses.push(await from(`10.9.9.${index}, 192.0.2.1`, 'a guess of a secret'));
  const others: number[] = [];
  for (let index = 0; index < 20; index++) others.push(await from('192.0.2.2'));

  expect(guesses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  expect(others).toEqual(others.map(() => 202));
});

test('a journal that has all that it may hold takes no more, says so, and is ready again afterwards', async () => {
  const door = new DoorDouble();
  door.fault = new Error('nobody is there');
  const controller = await aController({ door, mostWaiting: 3, random: () => 0 });
  const answers = [];
  for (let index = 0; index < 5; index++)
    answers.push(await call(controller, '/webhooks/promote', promotion(`r_${index}`)));
  door.fault = undefined;
  await until(() => door.done.size === 3);

  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 503, 503]);
  expect(answers[4]?.headers.get('retry-after')).toBe('30');
  expect((await call(controller, '/webhooks/promote', promotion('r_4'))).status).toBe(202);
});
