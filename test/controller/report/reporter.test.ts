import { join } from 'node:path';

import { JournalStore } from '../../../src/controller/journal/journal-store';
import { Reports } from '../../../src/controller/journal/reports';
import type { PortalReport } from '../../../src/controller/journal/reports';
import { Metrics } from '../../../src/controller/metrics';
import { PortApi, PortUnavailable } from '../../../src/controller/report/port-api';
import { Reporter } from '../../../src/controller/report/reporter';
import { runCall } from '../../../src/portal/port/calls';
import { deploymentEntity } from '../../../src/portal/port/entities';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { aController, call, promotion, until } from '../a-controller';
import { MockPort } from '../mock-port';
import { secrets } from '../test-secrets';

let port: MockPort;
let store: JournalStore;
let reports: Reports;
let reporter: Reporter;
let now: number;

beforeEach(async () => {
  port = await MockPort.start();
  store = JournalStore.open({ file: join(temporaryFolder(), 'journal.db') });
  reports = new Reports(store);
  now = 1_700_000_000_000;
  reporter = new Reporter({
    store,
    reports,
    api: anApi(),
    now: () => now,
    random: () => 0,
    log: () => undefined,
    metrics: new Metrics(),
  });
});

afterEach(async () => {
  store.close();
  await port.stop();
});

function anApi(client: { id: string; secret: string } | undefined = secrets.portalClient): PortApi {
  return new PortApi({ baseUrl: port.url, client: () => client, now: () => now });
}

async function add(...some: readonly PortalReport[]): Promise<void> {
  await store.write(() => {
    for (const one of some) reports.add(one, now);
  });
}

/** Tells until nothing more is due, however long that takes on the clock of the test. */
async function tellAll(): Promise<void> {
  for (let steps = 0; reports.count() > 0 && steps < 2000; steps++) {
    if (!(await reporter.step())) now = Math.max(now + 1, reports.nextDue('others') ?? now);
  }
}

const status = (index: number, health: string, runId?: string): PortalReport => ({
  kind: 'entity',
  entity: deploymentEntity({ service: `s${index}`, environment: 'prod', status: health }),
  runId,
});

