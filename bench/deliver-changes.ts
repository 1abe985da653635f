import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { keepHeapSmall } from '../src/cli/small-heap';
import type { Delivery } from '../src/delivery/delivery';
import { serviceName } from './generate-catalog';
import { openDelivery } from './open-delivery';

/**
 * Asks for releases through Delivery, each of another service, and prints how many were committed, the seconds of it, and the
 * memory that was taken: signed, under gates, rendered, and pushed batch by batch.
 * Arguments: a repository, a folder for the clone, services, changes, changes in one push.
 */
async function main([remote = '', folder = '', ...numbers]: readonly string[]): Promise<void> {
  // As the controller does.
  keepHeapSmall();
  const [services = 1, changes = 1, batch = 1] = numbers.map(Number);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  const { delivery, writer } = await openDelivery(remote, folder, path);
  const rssBefore = rss();
  const started = performance.now();
  const cpu = process.cpuUsage();
  let committed = 0;
  for (let from = 0; from < changes; from += batch) {
    const outcomes = await delivery.submit(
      Array.from({ length: Math.min(batch, changes - from) }, (_, index) => ({
        request: requestOf(from + index, services),
        asker: { email: 'bench@example.com' },
      })),
    );
    committed += outcomes.filter(({ state }) => state === 'committed').length;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await writer.close();
  const rssAfter = rss();
  globalThis.gc?.();
  const megabytes = process.memoryUsage().heapUsed / 2 ** 20;
  const cpuSeconds = (user + system) / 1e6;
  process.stdout.write(
    `${JSON.stringify({ seconds, cpuSeconds, changes: committed, megabytes, rssBefore, rssAfter })}\n`,
  );
}

/** What the process has of the machine, in MiB. */
function rss(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

function requestOf(change: number, services: number): Parameters<Delivery['submit']>[0][number]['request'] {
  const fields = { service: serviceName(change % services), environment: 'dev', version: `v2.${change}.0` };
  return { runId: `run-${change}`, verb: 'bump', fields };
}

void main(process.argv.slice(2));
