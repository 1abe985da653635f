import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Delivery } from '../src/delivery/delivery';
import { GitWriter } from '../src/gitops/git-writer';
import { sshSigner } from '../src/signatures/signer';
import { readSshPrivateKey } from '../src/signatures/ssh-key';

/**
 * Opens Delivery on a remote, signing with a key, and reads the catalog: a program that takes requests has read it before.
 *
 * @param folder in which the clone is made
 * @param keyFile an SSH key of `ssh-keygen`
 */
export async function openDelivery(
  remote: string,
  folder: string,
  keyFile: string,
): Promise<{ readonly delivery: Delivery; readonly writer: GitWriter }> {
  const key = readSshPrivateKey(readFileSync(keyFile, 'utf8'), keyFile);
  const writer = await GitWriter.open({
    remote: `file://${remote}`,
    branch: 'main',
    folder: join(folder, 'clone'),
    committer: { name: 'Slipway', email: 'slipway@example.com' },
    signer: sshSigner(key),
    variables: process.env,
  });
  const delivery = new Delivery({
    writer,
    places: { catalog: 'catalog', root: '' },
    now: () => new Date().toISOString(),
    version: 'bench',
    seal: async (namespace, text) => await sshSigner(key, namespace).sign(Buffer.from(text)),
  });
  await delivery.catalog();
  return { delivery, writer };
}
