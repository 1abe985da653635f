import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

import { startController } from '../../src/controller/controller';
import type { AskedChange, ChangeDoor, ChangeOutcome } from '../../src/controller/door';
import { secrets } from './test-secrets';
import { committed, names } from './door-double';

/**
 * A controller in a process of its own, which a test may kill at any moment. Its door keeps commits in a file, and finds there what it
 * has done before, as Git lets whoever carries changes out find it.
 */
const { journal, commits, portalUrl, diesAt } = Object(JSON.parse(process.argv[2] ?? '{}'));

class FileDoor implements Pick<ChangeDoor, 'submitAll'> {
  async submitAll(changes: readonly AskedChange[]): Promise<readonly ChangeOutcome[]> {
    const known = new Set(existsSync(commits) ? readFileSync(commits, 'utf8').split('\n') : []);
    await new Promise((resolve) => setTimeout(resolve, 2));
    dieAt('before-commit');
    const fresh = changes.map(({ request }) => request.runId).filter((runId) => !known.has(runId));
    const file = openSync(commits, 'a');
    for (const runId of fresh) writeSync(file, `${runId}\n`);
    fsyncSync(file);
    closeSync(file);
    dieAt('after-commit');
    return changes.map(({ request: { runId } }) => ({ runId, ...committed(runId) }));
  }
}

/** Once: a process that is started again has another order. */
function dieAt(phase: string): void {
  if (phase === diesAt) process.kill(process.pid, 'SIGKILL');
}

const unused = async (): Promise<never> => await Promise.reject(new Error('nobody asks for this here'));
const door = new FileDoor();
void startController({
  host: '127.0.0.1',
  port: 0,
  journal: { file: journal },
  door: {
    submitAll: async (changes) => await door.submitAll(changes),
    answerAll: unused,
    observe: unused,
    keepActs: unused,
    tick: async () => await Promise.resolve([]),
    names: async () => await Promise.resolve(names),
  },
  secrets: () => secrets,
  portalUrl,
  blueprint: 'microservice',
  isAgent: false,
  proxies: 0,
  log: (event, fields) => appendFileSync(`${commits}.log`, `${JSON.stringify({ event, ...fields })}\n`),
  now: Date.now,
  random: () => 0,
}).then((controller) => {
  process.stdout.write(`${controller.port}\n`);
  process.once('SIGTERM', () => void controller.stop().then(() => process.stdout.write('stopped\n')));
});
