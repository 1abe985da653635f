import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { startController } from '../src/controller/controller';
import { DeliveryDoor } from '../src/controller/delivery-door';
import { serviceName } from './generate-catalog';
import { openDelivery } from './open-delivery';
import { print } from './rows';
import { git, seedRepository } from './seed-repository';
import { signedCall, spread } from './signed-call';

const secret = 'a-secret-for-the-benchmark-0123456789';

/** Pushes of the control. */
const plainPushes = 20;

/**
 * How long it takes from a signed call of the portal to its commit on the remote, as the remote's hook sees it: one call after
 * the other, through HTTP, journal, gates, rendering, signing and push. The control is a push of an empty commit by the system's
 * git, seen by the same hook.
 */
export async function benchWebhook(root: string, services: number, calls: number): Promise<void> {
  const folder = join(root, 'webhook');
  mkdirSync(folder, { recursive: true });
  const key = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
  const { remote, files } = seedRepository(folder, services, (catalog) => {
    const own = readFileSync(`${key}.pub`, 'utf8').trim();
    appendFileSync(
      join(catalog, 'platform.yaml'),
      `attesters:\n  bench: { keys: ["${own}"], of: [changes, portal] }\n`,
    );
  });
  const notes = noteOfPushes(remote, folder);
  const { url, stop } = await aController(folder, remote, key);
  const waits: number[] = [];
  for (let index = 0; index < calls; index++) {
    const began = Date.now();
    await call(url, `bench_${index}`, serviceName(index % services), 2 + (index % 2));
    waits.push((await nextPush(notes, index)) - began);
  }
  await stop();
  print(`from a signed call to its commit on the remote: ${files} files, ${calls} calls, one after the other`);
  print(`  ${spread(waits)}`);
  print(`  control: "git push" of an empty commit: ${spread(await plain(folder, remote, notes, calls))}\n`);
  rmSync(folder, { recursive: true, force: true });
}

/** @returns the file in which a hook of the remote notes when the branch was pushed */
function noteOfPushes(remote: string, folder: string): string {
  const notes = join(folder, 'pushes');
  const hook = join(remote, 'hooks', 'post-receive');
  mkdirSync(join(remote, 'hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\nwhile read before after ref; do echo "$(date +%s%3N) $ref" >> '${notes}'; done\n`);
  chmodSync(hook, 0o755);
  return notes;
}

async function aController(
  folder: string,
  remote: string,
  file: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { delivery, writer } = await openDelivery(remote, folder, file);
  const controller = await startController({
    host: '127.0.0.1',
    port: 0,
    journal: { file: join(folder, 'journal.db') },
    door: new DeliveryDoor(delivery, { commitUrl: undefined, root: '' }),
    secrets: () => ({ portalWebhook: [secret], argocd: [] }),
    portalUrl: 'http://127.0.0.1:1',
    blueprint: 'microservice',
    isAgent: false,
    proxies: 0,
    log: () => undefined,
    now: Date.now,
    random: Math.random,
  });
  const stop = async (): Promise<void> => {
    await controller.stop();
    await writer.close();
  };
  return { url: `http://127.0.0.1:${controller.port}`, stop };
}

async function call(url: string, runId: string, service: string, replicas: number): Promise<void> {
  const { body, headers } = signedCall(
    {
      action: 'scale_resources',
      entity: { identifier: `${service}-dev`, blueprint: 'deployment' },
      properties: { replicas },
      context: { userEmail: 'developer@example.com', runId },
    },
    secret,
  );
  const { 'content-length': _length, ...rest } = headers;
  const answer = await fetch(`${url}/webhooks/scale`, { method: 'POST', body, headers: textsOf(rest) });
  if (answer.status !== 202) throw new Error(`a call was answered ${answer.status}: ${await answer.text()}`);
}

/** @returns when the hook has seen it, in milliseconds since 1970 */
async function nextPush(notes: string, before: number): Promise<number> {
  for (let turns = 0; turns < 60_000; turns++) {
    const lines = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : [];
    const mine = lines.filter((line) => line.endsWith('refs/heads/main'))[before];
    if (mine !== undefined) return Number(mine.split(' ')[0]);
    await pause(2);
  }
  throw new Error('a call did not become a commit');
}

async function plain(folder: string, remote: string, notes: string, before: number): Promise<readonly number[]> {
  const work = join(folder, 'work');
  git(folder, 'clone', '--quiet', remote, work);
  const waits: number[] = [];
  for (let index = 0; index < plainPushes; index++) {
    git(work, 'commit', '--quiet', '--allow-empty', '--message=nothing');
    const began = Date.now();
    git(work, 'push', '--quiet', 'origin', 'HEAD:main');
    waits.push((await nextPush(notes, before + index)) - began);
  }
  return waits;
}

function textsOf(headers: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
