import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { newSshKey } from '../../src/signatures/new-ssh-key';
import { readSshPrivateKey, sshPublicLine } from '../../src/signatures/ssh-key';
import { temporaryFolder } from '../helpers/temporary-folder';

// The padding depends on the length of the comment.
test.each(['', 'a', 'developer', 'sre-one', 'simulated-argocd'])(
  'the real ssh-keygen reads a new key: %j',
  (comment) => {
    const { privateText, publicLine } = newSshKey(comment);
    const file = join(temporaryFolder(), 'key');
    writeFileSync(file, privateText);
    chmodSync(file, 0o600);

    expect(execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' }).trim()).toBe(publicLine.trim());
    expect(`${sshPublicLine(readSshPrivateKey(privateText, 'key').publicKey)} ${comment}`).toBe(publicLine);
  },
);

test('no two keys are the same', () => {
  expect(newSshKey('a').publicLine).not.toBe(newSshKey('a').publicLine);
});
