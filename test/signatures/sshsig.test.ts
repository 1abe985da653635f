import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { Refusal } from '../../src/model/refusal';
import { readSshPrivateKey } from '../../src/signatures/ssh-key';
import { signSsh, verifySsh } from '../../src/signatures/sshsig';
import { aKey } from '../helpers/a-key';
import type { KeyFiles } from '../helpers/a-key';
import { temporaryFolder } from '../helpers/temporary-folder';

const messages: readonly (readonly [string, string | Uint8Array])[] = [
  ['a text', 'a text'],
  ['nothing', ''],
  ['a long one', 'x'.repeat(300_000)],
  ['bytes', Uint8Array.from({ length: 256 }, (_, index) => index)],
];

describe('what is signed here, ssh-keygen verifies', () => {
  test.each(messages)('%s', (_, message) => {
    const key = aKey();
    const armored = signSsh(readSshPrivateKey(key.text, key.path), 'slipway-approval', message);

    expect(verifiedByProgram(key, armored, 'slipway-approval', message)).toBe(true);
    expect(verifiedByProgram(key, armored, 'git', message)).toBe(false);
    expect(verifiedByProgram(aKey(), armored, 'slipway-approval', message)).toBe(false);
  });
});

describe('what ssh-keygen signs is verified here', () => {
  test.each(messages)('%s', (_, message) => {
    const [key, other] = [aKey(), aKey()];
    const armored = signedByProgram(key, 'git', message);

    expect(verifySsh(armored, 'git', message, [other.publicLine, key.publicLine])).toBe(key.publicLine);
    expect(verifySsh(armored, 'git', message, [other.publicLine])).toBeUndefined();
    expect(verifySsh(armored, 'git', message, [])).toBeUndefined();
    expect(verifySsh(armored, 'slipway-approval', message, [key.publicLine])).toBeUndefined();
    expect(verifySsh(armored, 'git', Buffer.concat([Buffer.from(message), Buffer.from('.')]), [key.publicLine])).toBe(
      undefined,
    );
  });

  test('by a hash of 256 bits, and with other ends of lines', () => {
    const key = aKey();
    const armored = signedByProgram(key, 'git', 'x', ['-O', 'hashalg=sha256']);

    expect(verifySsh(armored.replaceAll('\n', '\r\n'), 'git', 'x', [key.publicLine])).toBe(key.publicLine);
  });
});

test('both make the same bytes of the same message', () => {
  const key = aKey();

  expect(signSsh(readSshPrivateKey(key.text, key.path), 'git', 'x')).toBe(signedByProgram(key, 'git', 'x'));
});

test('a signature by another kind of key counts for nothing', () => {
  const rsa = aKey(['-t', 'rsa', '-b', '2048', '-N', '']);

  expect(verifySsh(signedByProgram(rsa, 'git', 'x'), 'git', 'x', [aKey().publicLine])).toBeUndefined();
});

test('no bit of a signature can be another one', () => {
  const key = aKey();
  const armored = signSsh(readSshPrivateKey(key.text, key.path), 'git', 'x');
  const [begin, base64, end] = [...(/^(.*?\n)([^-]*)(-.*)$/s.exec(armored) ?? [])].slice(1);
  const bytes = Buffer.from(base64 ?? '', 'base64');

  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const text = `${begin}${other.toString('base64')}\n${end}`;
    expect([bit, verifySsh(text, 'git', 'x', [key.publicLine])]).toEqual([bit, undefined]);
  }
  expect(verifySsh(`${begin}${bytes.toString('base64')}\n${end}`, 'git', 'x', [key.publicLine])).toBe(key.publicLine);
});

test('what is cut, grown or nothing at all is no signature, and no error', () => {
  const key = aKey();
  const armored = signSsh(readSshPrivateKey(key.text, key.path), 'git', 'x');

  for (let length = 0; length < armored.trimEnd().length; length += 1)
    expect(verifySsh(armored.slice(0, length), 'git', 'x', [key.publicLine])).toBeUndefined();
  const grown = armored.replace('-----END', 'AAAA\n-----END');
  expect(verifySsh(grown, 'git', 'x', [key.publicLine])).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const base64 = Buffer.concat([Buffer.from('SSHSIG\0\0\0\x01'), bytes]).toString('base64');
      const text = `-----BEGIN SSH SIGNATURE-----\n${base64}\n-----END SSH SIGNATURE-----\n`;
      return verifySsh(text, 'git', 'x', [key.publicLine]) === undefined;
    }),
  );
});

test('an allowed key that is none is an error, not a key that nobody has', () => {
  const key = aKey();

  expect(() => verifySsh(signedByProgram(key, 'git', 'x'), 'git', 'x', ['ssh-ed25519 AAAA'])).toThrow(Refusal);
});

function signedByProgram(
  key: KeyFiles,
  namespace: string,
  message: string | Uint8Array,
  options: string[] = [],
): string {
  const file = join(temporaryFolder(), 'message');
  writeFileSync(file, message);
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key.path, '-n', namespace, ...options, file]);
  return readFileSync(`${file}.sig`, 'utf8');
}

function verifiedByProgram(key: KeyFiles, armored: string, namespace: string, message: string | Uint8Array): boolean {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'allowed'), `somebody ${key.publicLine}\n`);
  writeFileSync(join(folder, 'sig'), armored);
  const words = ['-Y', 'verify', '-f', 'allowed', '-I', 'somebody', '-n', namespace, '-s', 'sig'];
  return spawnSync('ssh-keygen', words, { cwd: folder, input: message }).status === 0;
}
