import { signatureKeysOf, type Environment } from '../model/environment';
import { Refusal } from '../model/refusal';
import type { Signer } from '../signatures/signer';

/**
 * Refuses a signer whose commits Argo CD would not sync: with GnuPG keys of an environment set, it wants a signature of one
 * of them on every head, and knows no SSH signatures (source-integrity of Argo CD's user guide).
 *
 * @throws Refusal that names all such environments
 */
export function refuseUnverifiable(
  signer: Signer | undefined,
  environments: ReadonlyMap<string, Pick<Environment, 'signatures'>>,
): void {
  const strict = [...environments].flatMap(([name, environment]) => {
    const keys = signatureKeysOf(environment);
    return keys.length === 0 || keys.some((key) => isSame(key, signer?.key)) ? [] : [`"${name}" (${keys.join(', ')})`];
  });
  if (strict.length === 0) return;
  throw new Refusal(
    `${signedBy(signer)}, and Argo CD wants GnuPG signatures in ${strict.join(', ')}: it would stop to sync; sign by gpg ` +
      'with one of the keys (--gpg-key; the controller: its secret "gpg-signing-key"), or remove "signatures" of these ' +
      'environments',
    'usage',
  );
}

function signedBy(signer: Signer | undefined): string {
  if (signer === undefined) return 'nothing signs the commits';
  return signer.format === 'ssh' ? 'the commits are signed by SSH' : `the commits are signed by the key ${signer.key}`;
}

/** The id of a key is the end of its fingerprint. */
function isSame(one: string, other: string | undefined): boolean {
  return other !== undefined && one.slice(-16) === other.slice(-16);
}
