import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startController } from '../../src/controller/controller';
import { DeliveryDoor } from '../../src/controller/delivery-door';
import { Delivery } from '../../src/delivery/delivery';
import { GitWriter } from '../../src/gitops/git-writer';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey } from '../../src/signatures/ssh-key';
import { secrets } from './test-secrets';

/**
 * A controller in a process of its own that writes to a repository, and kills itself before or after a push that its first argument
 * names. Argument: JSON.
 */
const { remote, folder, key: file, portalUrl, argocdUrl, diesAt } = Object(JSON.parse(process.argv[2] ?? '{}'));

async function main(): Promise<void> {
  const key = readSshPrivateKey(readFileSync(file, 'utf8'), file);
  const committer = { name: 'Slipway', email: 'slipway@example.com' };
  const writer = await GitWriter.open({
    remote: `file://${remote}`,
    branch: 'main',
    folder: join(folder, 'clone'),
    committer,
    signer: sshSigner(key),
    variables: process.env,
  });
  dieAround(writer);
  const delivery = new Delivery({
    writer,
    places: { catalog: 'catalog', root: '' },
    now: () => new Date().toISOString(),
    version: '1.0.0',
    seal: async (namespace, text) => await sshSigner(key, namespace).sign(Buffer.from(text)),
  });
  const controller = await startController({
    host: '127.0.0.1',
    port: 0,
    journal: { file: join(folder, 'journal.db') },
    door: new DeliveryDoor(delivery, { commitUrl: 'https://git.example.com/commit/{commit}', root: '' }),
    secrets: () => ({ ...secrets, argocdApi: 'the-token' }),
    portalUrl,
    argocdUrl,
    blueprint: 'microservice',
    isAgent: false,
    proxies: 0,
    log: (event, fields) => appendFileSync(join(folder, 'log'), `${JSON.stringify({ event, ...fields })}\n`),
    now: Date.now,
    random: () => 0,
  });
  process.stdout.write(`${controller.port}\n`);
  process.once('SIGTERM', () => void controller.stop().then(() => writer.close()));
}

/** What is pushed is named after what it is for: `proposal`, `answer`, `commit`, `close`. */
function dieAround(writer: GitWriter): void {
  const [push, pushRef] = [writer.push.bind(writer), writer.pushRef.bind(writer)];
  writer.push = async (base, head) => await around('commit', () => push(base, head));
  writer.pushRef = async (name, base, id) => {
    const step = base === undefined ? 'proposal' : id === undefined ? 'close' : 'answer';
    return await around(step, () => pushRef(name, base, id));
  };
}

async function around<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
  if (diesAt === `before-${step}`) process.kill(process.pid, 'SIGKILL');
  const result = await work();
  if (diesAt === `after-${step}`) process.kill(process.pid, 'SIGKILL');
  return result;
}

void main();
