import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { Refusal } from '../../src/model/refusal';
import { agentSigner } from '../../src/signatures/agent-signer';
import { gpgSigner } from '../../src/signatures/gpg-signer';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey, readSshPublicKey } from '../../src/signatures/ssh-key';
import { verifySsh } from '../../src/signatures/sshsig';
import { aGpgHome, aKey, anAgent } from '../helpers/a-key';
import { temporaryFolder } from '../helpers/temporary-folder';

const message = Buffer.from('a message');

test('a key in this process signs for Git, or for what it is told', async () => {
  const key = aKey();
  const [forGit, forApproval] = [undefined, 'slipway-approval'].map((one) =>
    sshSigner(readSshPrivateKey(key.text, key.path), one),
  );

  expect(verifySsh((await forGit?.sign(message)) ?? '', 'git', message, [key.publicLine])).toBe(key.publicLine);
  expect(verifySsh((await forApproval?.sign(message)) ?? '', 'git', message, [key.publicLine])).toBeUndefined();
});

describe('a real ssh-agent', () => {
  test('signs by the key that it has, also a key with a passphrase on disk', async () => {
    const key = aKey();
    const agent = await anAgent();
    try {
      execFileSync('ssh-add', ['-q', key.path], {
        env: { ...process.env, SSH_AUTH_SOCK: agent.socket },
        stdio: 'pipe',
      });
      const props = { socket: agent.socket, publicKey: readSshPublicKey(key.publicLine) };

      const armored = await agentSigner({ ...props, namespace: 'slipway-approval' }).sign(message);
      const many = await Promise.all([1, 2, 3].map((one) => agentSigner(props).sign(Buffer.from(String(one)))));

      expect(verifySsh(armored, 'slipway-approval', message, [key.publicLine])).toBe(key.publicLine);
      expect(many.map((one, index) => verifySsh(one, 'git', String(index + 1), [key.publicLine]))).toEqual(
        Array.from({ length: 3 }, () => key.publicLine),
      );
    } finally {
      agent.end();
    }
  });

  test('that has not got the key is named, with what to do', async () => {
    const agent = await anAgent();
    try {
      const signer = agentSigner({ socket: agent.socket, publicKey: readSshPublicKey(aKey().publicLine) });

      await expect(signer.sign(message)).rejects.toThrow('does "ssh-add -L" list the key?');
    } finally {
      agent.end();
    }
  });
});

test.each([
  ['closes', Buffer.alloc(0), 'it closed the connection'],
  ['sends too much', Buffer.from('ffffffff', 'hex'), 'it announced 4294967295 bytes'],
  ['sends nothing', Buffer.from('00000000', 'hex'), 'it announced 0 bytes'],
  ['sends half a signature', Buffer.from('000000050e000000ff', 'hex'), 'did not sign'],
])('what is no agent is refused: it %s', async (_, answer, words) => {
  const socket = join(temporaryFolder(), 'socket');
  const server = createServer((connection) => connection.once('data', () => connection.end(answer)));
  await once(server.listen(socket), 'listening');
  const signer = agentSigner({ socket, publicKey: readSshPublicKey(aKey().publicLine) });

  await expect(signer.sign(message)).rejects.toThrow(words);
  server.close();
});

test('an agent that is not there is refused, with the path', async () => {
  const socket = join(temporaryFolder(), 'nowhere');

  await expect(agentSigner({ socket, publicKey: readSshPublicKey(aKey().publicLine) }).sign(message)).rejects.toThrow(
    `the ssh-agent at "${socket}" does not answer: connect ENOENT ${socket}; is SSH_AUTH_SOCK right?`,
  );
});

describe('gpg', () => {
  test('signs what gpg verifies', async () => {
    const home = aGpgHome();
    try {
      const armored = await gpgSigner({ key: home.fingerprint, variables: home.variables }).sign(message);

      const folder = temporaryFolder();
      writeFileSync(join(folder, 'sig'), armored);
      const words = ['--batch', '--status-fd', '1', '--verify', join(folder, 'sig'), '-'];
      const status = execFileSync('gpg', words, { env: home.variables, input: message, stdio: 'pipe' }).toString();
      expect(status).toContain(`VALIDSIG ${home.fingerprint}`);
    } finally {
      home.end();
    }
  });

  test('without the key is refused in its own words', async () => {
    const signer = gpgSigner({
      key: '0'.repeat(40),
      variables: { PATH: process.env['PATH'], GNUPGHOME: temporaryFolder() },
    });

    await expect(signer.sign(message)).rejects.toThrow(
      /gpg did not sign with the key 0{40}: gpg: .*; try "gpg --detach-sign/,
    );
  });

  test.each(['', 'ABC', 'somebody@example.com', '--version', `${'0'.repeat(40)} --version`])(
    'is not started for what is no key: %j',
    (key) => {
      expect(() => gpgSigner({ key, variables: {} })).toThrow(Refusal);
    },
  );
});
