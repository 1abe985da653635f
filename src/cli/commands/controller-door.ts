import { join } from 'node:path';

import { DeliveryDoor } from '../../controller/delivery-door';
import type { ChangeDoor } from '../../controller/door';
import { Delivery } from '../../delivery/delivery';
import type { RepositoryPlaces } from '../../delivery/head';
import { refuseUnverifiable } from '../../delivery/refuse-unverifiable';
import { GitWriter } from '../../gitops/git-writer';
import type { Catalog } from '../../model/catalog';
import { refusedExtensions } from '../../model/extension-door';
import { attestations } from '../../model/gates';
import type { Attestation } from '../../model/gates';
import { withoutComment } from '../../model/people';
import { Refusal } from '../../model/refusal';
import { ownGpg } from '../../signatures/own-gpg';
import { sshSigner } from '../../signatures/signer';
import { readSshPrivateKey, sshPublicLine } from '../../signatures/ssh-key';
import { isOnDisk, readText } from '../../tree/named-calls';
import { askTicket } from '../changes/ask-ticket';
import { rememberTickets } from '../changes/remember-tickets';
import type { Context } from '../context';
import { renderTools } from '../render-tools';
import type { Machine } from '../render-tools';
import { gitCredentials } from './controller-git';

/** The file of secrets with the SSH key that the controller signs with. */
export const signingKeyFile = 'signing-key';

/** The file of secrets with the GnuPG key that signs its commits, where Argo CD verifies them. */
const gpgKeyFile = 'gpg-signing-key';

// It holds keys, and whoever may push may write code.
const noCode = refusedExtensions(
  'the controller runs no code of a repository',
  'ask by the command line from a clone: "slipway bump", "slipway promote" and all others',
);

/** Which repository the controller writes to, and how. */
export interface ControllerRepository {
  readonly remote: string;
  readonly branch: string;
  /** Folder of its own clone. */
  readonly clone: string;
  readonly places: RepositoryPlaces;
  /** Where people look at a commit; `{commit}` stands for its id. */
  readonly commitUrl: string | undefined;
  /** Folder of secrets. */
  readonly secrets: string;
}

/** A door on a repository. */
export interface OpenDoor {
  readonly door: ChangeDoor;
  readonly close: () => Promise<void>;
}

/** What the controller passes on, and so has to be an attester of. Tests are what pipelines sign themselves. */
const passedOn: readonly Attestation[] = attestations.filter((one) => one === 'portal' || one === 'health');

/**
 * Opens the repository, and looks whether what the controller signs will count.
 *
 * @throws Refusal when it would not, with what to do
 * @throws GitError when the remote cannot be reached
 */
export async function openDoor(
  { remote, branch, clone, places, commitUrl, secrets }: ControllerRepository,
  { version, clock, ...machine }: Machine & Pick<Context, 'version' | 'clock'>,
): Promise<OpenDoor> {
  const file = join(secrets, signingKeyFile);
  if (!isOnDisk(file))
    throw new Refusal(
      `"${file}" is missing: make a key by "ssh-keygen -t ed25519 -N '' -f ${signingKeyFile}", put it there, and its public key ` +
        'into "attesters" of platform.yaml',
      'usage',
    );
  const key = readSshPrivateKey(readText(file), file);
  const gpgFile = join(secrets, gpgKeyFile);
  const gpg = isOnDisk(gpgFile) ? ownGpg(gpgFile, machine.variables) : undefined;
  try {
    const writer = await GitWriter.open({
      remote,
      branch,
      folder: clone,
      committer: { name: 'Slipway', email: 'slipway@localhost' },
      signer: gpg?.signer ?? sshSigner(key),
      variables: gitCredentials({ remote, secrets, clone, variables: machine.variables }),
    });
    const close = async (): Promise<void> => {
      await writer.close();
      gpg?.close();
    };
    try {
      const delivery = new Delivery({
        writer,
        places: { ...places, tools: renderTools(machine, { extensions: noCode }) },
        now: () => clock().toISOString(),
        version,
        askTicket: rememberTickets(askTicket, () => clock().getTime()),
        seal: async (namespace, text) => await sshSigner(key, namespace).sign(Buffer.from(text)),
      });
      const catalog = await delivery.catalog();
      refuseUnverifiable(writer.signer, catalog.environments);
      refuseUnattested(sshPublicLine(key.publicKey), catalog, places);
      return { door: new DeliveryDoor(delivery, { commitUrl, root: places.root }), close };
    } catch (error) {
      await writer.close();
      throw error;
    }
  } catch (error) {
    gpg?.close();
    throw error;
  }
}

/** What nobody may pass on counts for nothing: every approval would be lost, and nobody would see why. */
function refuseUnattested(publicKey: string, { platform }: Catalog, { catalog }: RepositoryPlaces): void {
  const own = Object.values(platform.attesters).filter(({ keys }) =>
    keys.some((one) => withoutComment(one) === publicKey),
  );
  const missing = passedOn.filter((one) => !own.some(({ of }) => of.includes(one)));
  if (missing.length === 0) return;
  throw new Refusal(
    `what the controller signs would not count for ${missing.join(' and ')}: add to "${catalog}/platform.yaml" of the branch\n` +
      `attesters:\n  controller: { keys: ["${publicKey}"], of: [${passedOn.join(', ')}] }`,
    'usage',
  );
}
