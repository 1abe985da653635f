import { createHmac, timingSafeEqual } from 'node:crypto';

import { guardJson } from '../guard-json';

/** What the two headers of Port say: `x-port-timestamp` and `x-port-signature`. */
export interface PortHeaders {
  readonly timestamp: string;
  readonly signature: string;
}

/** By what a signature is judged. */
export interface SignatureRules {
  /** Secrets that count now: two while one follows the other. Port signs with the client secret of the organization. */
  readonly secrets: readonly string[];
  /** Whether Port's own agent stands between: it signs the body without spaces, and sends it with spaces. */
  readonly isAgent: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far the clock of a signature may be from ours, in seconds, both ways (Standard Webhooks 1.0: five minutes). */
export const signatureWindowSeconds = 300;

/** Signatures in one header; one is enough, and more are only there while a secret is replaced. */
const mostSignatures = 4;

/**
 * Verifies what Port has signed: HMAC-SHA256 over `<timestamp>.<body>`, Base64, behind `v1,`
 * (Port's documentation, "Verify webhook signature").
 *
 * @param body bytes as they were received
 * @returns the text that was signed, which is the one to read; or why it is not believed, in words that say nothing of what would
 *   have been right
 */
export function verifySignature(
  { timestamp, signature }: PortHeaders,
  body: Uint8Array,
  { secrets, isAgent, now }: SignatureRules,
): { readonly text: string } | { readonly fault: string } {
  if (!/^[1-9][0-9]{9}$/.test(timestamp)) return { fault: 'x-port-timestamp is no time in seconds' };
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > signatureWindowSeconds)
    return { fault: 'x-port-timestamp is too far from the time here' };
  const signatures = signature.split(' ');
  if (signatures.length > mostSignatures) return { fault: 'x-port-signature has too many signatures' };
  // A version to come may stand beside the one that is known; what is no signature at all may not.
  if (!signatures.every((one) => /^v[0-9]{1,3},[A-Za-z0-9+/=]{1,512}$/.test(one)))
    return { fault: 'x-port-signature is no "v1,<base64>"' };
  const given = signatures.flatMap((one) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(one)?.[1] ?? []);
  if (given.length === 0) return { fault: 'x-port-signature is no "v1,<base64>"' };
  const text = decode(body);
  if (text === undefined) return { fault: 'the body is not UTF-8' };
  const isSigned = (signed: Uint8Array | string): boolean =>
    secrets.some((secret) => given.some((one) => isSame(one, macOf(secret, timestamp, signed))));
  if (isSigned(body)) return { text };
  if (isAgent) {
    const guarded = guardJson(text);
    // What is read is what was verified, and not what was sent.
    if ('minified' in guarded && isSigned(guarded.minified)) return { text: guarded.minified };
  }
  return { fault: 'x-port-signature does not fit the body' };
}

function macOf(secret: string, timestamp: string, body: Uint8Array | string): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('base64');
}

/** Of texts of the same length; as texts, so that a signature has one spelling. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(wanted, 'latin1'));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
