import { generateKeyPairSync, randomBytes } from 'node:crypto';

import { publicKeyOf, sshKeyType, sshPublicLine } from './ssh-key';
import { wireString } from './wire';

/** A key pair as `ssh-keygen -t ed25519 -N ''` writes it into two files. */
export interface SshKeyTexts {
  /** The file of the private key, without a passphrase. */
  readonly privateText: string;
  /** The line of the `.pub` file, with its comment and without a line break. */
  readonly publicLine: string;
}

/** Makes a new Ed25519 key (PROTOCOL.key of OpenSSH). @param comment one line that says whose it is */
export function newSshKey(comment: string): SshKeyTexts {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // The last 32 bytes of both forms are the key itself (RFC 8410).
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const blob = Buffer.concat([wireString(sshKeyType), wireString(point)]);
  const sshKey = publicKeyOf(blob);
  if (sshKey === undefined) throw new Error('a new key is no key');
  const check = randomBytes(4);
  const secret = Buffer.concat([seed, point]);
  const section = Buffer.concat([check, check, blob, wireString(secret), wireString(comment)]);
  const padded = Buffer.concat([section, padding.subarray(0, (8 - (section.length % 8)) % 8)]);
  const head = [wireString('none'), wireString('none'), wireString(''), numberOfKeys, wireString(blob)];
  const base64 = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...head, wireString(padded)]).toString('base64');
  const lines = base64.replaceAll(/.{70}(?!$)/g, '$&\n');
  return {
    privateText: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicLine: `${sshPublicLine(sshKey)} ${comment}`,
  };
}

const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]);
const numberOfKeys = Buffer.from([0, 0, 0, 1]);
