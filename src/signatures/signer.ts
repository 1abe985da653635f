import { Refusal } from '../model/refusal';
import type { SshPrivateKey } from './ssh-key';
import { gitNamespace, signSsh } from './sshsig';

/** Signs commits and tags. */
export interface Signer {
  /** What the signature is: Argo CD verifies `gpg` only, forges both. */
  readonly format: 'ssh' | 'gpg';
  /** @returns the armored signature */
  sign(message: Uint8Array): Promise<string>;
}

/** Signs in this process. @param namespace what it is signed for @default 'git' */
export function sshSigner(key: SshPrivateKey, namespace = gitNamespace): Signer {
  return { format: 'ssh', sign: (message) => Promise.resolve(signSsh(key, namespace, message)) };
}

/**
 * Refuses a signer whose commits Argo CD would not sync: with GnuPG keys of an environment set, it wants a signature of one
 * of them on every head, and knows no SSH signatures (source-integrity of Argo CD's user guide).
 *
 * @param keysByEnvironment GnuPG keys of `signatures` of each environment
 * @throws Refusal that names all such environments
 */
export function refuseUnverifiable(
  signer: Signer | undefined,
  keysByEnvironment: ReadonlyMap<string, readonly string[]>,
): void {
  if (signer?.format === 'gpg') return;
  const strict = [...keysByEnvironment].filter(([, keys]) => keys.length > 0).map(([name]) => `"${name}"`);
  if (strict.length === 0) return;
  const who = signer === undefined ? 'nothing signs the commits' : 'the commits are signed by SSH';
  throw new Refusal(
    `${who}, and Argo CD wants GnuPG signatures in ${strict.join(', ')}: it would stop to sync; sign by gpg with one of ` +
      'the keys, or remove "signatures" of these environments',
    'usage',
  );
}
