import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startController } from '../src/controller/controller';
import type { ChangeDoor } from '../src/controller/door';
import { print } from './rows';
import { signedCall, spread } from './signed-call';

/** How hard it is asked. */
export interface ControllerLoad {
  readonly perSecond: number;
  readonly seconds: number;
}

const secret = 'a-secret-for-the-benchmark-0123456789';

/**
 * How long a signed request waits for its 202, while so many come each second, whether or not the ones before were answered: client and
 * controller share one process, and the journal is on a disk.
 */
export async function benchController({ perSecond, seconds }: ControllerLoad): Promise<void> {
  // On the disk: memory would not wait for anything.
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const controller = await startController({
    host: '127.0.0.1',
    port: 0,
    journal: { file: join(folder, 'journal.db') },
    door: idleDoor,
    secrets: () => ({ portalWebhook: [secret], argocd: [] }),
    portalUrl: 'http://127.0.0.1:1',
    blueprint: 'microservice',
    isAgent: false,
    proxies: 0,
    mostWaiting: 1e6,
    log: () => undefined,
    now: Date.now,
    random: Math.random,
  });
  const usage = process.cpuUsage();
  const { times, statuses } = await load(controller.port, perSecond, seconds);
  const { user, system } = process.cpuUsage(usage);
  const answers = [...statuses].map(([status, count]) => `${count} times ${status}`).join(', ');
  print(`controller: ${perSecond} signed requests a second for ${seconds} s: ${answers}`);
  print(`  ${spread(times)}`);
  const each = ((user + system) / 1000 / times.length).toFixed(2);
  print(`  processor time of client and controller together: ${each} ms for each request`);
  print(`  memory of client and controller together: ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`);
  await controller.stop();
  rmSync(folder, { recursive: true, force: true });
  print(
    `  control: a server that reads the body and keeps nothing: ${spread(await controlTimes(perSecond, seconds))}\n`,
  );
}

/** The same load on a server of Node alone. */
async function controlTimes(perSecond: number, seconds: number): Promise<readonly number[]> {
  const server = createServer((received, response) => {
    received.resume();
    received.on('end', () => response.writeHead(202, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { times } = await load(address.port, perSecond, seconds);
  server.closeAllConnections();
  server.close();
  return times;
}

interface Answers {
  /** In milliseconds. */
  readonly times: readonly number[];
  readonly statuses: ReadonlyMap<number, number>;
}

/** Sends so many requests each second, whether or not the ones before were answered. */
async function load(port: number, perSecond: number, seconds: number): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - start) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const begun = performance.now();
      const answered = ask(port, agent, `run_${sent}`).then((status) => {
        times.push(performance.now() - begun);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      });
      pending.push(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  agent.destroy();
  return { times, statuses };
}

/** Whatever is asked is done at once. */
const idleDoor: ChangeDoor = {
  submitAll: async (changes) =>
    await Promise.resolve(
      changes.map(({ request: { runId } }) => ({ runId, state: 'unchanged', words: '', effects: [] })),
    ),
  answerAll: async () => await Promise.resolve({ answers: [], proposals: [] }),
  observe: async () => await Promise.resolve([]),
  tick: async () => await Promise.resolve([]),
  names: async () =>
    await Promise.resolve({ services: new Set(['payment-service']), placements: new Map<string, never>() }),
};

async function ask(port: number, agent: Agent, runId: string): Promise<number> {
  const { body, headers } = signedCall(
    {
      action: 'promote_deployment',
      entity: { identifier: 'payment-service', blueprint: 'microservice' },
      properties: { target_environment: 'prod', run_tests: true, change_ticket: 'CHG-12345' },
      context: { userEmail: 'developer@company.com', runId },
    },
    secret,
  );
  return await new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      agent,
      method: 'POST',
      path: '/webhooks/promote',
      headers,
    });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
