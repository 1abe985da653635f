import type { SshPrivateKey } from './ssh-key';
import { gitNamespace, signSsh } from './sshsig';

/** Signs commits and tags. */
export interface Signer {
  /** What the signature is: Argo CD verifies `gpg` only, forges both. */
  readonly format: 'ssh' | 'gpg';
  /** Of `gpg`: which key, 16 or 40 digits in upper case. */
  readonly key?: string;
  /** @returns the armored signature */
  sign(message: Uint8Array): Promise<string>;
}

/** Signs in this process. @param namespace what it is signed for @default 'git' */
export function sshSigner(key: SshPrivateKey, namespace = gitNamespace): Signer {
  return { format: 'ssh', sign: (message) => Promise.resolve(signSsh(key, namespace, message)) };
}
