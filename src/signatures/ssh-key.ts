import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { Refusal } from '../model/refusal';
import { WireError, WireReader, wireString } from './wire';

/** The one kind of key that Slipway signs with and verifies (RFC 8709). */
export const sshKeyType = 'ssh-ed25519';

/** A public key of OpenSSH. */
export interface SshPublicKey {
  /** As the wire has it: the type, then 32 bytes. */
  readonly blob: Buffer;
  readonly key: KeyObject;
}

/** A private key of OpenSSH, with its public one. */
export interface SshPrivateKey {
  readonly publicKey: SshPublicKey;
  readonly key: KeyObject;
}

/**
 * Reads a public key as a `.pub` file and people.yaml have it.
 *
 * @param line `ssh-ed25519 AAAA... comment`
 * @throws Refusal when it is none, or not Ed25519
 */
export function readSshPublicKey(line: string): SshPublicKey {
  const [type = '', base64 = ''] = line.trim().split(/\s+/);
  const blob = Buffer.from(base64, 'base64');
  const key = type === sshKeyType && blob.toString('base64') === base64 ? publicKeyOf(blob) : undefined;
  if (key !== undefined) return key;
  const found = type.startsWith('ssh-') || type.startsWith('ecdsa-') ? `a key of type "${type}"` : 'something else';
  throw new Refusal(`a public key must be one line "${sshKeyType} AAAA...", and this is ${found}`, 'usage');
}

/** @returns undefined when the blob is no Ed25519 key */
export function publicKeyOf(blob: Buffer): SshPublicKey | undefined {
  const start = wireString(sshKeyType);
  if (blob.length !== start.length + 4 + 32 || !blob.subarray(0, start.length).equals(start)) return undefined;
  if (blob.readUInt32BE(start.length) !== 32) return undefined;
  let key: KeyObject | undefined;
  // Most keys are only compared, and OpenSSL takes long to make one of them.
  return {
    blob,
    get key() {
      return (key ??= publicKeyFrom(blob.subarray(start.length + 4)));
    },
  };
}

/** The key as one line of a `.pub` file, without a comment. */
export function sshPublicLine({ blob }: SshPublicKey): string {
  return `${sshKeyType} ${blob.toString('base64')}`;
}

/** What a private key file says. */
export interface SshKeyFile {
  /** It stands there in clear. */
  readonly publicKey: SshPublicKey;
  /** @default - it is encrypted with a passphrase */
  readonly privateKey: SshPrivateKey | undefined;
}

/**
 * Reads a private key file of OpenSSH (PROTOCOL.key), which may be encrypted.
 *
 * @param text content of a file such as `~/.ssh/id_ed25519`
 * @param name what the file is called, for errors
 * @throws Refusal when it is no Ed25519 key or damaged: says what to do, and nothing of the content
 */
export function readSshKeyFile(text: string, name: string): SshKeyFile {
  const base64 =
    /^\s*-----BEGIN OPENSSH PRIVATE KEY-----\s([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----\s*$/.exec(text)?.[1];
  if (base64 === undefined)
    throw new Refusal(
      `"${name}" is no private key of OpenSSH; make one by "ssh-keygen -t ed25519", or give the file without ".pub"`,
      'usage',
    );
  try {
    const file = new WireReader(Buffer.from(base64, 'base64'));
    if (file.raw(magic.length).toString('latin1') !== magic) throw new WireError('no key');
    const [cipher] = [file.string().toString(), file.string(), file.string()];
    if (file.uint32() !== 1) throw new WireError('several keys');
    const publicKey = publicKeyOf(file.string());
    if (publicKey !== undefined)
      return { publicKey, privateKey: cipher === 'none' ? privateKeyIn(file.string(), publicKey) : undefined };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new Refusal(`the private key "${name}" is damaged; make a new one by "ssh-keygen -t ed25519"`, 'usage');
  }
  throw new Refusal(`the private key "${name}" is not of type Ed25519; make one by "ssh-keygen -t ed25519"`, 'usage');
}

/** Reads a private key file of OpenSSH that has no passphrase. @throws Refusal as `readSshKeyFile`, and when it has one */
export function readSshPrivateKey(text: string, name: string): SshPrivateKey {
  const { privateKey } = readSshKeyFile(text, name);
  if (privateKey !== undefined) return privateKey;
  throw new Refusal(
    `the private key "${name}" is encrypted; add it to an agent by "ssh-add ${name}" and sign by the agent ` +
      '(SSH_AUTH_SOCK), or give a key without a passphrase',
    'usage',
  );
}

const magic = 'openssh-key-v1\0';

/** @throws WireError when the two halves are not of one key */
function privateKeyIn(section: Buffer, publicKey: SshPublicKey): SshPrivateKey {
  const reader = new WireReader(section);
  // Two equal numbers say that it was decrypted well.
  if (reader.uint32() !== reader.uint32()) throw new WireError('not decrypted');
  const [, , secret] = [reader.string(), reader.string(), reader.string()];
  if (secret.length !== 64 || !secret.subarray(32).equals(publicKey.blob.subarray(-32))) throw new WireError('no key');
  const key = createPrivateKey({
    key: Buffer.concat([privateStart, secret.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  });
  const isOfPublicKey = createPublicKey(key).equals(publicKey.key);
  if (!isOfPublicKey) throw new WireError('another public key');
  return { publicKey, key };
}

function publicKeyFrom(point: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicStart, point]), format: 'der', type: 'spki' });
}

/** What stands before the 32 bytes of a key in the form that Node reads (RFC 8410). */
const publicStart = Buffer.from('302a300506032b6570032100', 'hex');
const privateStart = Buffer.from('302e020100300506032b657004220420', 'hex');
