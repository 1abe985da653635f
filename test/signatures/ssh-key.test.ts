import { Refusal } from '../../src/model/refusal';
import { readSshPrivateKey, readSshPublicKey, sshPublicLine } from '../../src/signatures/ssh-key';
import { aKey } from '../helpers/a-key';

test('a private key knows its public one', () => {
  const key = aKey();

  expect(key.publicLine).toBe(`${sshPublicLine(readSshPrivateKey(key.text, 'k').publicKey)} a comment`);
  expect(readSshPrivateKey(key.text.replaceAll('\n', '\r\n'), 'k').publicKey.blob).toEqual(
    readSshPublicKey(key.publicLine).blob,
  );
});

test('an encrypted key is refused, with what to do', () => {
  const key = aKey(['-t', 'ed25519', '-N', 'a passphrase']);

  expect(() => readSshPrivateKey(key.text, '~/.ssh/id_ed25519')).toThrow(
    new Refusal(
      'the private key "~/.ssh/id_ed25519" is encrypted; add it to an agent by "ssh-add ~/.ssh/id_ed25519" and sign by ' +
        'the agent (SSH_AUTH_SOCK), or give a key without a passphrase',
      'usage',
    ),
  );
});

test('a key of another kind is refused, with what to do', () => {
  const rsa = aKey(['-t', 'rsa', '-b', '2048', '-N', '']);

  expect(() => readSshPrivateKey(rsa.text, 'k')).toThrow('"k" is not of type Ed25519; make one by "ssh-keygen');
  expect(() => readSshPublicKey(rsa.publicLine)).toThrow('must be one line "ssh-ed25519 AAAA..."');
});

test.each(['', 'x', 'ssh-ed25519', 'ssh-ed25519 AAAA', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==', 'ssh-dss AAAA'])(
  'what is no key is refused: %j',
  (text) => {
    expect(() => readSshPublicKey(text)).toThrow(Refusal);
    expect(() => readSshPrivateKey(text, 'k')).toThrow('"k" is no private key of OpenSSH');
  },
);

test('a damaged private key is refused, and nothing of it is said', () => {
  const { text } = aKey();
  const lines = text.split('\n');
  const bytes = Buffer.from(lines.slice(1, -2).join(''), 'base64');

  for (let position = 0; position < bytes.length - 40; position += 1) {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(position) ^ 0x55, position);
    const damaged = [lines[0], other.toString('base64'), ...lines.slice(-2)].join('\n');
    const before = readSshPrivateKey(text, 'k').publicKey.blob;
    let error: unknown;
    try {
      // The comment is not checked by anything, nor is what stands for the public key's length of a cipher that is not used.
      expect(readSshPrivateKey(damaged, 'k').publicKey.blob).toEqual(before);
    } catch (caught) {
      error = caught;
    }
    if (error !== undefined) expect(error).toBeInstanceOf(Refusal);
    for (const part of lines.slice(1, -2)) expect(String(error)).not.toContain(part);
  }
});