test('whatever the order in which it is written down, entities come before logs, and the end comes last', async () => {
  port.addRun('r_1');
  await add(
    { kind: 'end', runId: 'r_1', end: { isSuccess: true, label: 'Committed', summary: 'done' } },
    { kind: 'log', runId: 'r_1', stage: 'a', message: 'first' },
    { kind: 'log', runId: 'r_1', stage: 'b', message: 'second' },
    { kind: 'entity', runId: 'r_1', entity: deploymentEntity({ service: 'web', environment: 'prod', version: 'v2' }) },
  );
  await tellAll();

  expect(port.refusals()).toEqual([]);
  expect(port.calls.slice(1).map(({ path }) => path.replace(/\?.*|\/v1\//g, ''))).toEqual([
    'blueprints/deployment/entities/bulk',
    'actions/runs/r_1/logs',
    'actions/runs/r_1/logs',
    'actions/runs/r_1',
  ]);
  expect(port.runs.get('r_1')).toMatchObject({ status: 'SUCCESS', logs: ['first', 'second'] });
});

test('what Port has taken already, before a crash, is not wrong a second time', async () => {
  const run = port.addRun('r_1');
  const end: PortalReport = {
    kind: 'end',
    runId: 'r_1',
    end: { isSuccess: true, label: 'Committed', summary: 'done' },
  };
  await add(end);
  await tellAll();
  await add(end, { kind: 'log', runId: 'r_1', stage: 'a', message: 'late' }, status(1, 'Healthy', 'r_1'));
  await tellAll();

  expect(run).toMatchObject({ status: 'SUCCESS', logs: [] });
  expect(port.entities.get('deployment/s1-prod')?.properties).toMatchObject({ status: 'Healthy' });
  expect(reports.count()).toBe(0);
});

test('an entity whose run Port does not know is told without it', async () => {
  await add(status(1, 'Healthy', 'r_unknown'));
  await tellAll();

  expect(port.entities.get('deployment/s1-prod')?.properties).toMatchObject({ status: 'Healthy' });
});

test('a run of a workflow is told in its own words', async () => {
  await add(
    { kind: 'log', runId: 'wfnr_1', stage: 'a', message: 'hello' },
    { kind: 'end', runId: 'wfnr_1', end: { isSuccess: false, label: 'Refused', summary: 'no' } },
  );
  await tellAll();

  expect(port.refusals()).toEqual([]);
  expect(port.nodes.get('wfnr_1')).toMatchObject({
    status: 'COMPLETED',
    result: 'FAILED',
    logs: [{ message: 'hello' }],
  });
});

test('a storm of 5,000 events of 1,500 entities is a few requests, and the last state of each stays', async () => {
  for (let event = 0; event < 5000; event += 500) {
    await add(...Array.from({ length: 500 }, (_, index) => status((event + index) % 1500, `state ${event + index}`)));
    if (event % 1500 === 0) await reporter.step();
  }
  await tellAll();
  const wanted = Array.from(
    { length: 1500 },
    (_, index) => `state ${index + 1500 * Math.floor((4999 - index) / 1500)}`,
  );

  expect(wanted.map((_, index) => port.entities.get(`deployment/s${index}-prod`)?.properties['status'])).toEqual(
    wanted,
  );
  expect(port.calls.filter(({ path }) => path.includes('/bulk')).length).toBeLessThanOrEqual(300);
  expect(port.refusals()).toEqual([]);
});

test('what changes while it is told is told again', async () => {
  await add(status(1, 'Progressing'));
  port.after = () => {
    port.after = () => undefined;
    void add(status(1, 'Healthy'));
  };
  await tellAll();

  expect(port.entities.get('deployment/s1-prod')?.properties).toMatchObject({ status: 'Healthy' });
});

test('what Port refuses for good is let go, and what came with it is not', async () => {
  port.refused.add('s1-prod');
  await add(status(1, 'Healthy'), status(2, 'Healthy'));
  await tellAll();

  expect([...port.entities.keys()]).toEqual(['deployment/s2-prod']);
  expect(port.calls.filter(({ status: answer }) => answer === 207)).toHaveLength(1);
});

test.each([
  ['does not answer', undefined, 500],
  ['answers 500', { status: 500, body: {} }, 500],
  ['answers 502 with a page', { status: 502, body: '<html>' }, 500],
  ['answers 429 and says when', { status: 429, body: {}, headers: { 'x-ratelimit-reset': '120' } }, 120_000],
])('when Port %s, it is told later, and not before it is time', async (_, reply, wait) => {
  await add(status(1, 'Healthy'));
  port.failure = { reply };
  await reporter.step();
  port.failure = undefined;

  expect(reports.nextDue('others')).toBe(now + wait);
  await tellAll();
  expect(port.entities.size).toBe(1);
});

test('Port is away for an hour: what is to be told waits on the disk, calls are taken, and nothing is lost', async () => {
  port.failure = { reply: { status: 503, body: {} } };
  await add(...Array.from({ length: 100 }, (_, index) => status(index, 'Healthy')));
  const start = now;
  let steps = 0;
  while (now < start + 3_600_000) {
    steps += 1;
    if (!(await reporter.step())) now = Math.max(now + 1, reports.nextDue('others') ?? now);
  }
  port.failure = undefined;
  await tellAll();

  expect(steps).toBeLessThan(2000);
  expect(port.entities.size).toBe(100);
});

test('who asks while Port is away is answered, and is done when it is back', async () => {
  const run = port.addRun('r_1');
  port.failure = { reply: undefined };
  const controller = await aController({ portalUrl: port.url });
  const answer = await call(controller, '/webhooks/promote', promotion('r_1'));
  await until(() => controller.log.some(({ event }) => event === 'change.later'));
  port.failure = undefined;
  await until(() => run.status === 'SUCCESS');

  expect(answer.status).toBe(202);
});

test('a client that Port does not know is no reason to ask again and again', async () => {
  const api = anApi({ id: 'client', secret: 'wrong' });

  await expect(api.send(runCall('r_1'))).rejects.toMatchObject({ name: 'PortUnavailable', afterMilliseconds: 10_000 });
});

test('while Port is away, what waits of thousands of runs is tried a few at a time, and runs keep their order', async () => {
  const sent: string[] = [];
  let isAway = true;
  const api = {
    send: async (one: { readonly path: string }) => {
      sent.push(one.path);
      if (isAway) throw new PortUnavailable('it is away');
      return await Promise.resolve({ status: 200, body: {} });
    },
  };
  reporter = new Reporter({
    store,
    reports,
    api,
    now: () => now,
    random: () => 0,
    log: () => undefined,
    metrics: new Metrics(),
  });
  const runs = Array.from({ length: 3000 }, (_, index) => `r_${index}`);
  await add(
    ...runs.flatMap((runId): readonly PortalReport[] => [
      { kind: 'log', runId, stage: 'ended', message: 'committed' },
      { kind: 'end', runId, end: { isSuccess: true, label: 'Committed', summary: 'done' } },
    ]),
  );

  expect(await reporter.step()).toBe(false);
  expect(sent.length).toBeLessThanOrEqual(8);

  isAway = false;
  sent.length = 0;
  await tellAll();
  const placeOf = new Map(sent.map((path, index) => [path.replace(/^\/v1|\?.*$/g, ''), index]));
  expect(reports.count()).toBe(0);
  expect(placeOf.size).toBe(6000);
  for (const run of runs)
    expect(placeOf.get(`/actions/runs/${run}/logs`)).toBeLessThan(placeOf.get(`/actions/runs/${run}`) ?? 0);
});
