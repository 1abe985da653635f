import { createServer } from 'node:http';
import type { Server } from 'node:http';

import { aController, until } from '../a-controller';
import { DoorDouble } from '../door-double';
import { secrets } from '../test-secrets';
import { aHealthyApplication } from './a-healthy-application';
import { anArgoCdEvent } from './an-argocd-event';

const { portalClient: _client, ...withoutPortal } = secrets;
const commit = 'c'.repeat(40);
const now = Date.parse('2026-11-25T12:00:00Z');
const ownToken = `e30.${Buffer.from(JSON.stringify({ sub: 'slipway-controller:apiKey' })).toString('base64url')}.c2ln`;

const running: Server[] = [];

afterEach(() => {
  for (const one of running.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

/** Listens, and answers by what a test says. @returns its address */
async function served(answer: (url: string, body: string) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => response.end(JSON.stringify(answer(request.url ?? '', body))));
  });
  running.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** web in prod: alice has synced it, and Slipway before; then bob promoted, and carol aborted. */
async function anArgoCd(asked: string[] = [], more: Parameters<typeof anArgoCdEvent>[0][] = []): Promise<string> {
  const application = Object(aHealthyApplication('web', 'prod', commit));
  const operation = (startedAt: string, username: string) => ({
    phase: 'Succeeded',
    startedAt,
    finishedAt: startedAt,
    operation: { initiatedBy: { username } },
  });
  const history = [
    { deployStartedAt: '2026-09-01T10:00:00Z', initiatedBy: { username: 'somebody long ago' } },
    { deployStartedAt: '2026-11-20T10:00:00Z', initiatedBy: { username: 'dave' } },
    { deployStartedAt: '2026-11-25T10:10:00Z', initiatedBy: { username: 'slipway-controller' } },
    { deployStartedAt: '2026-11-25T10:15:00Z', initiatedBy: { automated: true } },
    { deployStartedAt: '2026-11-25T10:20:00Z', initiatedBy: { username: 'alice' } },
  ];
  const status = { ...application.status, history, operationState: operation('2026-11-25T10:20:00Z', 'alice') };
  const dev = aHealthyApplication('web', 'dev', commit);
  const ran = { reason: 'ResourceActionRan' };
  const onWeb = 'on resource argoproj.io/Rollout/web';
  const events = [
    { name: 'p', ...ran, message: `ran action promote-full ${onWeb}`, user: 'bob', at: '2026-11-25T10:25:00Z' },
    { name: 'a', ...ran, message: `ran action abort ${onWeb}`, user: 'carol@example.com', at: '2026-11-25T10:30:00Z' },
    { name: 'n', reason: 'OperationCompleted', message: 'Sync operation succeeded', at: '2026-11-25T10:21:00Z' },
    ...more,
  ];
  return await served((url) => {
    asked.push(url);
    if (url.startsWith('/api/v1/applications?')) return { items: [{ ...application, status }, dev] };
    return { metadata: {}, items: events.map(anArgoCdEvent) };
  });
}

function options(argocd: string, noticeUrl?: string) {
  return {
    argocds: [{ url: argocd }],
    now: () => now,
    secrets: () => ({
      ...withoutPortal,
      ...(noticeUrl !== undefined && { noticeUrl }),
      argocdApis: [{ token: ownToken, environments: ['prod'] }],
    }),
  };
}

/** Waits until the controller says so of itself. */
async function untilCounted(url: string, line: string): Promise<void> {
  for (let turns = 0; turns < 2000; turns += 1) {
    if ((await (await fetch(`${url}/metrics`)).text()).includes(line)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain for ${line}`);
}

const expected = [
  ['dave', 'began a sync', '2026-11-20T10:00:00Z'],
  ['alice', 'began a sync', '2026-11-25T10:20:00Z'],
  ['bob', 'ran action promote-full on resource argoproj.io/Rollout/web', '2026-11-25T10:25:00Z'],
  ['carol@example.com', 'ran action abort on resource argoproj.io/Rollout/web', '2026-11-25T10:30:00Z'],
];

test('R2-04: who synced, promoted and aborted in Argo CD is told, and brought to Git; what Slipway did itself is not', async () => {
  const notices: Record<string, unknown>[] = [];
  const chat = await served((_, body) => void notices.push(Object(JSON.parse(body))));
  const asked: string[] = [];
  const controller = await aController(options(await anArgoCd(asked), chat));
  await until(() => controller.door.acts.length === 4 && notices.length === 3);

  expect(controller.door.acts.map(({ by, what, at }) => [by, what, at])).toEqual(expect.arrayContaining(expected));
  expect(controller.door.acts[0]).toMatchObject({ application: 'web-prod', service: 'web', environment: 'prod' });
  const told = controller.log.filter(({ event }) => event === 'act.seen');
  expect(told.map(({ by, what, doneAt }) => [by, what, doneAt])).toEqual(expect.arrayContaining(expected));
  expect(told).toHaveLength(4);
  // What happened five days ago calls nobody.
  expect(notices.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'by hand in Argo CD: bob ran action promote-full on resource argoproj.io/Rollout/web; web in prod, 2026-11-25T10:25:00Z',
    ]),
  );
  expect(new Set(notices.map(({ act }) => Object(act).by))).toEqual(new Set(['alice', 'bob', 'carol@example.com']));
  // dev is of another cluster.
  expect(asked.filter((url) => url.endsWith('/events'))).toEqual(['/api/v1/applications/web-prod/events']);
});

test('what was told is not told again by a controller that is started again, and what is not in Git yet gets there', async () => {
  const argocd = await anArgoCd();
  const door = new DoorDouble();
  const controller = await aController({ ...options(argocd), door });
  await until(() => door.acts.length === 4);
  await controller.stop();

  const second = await aController({ ...options(argocd), journal: { file: controller.journal } });
  await untilCounted(second.url, 'slipway_controller_events_total{kind="acts"} 1');

  expect(second.log.filter(({ event }) => event === 'act.seen')).toEqual([]);
  expect(second.door.acts).toEqual([]);
});

test('while Git cannot be reached, acts wait in the journal, and are told at once', async () => {
  const door = new DoorDouble();
  const keepActs = door.keepActs.bind(door);
  let isAway = true;
  door.keepActs = async (acts) => {
    if (isAway) throw new Error('the remote does not answer');
    await keepActs(acts);
  };
  const ahead = now - Date.now();
  const controller = await aController({ ...options(await anArgoCd()), door, now: () => Date.now() + ahead });
  await until(() => controller.log.some(({ event }) => event === 'acts.postponed'));
  const told = controller.log.filter(({ event }) => event === 'act.seen').length;
  isAway = false;
  await until(() => door.acts.length === 4);

  expect(told).toBeGreaterThan(0);
  expect(new Set(door.acts.map(({ id }) => id)).size).toBe(4);
});

test('whoever writes events chooses the words: none of them is more than text in Git, in chats and in the log, and none is a secret', async () => {
  const notices: Record<string, unknown>[] = [];
  const chat = await served((_, body) => void notices.push(Object(JSON.parse(body))));
  const token = `ghp_${'c4N1'.repeat(9)}`;
  const event = {
    name: 'h',
    reason: 'ResourceActionRan',
    message: `ran ${token} on a\nFORGED\u001b[2J\u202e ${'x'.repeat(2000)}`,
    user: `mallory ${token}\n::error::x`,
    at: '2026-11-25T10:40:00Z',
  };
  const controller = await aController(options(await anArgoCd([], [event]), chat));
  await until(() => controller.door.acts.length === 5 && notices.length === 4);

  const kept = controller.door.acts.find(({ id }) => id === 'h');
  expect(kept?.by).toMatch(/^mallory [^\n]*\\n::error::x$/);
  expect(kept?.what).toMatch(/^ran [^\n]* on a\\nFORGED\\u001b\[2J\\u202e x+$/);
  expect(kept?.what).toHaveLength(1000);
  const [told, shown] = [JSON.stringify(notices), JSON.stringify([controller.log, controller.door.acts])];
  expect([told, shown].filter((text) => text.includes(token.slice(-12)))).toEqual([]);
  expect(notices.map(({ text }) => String(text).split('\n').length)).toEqual([1, 1, 1, 1]);
});
