import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Refusal } from '../model/refusal';
import { gpgSigner } from './gpg-signer';
import type { Signer } from './signer';

/** Signs by a key that only this process has. */
export interface OwnGpg {
  readonly signer: Signer;
  /** Ends gpg's agent, and forgets the key. */
  readonly close: () => void;
}

/**
 * Gives a private key to a gpg of its own, whose home is gone afterwards.
 *
 * @param file as `gpg --armor --export-secret-keys` prints it, without a passphrase
 * @throws Refusal when gpg does not take it, or does not sign with it, in its own words
 */
export function ownGpg(file: string, variables: Readonly<Record<string, string | undefined>>): OwnGpg {
  // Only its owner may open a folder that mkdtemp makes, as gpg wants it.
  const home = mkdtempSync(join(tmpdir(), 'slipway-gpg-'));
  const own = { PATH: variables['PATH'], HOME: home, GNUPGHOME: home, LC_ALL: 'C' };
  const run = (program: string, words: readonly string[], input?: Buffer): string => {
    const { status, stdout, stderr, error } = spawnSync(program, words, {
      env: own,
      encoding: 'utf8',
      ...(input && { input }),
    });
    if (status === 0) return stdout;
    throw new Refusal(
      `"${file}" must be one private key of GnuPG without a passphrase, as "gpg --armor --export-secret-keys KEY" prints ` +
        `it: ${(error?.message ?? stderr).trim().replaceAll('\n', '; ')}`,
      'usage',
    );
  };
  const close = (): void => {
    spawnSync('gpgconf', ['--kill', 'all'], { env: own });
    rmSync(home, { recursive: true, force: true });
  };
  try {
    run('gpg', ['--batch', '--import'], readFileSync(file));
    const keys = run('gpg', ['--batch', '--list-secret-keys', '--with-colons']);
    // The first fingerprint after "sec" is that of the key; those of its subkeys follow.
    const key = /^sec:[^]*?^fpr:+([0-9A-F]{40}):/m.exec(keys)?.[1] ?? '';
    // A passphrase is not asked for before something is signed, and nobody is there to type it.
    run('gpg', ['--batch', '--pinentry-mode', 'error', '--local-user', key, '--sign'], Buffer.from('a try'));
    return { signer: gpgSigner({ key, variables: own }), close };
  } catch (error) {
    close();
    throw error;
  }
}
