import { spawn } from 'node:child_process';

import { Refusal } from '../model/refusal';
import type { Signer } from './signer';

/** Which key signs, and what gpg is told by variables. */
export interface GpgSignerProps {
  /** Fingerprint or id: 16 or 40 hexadecimal digits. */
  readonly key: string;
  /** PATH, and GNUPGHOME or HOME. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Signs by the system's gpg, which asks its own agent for the key.
 *
 * @throws Refusal when the key is none, or from `sign` when gpg fails, in its own words
 */
export function gpgSigner({ key, variables }: GpgSignerProps): Signer {
  if (!/^([0-9A-Fa-f]{16}|[0-9A-Fa-f]{40})$/.test(key))
    throw new Refusal(`${JSON.stringify(key)} is no GnuPG key; write 16 or 40 digits of "gpg --list-keys"`, 'usage');
  return { format: 'gpg', key: key.toUpperCase(), sign: (message) => detachSign(key, message, variables) };
}

function detachSign(key: string, message: Uint8Array, variables: GpgSignerProps['variables']): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void =>
      reject(new Refusal(`gpg did not sign with the key ${key}: ${why}; try "gpg --detach-sign -u ${key}"`, 'usage'));
    const words = ['--batch', '--no-tty', '--quiet', '--armor', '--detach-sign', '--local-user', key, '--output', '-'];
    const gpg = spawn('gpg', words, { env: { ...variables, LC_ALL: 'C' }, stdio: 'pipe' });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    gpg.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    gpg.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    gpg.on('error', ({ message: why }) => refuse(why));
    gpg.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(stdout).toString());
      else refuse(Buffer.concat(stderr).toString().trim().split('\n').at(-1) ?? `status ${status}`);
    });
    // gpg may end before it has read everything. Its status says why.
    gpg.stdin.on('error', () => {});
    gpg.stdin.end(message);
  });
}
