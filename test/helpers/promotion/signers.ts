import { createHash, createPublicKey, verify } from 'node:crypto';

import { at, keysOf, listAt } from './data';
import type { SeenCatalog, SignedText } from './history';

/**
 * The person of people.yaml whose key has signed a text, as PROTOCOL.sshsig of OpenSSH says; undefined when none of them has, or it
 * was for something else.
 */
export function personWho({ people }: SeenCatalog, text: SignedText, namespace: string): string | undefined {
  return holderOf(at(people, 'people'), text, namespace);
}

/** The same of the programs whose word counts. */
export function programWhich({ platform }: SeenCatalog, text: SignedText, namespace: string): string | undefined {
  return holderOf(at(platform, 'attesters'), text, namespace);
}

/** Whether somebody is in one of some teams. */
export function isIn({ people }: SeenCatalog, person: string, teams: readonly unknown[]): boolean {
  return listAt(people, 'people', person, 'teams').some((team) => teams.includes(team));
}

function holderOf(holders: unknown, text: SignedText, namespace: string): string | undefined {
  const signature = readSignature(text);
  if (signature?.namespace !== namespace || !isGood(text.statement, signature)) return undefined;
  const line = signature.blob.toString('base64');
  return keysOf(holders).find((name) =>
    listAt(holders, name, 'keys').some((key) => typeof key === 'string' && key.split(' ')[1] === line),
  );
}

interface Signature {
  readonly blob: Buffer;
  readonly namespace: string;
  readonly hash: string;
  readonly signature: Buffer;
}

function readSignature({ signature }: SignedText): Signature | undefined {
  if (signature === undefined) return undefined;
  const bytes = Buffer.from(signature.trim().split('\n').slice(1, -1).join(''), 'base64');
  // After "SSHSIG" and a version: the key, what it is for, nothing, the hash, and the signature, each with its length.
  const [blob, namespace, , hash, outer] = stringsIn(bytes.subarray(10));
  const [, inner] = outer === undefined ? [] : stringsIn(outer);
  if (blob === undefined || namespace === undefined || hash === undefined || inner === undefined) return undefined;
  return { blob, namespace: namespace.toString(), hash: hash.toString(), signature: inner };
}

function isGood(message: string, { blob, namespace, hash, signature }: Signature): boolean {
  const [, key] = stringsIn(blob);
  if (key === undefined) return false;
  const digest = createHash(hash).update(message).digest();
  const parts = [namespace, '', hash, digest].map((part) => {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  });
  const signed = Buffer.concat([Buffer.from('SSHSIG'), ...parts]);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.toString('base64url') };
  return verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

function stringsIn(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let start = 0; start + 4 <= bytes.length;) {
    const end = start + 4 + bytes.readUInt32BE(start);
    found.push(bytes.subarray(start + 4, end));
    start = end;
  }
  return found;
}
