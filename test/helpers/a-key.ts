import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** A key that ssh-keygen made: the file, and what is in it. */
export interface KeyFiles {
  /** The public one is beside it, with `.pub`. */
  readonly path: string;
  readonly text: string;
  readonly publicLine: string;
}

/** Makes a key by the real ssh-keygen. @param options `['-t', 'ed25519', '-N', '']` */
export function aKey(options: readonly string[] = ['-t', 'ed25519', '-N', '']): KeyFiles {
  const path = join(temporaryFolder(), 'key');
  execFileSync('ssh-keygen', ['-q', '-C', 'a comment', ...options, '-f', path]);
  return { path, text: readFileSync(path, 'utf8'), publicLine: readFileSync(`${path}.pub`, 'utf8').trim() };
}

/** A home of gpg with one key that signs, and its fingerprint. Whoever makes it calls `end`. */
export interface GpgHome {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly fingerprint: string;
  /** The private key, as text. */
  readonly exported: string;
  /** Ends the agent that gpg has started. */
  readonly end: () => void;
}

/** Makes a key by the real gpg. @param passphrase empty for none */
export function aGpgHome(passphrase = ''): GpgHome {
  const home = temporaryFolder();
  const variables = { PATH: process.env['PATH'], GNUPGHOME: home };
  const gpg = (words: readonly string[]): string =>
    execFileSync('gpg', ['--batch', '--quiet', ...words], { env: variables, encoding: 'utf8', stdio: 'pipe' });
  execFileSync('chmod', ['700', home]);
  gpg([
    '--passphrase',
    passphrase,
    '--quick-generate-key',
    'Slipway <slipway@example.com>',
    'ed25519',
    'sign',
    'never',
  ]);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(['--list-keys', '--with-colons']))?.[1] ?? '';
  const end = (): void => void execFileSync('gpgconf', ['--kill', 'all'], { env: variables });
  const exported = gpg([
    '--pinentry-mode',
    'loopback',
    '--passphrase',
    passphrase,
    '--armor',
    '--export-secret-keys',
    fingerprint,
  ]);
  return { variables, fingerprint, exported, end };
}

/** An ssh-agent with keys, and where it listens. Whoever starts it calls `end`. */
export interface SshAgent {
  readonly socket: string;
  readonly end: () => void;
}

/** Starts a real ssh-agent. @param keys what it is given */
export async function anAgent(keys: readonly KeyFiles[] = []): Promise<SshAgent> {
  const socket = join(temporaryFolder(), 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(agent.stdout, 'data');
  const variables = { ...process.env, SSH_AUTH_SOCK: socket };
  for (const { path } of keys) execFileSync('ssh-add', ['-q', path], { env: variables, stdio: 'pipe' });
  return { socket, end: () => void agent.kill() };
}
