import * as z from 'zod';

import type { Catalog } from '../model/catalog';
import type { Attestation } from '../model/gates';
import { withoutComment } from '../model/people';
import { sshPublicLine } from '../signatures/ssh-key';
import { claimedSigner } from '../signatures/sshsig';

/** A text that somebody has signed: what was said lies beside the signature, byte for byte, and is never written again. */
export const Sealed = z.strictObject({
  /** JSON, as it was signed. */
  statement: z.string().max(1_000_000),
  /** OpenSSH's armored signature (PROTOCOL.sshsig). @default - nobody signed: it is a claim */
  signature: z.string().max(10_000).optional(),
});
export type Sealed = z.infer<typeof Sealed>;

/** What a signature is for: it counts for nothing else (PROTOCOL.sshsig, "namespace"). */
export type SealNamespace =
  'slipway-approval' | 'slipway-request' | 'slipway-evidence' | 'slipway-record' | 'slipway-act';

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
  text: Sealed,
  namespace: SealNamespace,
  catalog: Catalog,
  attestation?: Attestation,
): Sealer | undefined {
  const signer = signerOf(text, namespace);
  const holder = signer && holderOf(signer.key, catalog, attestation);
  return holder !== undefined && signer?.isGood() === true ? holder : undefined;
}

/** Whose a key is. That somebody names it proves nothing yet. @param key as a `.pub` file has it */
export function holderOf(key: string, { people, platform }: Catalog, attestation?: Attestation): Sealer | undefined {
  const wanted = withoutComment(key);
  const isOf = (keys: readonly string[]): boolean => keys.some((line) => withoutComment(line) === wanted);
  for (const [name, { keys }] of Object.entries(people?.people ?? {})) if (isOf(keys)) return { kind: 'person', name };
  if (attestation === undefined) return undefined;
  for (const [name, { keys, of }] of Object.entries(platform.attesters))
    if (of.includes(attestation) && isOf(keys)) return { kind: 'attester', name };
  return undefined;
}

/** The key that a text says has signed it, which proves nothing yet; undefined for none. */
export function claimedKeyOf(text: Sealed, namespace: SealNamespace): string | undefined {
  return signerOf(text, namespace)?.key;
}

/** Who a text says has signed it. */
interface Signer {
  /** As a `.pub` file has it, without a comment. */
  readonly key: string;
  /** Whether that is so. It is verified once. */
  readonly isGood: () => boolean;
}

/** Found once for each text that was read: whose a key is differs from catalog to catalog, and what it has signed does not. */
function signerOf(text: Sealed, namespace: SealNamespace): Signer | undefined {
  const { statement, signature } = text;
  if (signature === undefined) return undefined;
  const known = signers.get(text);
  if (known?.namespace === namespace) return known.signer;
  const claimed = claimedSigner(signature, namespace);
  let isGood: boolean | undefined;
  const signer = claimed && {
    key: sshPublicLine(claimed.key),
    isGood: () => (isGood ??= claimed.isGood(statement)),
  };
  signers.set(text, { namespace, signer });
  return signer;
}

const signers = new WeakMap<Sealed, { readonly namespace: SealNamespace; readonly signer: Signer | undefined }>();
