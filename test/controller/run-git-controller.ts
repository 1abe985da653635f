import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { startController, type ControllerOptions } from '../../src/controller/controller';
import { DeliveryDoor } from '../../src/controller/delivery-door';
import { Delivery } from '../../src/delivery/delivery';
import { GitWriter } from '../../src/gitops/git-writer';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey } from '../../src/signatures/ssh-key';

/** What a controller runs with that writes to a repository. */
export interface GitController extends Pick<ControllerOptions, 'secrets' | 'portalUrl' | 'argocds'> {
  /** Address of the repository. */
  readonly remote: string;
  /** For its journal, its clone and its log. */
  readonly folder: string;
  /** File of the key that signs. */
  readonly key: string;
  /** Sees, and may change, what is written with. */
  readonly watch: (writer: GitWriter) => void;
}

/** Runs a controller until SIGTERM, and says its port in a line. */
export async function runGitController(run: GitController): Promise<void> {
  const { remote, folder, key: file, watch, ...options } = run;
  const key = readSshPrivateKey(readFileSync(file, 'utf8'), file);
  const writer = await GitWriter.open({
    remote,
    branch: 'main',
    folder: join(folder, 'clone'),
    committer: { name: 'Slipway', email: 'slipway@example.com' },
    signer: sshSigner(key),
    variables: process.env,
  });
  watch(writer);
  const delivery = new Delivery({
    writer,
    places: { catalog: 'catalog', root: '' },
    now: () => new Date().toISOString(),
    version: '1.0.0',
    seal: async (namespace, text) => await sshSigner(key, namespace).sign(Buffer.from(text)),
  });
  const controller = await startController({
    ...options,
    host: '127.0.0.1',
    port: 0,
    journal: { file: join(folder, 'journal.db') },
    door: new DeliveryDoor(delivery, { commitUrl: 'https://git.example.com/commit/{commit}', root: '' }),
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
