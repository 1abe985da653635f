import { createServer } from 'node:http';

import { aController, call, promotion, until } from './a-controller';
import { DoorDouble, committed } from './door-double';
import { MockPort } from './mock-port';
import { secrets } from './test-secrets';

let port: MockPort;

beforeEach(async () => {
  port = await MockPort.start();
});

afterEach(async () => {
  await port.stop();
});

test('what is asked while the worker is busy is done in one call of the door, in the order in which it came', async () => {
  const door = new DoorDouble();
  const entered = door.submitAll.bind(door);
  let release = (): void => undefined;
  const isFree = new Promise<void>((resolve) => {
    release = resolve;
  });
  door.submitAll = async (changes) => {
    if (door.batches.length === 0) {
      const outcomes = await entered(changes);
      await isFree;
      return outcomes;
    }
    return await entered(changes);
  };
  const controller = await aController({ door });
  const ids = Array.from({ length: 30 }, (_, index) => `r_${index}`);
  await call(controller, '/webhooks/promote', promotion('r_first'));
  await until(() => door.batches.length === 1);
  for (const id of ids) await call(controller, '/webhooks/promote', promotion(id));
  release();
  await until(() => door.done.size === 31);

  expect(door.batches).toEqual([['r_first'], ids]);
});

test('what may go through later is tried again, and nothing else waits for it', async () => {
  const door = new DoorDouble();
  let tries = 0;
  door.decide = ({ request: { runId } }) => {
    if (runId !== 'r_race') return committed(runId);
    tries += 1;
    return tries < 3 ? { state: 'later', words: 'others were faster', effects: [] } : committed(runId);
  };
  const controller = await aController({ door });
  await call(controller, '/webhooks/promote', promotion('r_race'));
  await call(controller, '/webhooks/promote', promotion('r_other'));
  await until(() => door.done.size === 2);

  expect(tries).toBe(3);
  expect([...door.done.keys()]).toEqual(['r_other', 'r_race']);
});

test('a change that breaks the door is tried by itself, and the others of its batch go through', async () => {
  const door = new DoorDouble();
  door.decide = ({ request: { runId } }) => {
    if (runId === 'r_bad') throw new Error('a fault of the program');
    return committed(runId);
  };
  const stopped = new DoorDouble();
  stopped.fault = new Error('not yet');
  const controller = await aController({ door });
  for (const id of ['r_1', 'r_bad', 'r_2']) await call(controller, '/webhooks/promote', promotion(id));
  await until(() => door.done.size === 2);

  expect([...door.done.keys()].sort()).toEqual(['r_1', 'r_2']);
  expect(controller.log).toContainEqual(
    expect.objectContaining({ event: 'batch.failed', reason: 'a fault of the program' }),
  );
});

test('what waits is told to whoever can approve it; an approval of the portal ends both runs', async () => {
  const notices: unknown[] = [];
  const chat = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      notices.push(JSON.parse(text));
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    chat.listen(0, '127.0.0.1', resolve);
  });
  const address = chat.address();
  const noticeUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
  const asked = port.addRun('r_1');
  const approval = port.addRun('r_2', { createdBy: 'auth0|sre' });
  const door = new DoorDouble();
  const digest = `sha256:${'d'.repeat(64)}`;
  const effect = 'release of payment-service in prod: v1.2.0 -> v1.3.0';
  door.decide = () => ({
    state: 'waiting',
    words: 'one approval of sre is missing',
    effects: [effect],
    digest,
    link: 'https://git.example.com/p',
  });
  const controller = await aController({ door, portalUrl: port.url, secrets: () => ({ ...secrets, noticeUrl }) });

  await call(controller, '/webhooks/promote', promotion('r_1'));
  await until(() => notices.length === 1 && asked.link !== undefined);
  const before = asked.status;
  await call(controller, '/webhooks/approve', {
    action: 'approve',
    properties: { proposal: 'r_1', of: digest, comment: 'looks right' },
    context: { runId: 'r_2', userEmail: 'somebody.else@company.com' },
  });
  await until(() => asked.status === 'SUCCESS' && approval.status === 'SUCCESS');
  chat.close();

  expect(before).toBe('IN_PROGRESS');
  expect(notices).toEqual([
    {
      proposal: 'r_1',
      text: `one approval of sre is missing\n${effect}\nhttps://git.example.com/p`,
      effects: [effect],
      digest,
      link: 'https://git.example.com/p',
    },
  ]);
  expect(asked.logs).toEqual([
    `waits: one approval of sre is missing\n${effect}`,
    expect.stringContaining('r_1 is in Git'),
  ]);
  expect(door.answers).toEqual([
    {
      runId: 'r_2',
      proposal: 'r_1',
      answer: 'approve',
      by: { name: 'auth0|sre', proof: 'portal' },
      alsoInvolved: [],
      of: digest,
      comment: 'looks right',
    },
  ]);
  expect(port.refusals()).toEqual([]);
});

test('an answer to nothing fails its own run', async () => {
  const run = port.addRun('r_2');
  const controller = await aController({ portalUrl: port.url });
  await call(controller, '/webhooks/reject', {
    action: 'reject',
    properties: { proposal: 'r_9' },
    context: { runId: 'r_2' },
  });
  await until(() => run.status === 'FAILURE');

  expect(run.summary).toBe('no proposal "r_9" waits');
});

test('what waited and goes ahead by time alone, or was ended by somebody else, ends its run', async () => {
  const door = new DoorDouble();
  const run = port.addRun('r_1');
  door.decide = () => ({ state: 'waiting', words: 'healthy for 10 of 30 minutes', effects: [] });
  let now = Date.now();
  const controller = await aController({ door, portalUrl: port.url, now: () => now });
  await call(controller, '/webhooks/promote', promotion('r_1'));
  await until(() => run.logs.length === 1);
  door.ticked = [{ runId: 'r_1', ...committed('r_1') }];
  now += 61_000;
  await call(controller, '/webhooks/promote', promotion('r_other'));
  await until(() => run.status === 'SUCCESS');

  expect(run.logs).toHaveLength(2);
});

test('who approved at the portal before it was sent goes along; a claim in the body approves nothing', async () => {
  port.addRun('r_1', {
    createdBy: 'auth0|dev',
    approvers: [
      { userId: 'auth0|sre', state: 'APPROVED' },
      { userId: 'auth0|lead', state: 'PENDING' },
    ],
  });
  const controller = await aController({ portalUrl: port.url });
  await call(controller, '/webhooks/promote', promotion('r_1'));
  await call(controller, '/webhooks/promote', promotion('r_unknown'));
  await until(() => controller.door.done.size === 2);

  expect(controller.door.done.get('r_1')).toMatchObject({ portalApprovers: [{ name: 'auth0|sre', proof: 'portal' }] });
  expect(controller.door.done.get('r_unknown')).toMatchObject({
    asker: { name: 'developer@company.com', proof: 'claimed' },
    portalApprovers: [],
  });
});

test('a request that makes no sense in the catalog ends its run, and says why', async () => {
  const run = port.addRun('r_1');
  const controller = await aController({ portalUrl: port.url });
  await call(controller, '/webhooks/promote', { ...promotion('r_1'), entity: { identifier: 'payment-servic' } });
  await until(() => run.status === 'FAILURE');

  expect(run.summary).toContain('did you mean "payment-service"?');
  expect(controller.door.batches).toEqual([]);
});
