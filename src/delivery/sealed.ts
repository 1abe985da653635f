import * as z from 'zod';

import type { Catalog } from '../model/catalog';
import type { Attestation } from '../model/gates';
import { verifySsh } from '../signatures/sshsig';

/** A text that somebody has signed: what was said lies beside the signature, byte for byte, and is never written again. */
export const Sealed = z.strictObject({
  /** JSON, as it was signed. */
  statement: z.string().max(1_000_000),
  /** OpenSSH's armored signature (PROTOCOL.sshsig). @default - nobody signed: it is a claim */
  signature: z.string().max(10_000).optional(),
});
export type Sealed = z.infer<typeof Sealed>;

/** What a signature is for: it counts for nothing else (PROTOCOL.sshsig, "namespace"). */
export type SealNamespace = 'slipway-approval' | 'slipway-request' | 'slipway-evidence' | 'slipway-record';

/** Signs a text. @returns OpenSSH's armored signature */
export type Seal = (namespace: SealNamespace, text: string) => Promise<string>;

/** Who signed something. */
export type Sealer =
  { readonly kind: 'person'; readonly name: string } | { readonly kind: 'attester'; readonly name: string };

/** Signs a statement; without somebody who can, it stays a claim. */
export async function sealed(statement: unknown, namespace: SealNamespace, seal: Seal | undefined): Promise<Sealed> {
  const text = JSON.stringify(statement);
  return seal === undefined ? { statement: text } : { statement: text, signature: await seal(namespace, text) };
}

/**
 * Finds who signed something, by the keys that a catalog lists: of people, and of programs whose word counts for this.
 *
 * @param catalog the one before the change: nobody makes himself somebody
 */
export function sealerOf(
  { statement, signature }: Sealed,
  namespace: SealNamespace,
  catalog: Catalog,
  attestation?: Attestation,
): Sealer | undefined {
  if (signature === undefined) return undefined;
  for (const [name, { keys }] of Object.entries(catalog.people?.people ?? {})) {
    if (verifySsh(signature, namespace, Buffer.from(statement), keys) !== undefined) return { kind: 'person', name };
  }
  if (attestation === undefined) return undefined;
  for (const [name, { keys, of }] of Object.entries(catalog.platform.attesters)) {
    if (of.includes(attestation) && verifySsh(signature, namespace, Buffer.from(statement), keys) !== undefined)
      return { kind: 'attester', name };
  }
  return undefined;
}
