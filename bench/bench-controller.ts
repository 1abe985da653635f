import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startController } from '../src/controller/controller';
import type { ChangeDoor } from '../src/controller/door';
import { print } from './rows';
import type { CallAnswers } from './send-calls';
import { spread } from './signed-call';

/** How hard it is asked. */
export interface ControllerLoad {
  readonly perSecond: number;
  readonly seconds: number;
}

const secret = 'a-secret-for-the-benchmark-0123456789';

/**
 * How long a signed request waits for its 202, while so many come each second, whether or not the ones before were answered. The
 * client is a process of its own, and the journal is on a disk.
 */
export async function benchController(asked: ControllerLoad): Promise<void> {
  const { perSecond, seconds } = asked;
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
  const { times, statuses } = await load(controller.port, asked);
  const { user, system } = process.cpuUsage(usage);
  const answers = statuses.map(([status, count]) => `${count} times ${status}`).join(', ');
  print(`controller: ${perSecond} signed requests a second for ${seconds} s: ${answers}`);
  print(`  ${spread(times)}`);
  const each = ((user + system) / 1000 / times.length).toFixed(2);
  print(`  processor time of the controller: ${each} ms for each request`);
  print(`  memory of the controller and of what loads it: ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`);
  await controller.stop();
  rmSync(folder, { recursive: true, force: true });
  print(`  control: a server that reads the body and keeps nothing: ${spread(await controlTimes(asked))}\n`);
}

/** The same load on a server of Node alone. */
async function controlTimes(asked: ControllerLoad): Promise<readonly number[]> {
  const server = createServer((received, response) => {
    received.resume();
    received.on('end', () => response.writeHead(202, { 'content-type': 'application/json' }).end('{}'));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  const { times } = await load(address.port, asked);
  server.closeAllConnections();
  server.close();
  return times;
}

/** Answers to calls that another process sends. */
async function load(port: number, { perSecond, seconds }: ControllerLoad): Promise<CallAnswers> {
  const child = fork(join(__dirname, 'send-calls.ts'), [String(port), String(perSecond), String(seconds), secret]);
  const said: CallAnswers[] = [];
  child.on('message', (answers: CallAnswers) => said.push(answers));
  const [code] = await once(child, 'exit');
  const [answers] = said;
  if (answers === undefined) throw new Error(`the client ended with exit code ${code} and said nothing`);
  return answers;
}

/** Whatever is asked is done at once. */
const idleDoor: ChangeDoor = {
  submitAll: async (changes) =>
    await Promise.resolve(
      changes.map(({ request: { runId } }) => ({ runId, state: 'unchanged', words: '', effects: [] })),
    ),
  answerAll: async () => await Promise.resolve({ answers: [], proposals: [] }),
  observe: async () => await Promise.resolve([]),
  keepActs: async () => await Promise.resolve(),
  tick: async () => await Promise.resolve([]),
  names: async () =>
    await Promise.resolve({ services: new Set(['payment-service']), placements: new Map<string, never>() }),
};
