import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Seal } from '../../delivery/sealed';
import type { OwnRepository } from '../../gitops/own-repository';
import type { Catalog } from '../../model/catalog';
import { signatureKeysOf } from '../../model/environment';
import { Refusal } from '../../model/refusal';
import { agentSigner } from '../../signatures/agent-signer';
import { gpgSigner } from '../../signatures/gpg-signer';
import { sshSigner, type Signer } from '../../signatures/signer';
import { readSshKeyFile, readSshPublicKey, sshPublicLine, type SshPublicKey } from '../../signatures/ssh-key';
import { isOnDisk, readText } from '../../tree/named-calls';
import type { Context } from '../context';

/** Keys as they were typed. */
export interface SigningKeys {
  /** File of an SSH key, private or public. @default - SLIPWAY_KEY, else `user.signingKey` of Git */
  readonly key: string | undefined;
  /**
   * GnuPG key that signs commits. @default - SLIPWAY_GPG_KEY, else `user.signingKey` of Git where Argo CD wants such signatures
   */
  readonly gpgKey: string | undefined;
}

/** How somebody signs: what he says by an SSH key, and what he commits by that or by a GnuPG key. */
export interface Signing {
  /** The SSH key, as people.yaml has it. @default - there is none */
  readonly publicLine: string | undefined;
  readonly seal: Seal | undefined;
  /** @default - commits are not signed */
  readonly commits: Signer | undefined;
}

/**
 * Finds the keys that sign. A private key that is in no file, or has a passphrase, signs by the ssh-agent.
 *
 * @throws Refusal for a key that was named and is not there, or is no key; from `seal` and `sign` when an agent is needed and none
 *   is there
 */
export function signingOf(keys: SigningKeys, own: OwnRepository, catalog: Catalog, context: Context): Signing {
  const ssh = sshSigning(keys.key, own, context);
  const gpgKey = keys.gpgKey ?? context.variables['SLIPWAY_GPG_KEY'] ?? (wantsGpg(catalog) ? own.gpgKey : undefined);
  const commits = gpgKey === undefined ? ssh?.signer() : gpgSigner({ key: gpgKey, variables: context.variables });
  return {
    publicLine: ssh && sshPublicLine(ssh.publicKey),
    seal: ssh && (async (namespace, text) => await ssh.signer(namespace).sign(Buffer.from(text))),
    commits,
  };
}

/** Whether Argo CD verifies commits: it knows GnuPG only. */
function wantsGpg({ environments }: Catalog): boolean {
  return [...environments.values()].some((one) => signatureKeysOf(one).length > 0);
}

interface SshSigning {
  readonly publicKey: SshPublicKey;
  /** @param namespace what it is signed for @default 'git' */
  readonly signer: (namespace?: string) => Signer;
}

function sshSigning(key: string | undefined, own: OwnRepository, context: Context): SshSigning | undefined {
  const word = key ?? context.variables['SLIPWAY_KEY'] ?? own.signingKey;
  if (word === undefined || word === '') return undefined;
  // A runner of CI hands its key over in a file that it makes itself.
  const isOwn = key !== undefined || context.variables['SLIPWAY_KEY'] === undefined;
  // Git takes a key for the name of one: `key::ssh-ed25519 AAAA...`.
  const literal = /^(?:key::)?(ssh-[^ ]+ .*)$/.exec(word)?.[1];
  if (literal !== undefined) return byAgent(readSshPublicKey(literal), `"${word}" is a public key`, 'FILE', context);
  const path = resolve(context.workingDirectory, word);
  if (!isOnDisk(path)) {
    if (key === undefined) return undefined;
    throw new Refusal(`there is no key "${word}"`, 'usage');
  }
  const text = readText(path);
  if (!text.startsWith('ssh-')) {
    if (isOwn) refuseOpen(path, word);
    return inFile(text, word, context);
  }
  const beside = path.replace(/\.pub$/, '');
  if (beside === path || !isOnDisk(beside))
    return byAgent(readSshPublicKey(text), `"${word}" is a public key`, 'FILE', context);
  const name = word.replace(/\.pub$/, '');
  if (isOwn) refuseOpen(beside, name);
  return inFile(readText(beside), name, context);
}

/**
 * Whoever can read a private key can agree in its owner's name. OpenSSH takes no such key either (sshkey_perm_ok, authfile.c):
 * it looks at keys of whoever runs it only, since another one's cannot be closed. Windows has no such modes.
 */
function refuseOpen(path: string, name: string): void {
  const { mode, uid } = statSync(path);
  if (process.platform === 'win32' || uid !== process.getuid?.() || (mode & 0o077) === 0) return;
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  throw new Refusal(
    `others can read or write the private key "${name}": its mode is ${octal}; close it by "chmod 600 ${name}"`,
    'usage',
  );
}

function inFile(text: string, name: string, context: Context): SshSigning {
  const { publicKey, privateKey } = readSshKeyFile(text, name);
  if (privateKey !== undefined) return { publicKey, signer: (namespace) => sshSigner(privateKey, namespace) };
  return byAgent(publicKey, `the private key "${name}" is encrypted`, name, context);
}

/** Who only looks needs no agent: that there is none is said to who signs. */
function byAgent(publicKey: SshPublicKey, why: string, add: string, { variables }: Context): SshSigning {
  const socket = variables['SSH_AUTH_SOCK'] ?? '';
  const signer = (namespace?: string): Signer => agentSigner({ socket, publicKey, ...(namespace && { namespace }) });
  if (socket !== '') return { publicKey, signer };
  const refusal =
    `${why}, so an ssh-agent has to sign, and none runs: SSH_AUTH_SOCK is not set; start one by "eval $(ssh-agent)" and ` +
    `"ssh-add ${add}", or name the file of a private key without a passphrase with --key`;
  return {
    publicKey,
    signer: () => ({ format: 'ssh', sign: () => Promise.reject(new Refusal(refusal, 'usage')) }),
  };
}
