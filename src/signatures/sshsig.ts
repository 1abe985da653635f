import { createHash, sign, verify } from 'node:crypto';

import { publicKeyOf, readSshPublicKey, sshKeyType } from './ssh-key';
import type { SshPrivateKey, SshPublicKey } from './ssh-key';
import { WireError, WireReader, wireString } from './wire';

/** What Git signs commits and tags for: a signature of one namespace is none of another. */
export const gitNamespace = 'git';

/**
 * Signs as `ssh-keygen -Y sign` does (PROTOCOL.sshsig of OpenSSH).
 *
 * @param namespace what it is signed for: `git`, or a name of our own
 * @returns the armored signature, with a line break at its end
 */
export function signSsh(key: SshPrivateKey, namespace: string, message: string | Uint8Array): string {
  const signature = sign(null, signedBytes(namespace, 'sha512', message), key.key);
  return armoredSshsig(key.publicKey.blob, namespace, signature);
}

/** The bytes that a key signs: the hash of the message, and what it is signed for. */
export function signedBytes(namespace: string, hash: SshsigHash, message: string | Uint8Array): Buffer {
  const digest = createHash(hash).update(message).digest();
  return Buffer.concat([magic, ...[namespace, '', hash, digest].map((part) => wireString(part))]);
}

/** @param signature the 64 bytes of Ed25519 over `signedBytes` of SHA-512 */
export function armoredSshsig(publicBlob: Buffer, namespace: string, signature: Buffer): string {
  const signatureBlob = Buffer.concat([wireString(sshKeyType), wireString(signature)]);
  const parts = [publicBlob, namespace, '', 'sha512', signatureBlob].map((part) => wireString(part));
  const base64 = Buffer.concat([magic, version, ...parts]).toString('base64');
  return `${begin}\n${base64.replaceAll(/.{70}(?!$)/g, '$&\n')}\n${end}\n`;
}

/**
 * Verifies as `ssh-keygen -Y verify` does.
 *
 * @param allowedKeys public keys as a `.pub` file has them
 * @returns the one of them that signed; undefined when none did, or it was for something else
 * @throws Refusal when an allowed key is none
 */
export function verifySsh(
  armored: string,
  namespace: string,
  message: string | Uint8Array,
  allowedKeys: readonly string[],
): string | undefined {
  const claimed = claimedSigner(armored, namespace);
  const allowed = claimed && allowedKeys.find((line) => readSshPublicKey(line).blob.equals(claimed.key.blob));
  return allowed !== undefined && claimed?.isGood(message) === true ? allowed : undefined;
}

/** The key that a signature says it is of. */
export interface ClaimedSigner {
  readonly key: SshPublicKey;
  /** Whether the key has signed this, which costs more than to read it. */
  readonly isGood: (message: string | Uint8Array) => boolean;
}

/**
 * Reads whose a signature says it is, which proves nothing yet.
 *
 * @returns undefined when it is none, or one for something else
 */
export function claimedSigner(armored: string, namespace: string): ClaimedSigner | undefined {
  const found = readSshsig(armored);
  if (found === undefined || found.namespace !== namespace) return undefined;
  const key = publicKeyOf(found.publicBlob);
  if (key === undefined) return undefined;
  return {
    key,
    isGood: (message) => verify(null, signedBytes(namespace, found.hash, message), key.key, found.signature),
  };
}

type SshsigHash = 'sha256' | 'sha512';

interface Sshsig {
  readonly publicBlob: Buffer;
  readonly namespace: string;
  readonly hash: SshsigHash;
  readonly signature: Buffer;
}

/** @returns undefined when it is no signature of Ed25519 */
function readSshsig(armored: string): Sshsig | undefined {
  const lines = armored.trim().split(/\r?\n/);
  if (lines.shift() !== begin || lines.pop() !== end) return undefined;
  const base64 = lines.join('');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return partsOf(new WireReader(bytes));
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

/** @throws WireError when it is too short */
function partsOf(reader: WireReader): Sshsig | undefined {
  if (!reader.raw(magic.length).equals(magic) || reader.uint32() !== 1) return undefined;
  const [publicBlob, namespace] = [reader.string(), reader.string().toString()];
  reader.string();
  const hash = reader.string().toString();
  const inner = new WireReader(reader.string());
  const [type, signature] = [inner.string().toString(), inner.string()];
  const isWhole = reader.isAtEnd() && inner.isAtEnd() && type === sshKeyType && signature.length === 64;
  if (!isWhole || (hash !== 'sha256' && hash !== 'sha512')) return undefined;
  return { publicBlob, namespace, hash, signature };
}

const magic = Buffer.from('SSHSIG');
const version = Buffer.from([0, 0, 0, 1]);
const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';
