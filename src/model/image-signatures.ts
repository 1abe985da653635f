import * as z from 'zod';

import { ObjectName } from './names';

/** Admission controllers that verify signatures of images. */
export const imageVerifiers = ['sigstore', 'kyverno'] as const;
export type ImageVerifier = (typeof imageVerifiers)[number];

const ImageVerification = z.strictObject({
  verifiedBy: z
    .enum(imageVerifiers)
    .describe("Sigstore's policy controller, or Kyverno. Whoever runs the cluster installs it, and its policies."),
  policies: z
    .array(ObjectName)
    .min(1, 'must name at least one')
    .describe(
      'Names of its policies that say whose signatures count: ClusterImagePolicies of Sigstore, ImageValidatingPolicies of Kyverno.',
    ),
});

/** Whether a namespace takes images that somebody has signed only; `required` is Sigstore's, by whichever policies the cluster has. */
export const ImageSignatures = z.union([z.enum(['unchecked', 'required']), ImageVerification]);
export type ImageSignatures = z.infer<typeof ImageSignatures>;

/** Who verifies signatures, and by which policies. */
export interface PlacedVerification {
  readonly verifiedBy: ImageVerifier;
  /** Empty: whichever policies the cluster has. */
  readonly policies: readonly string[];
}

/** What a setting means. @returns undefined where nobody verifies */
export function verificationOf(signatures: ImageSignatures): PlacedVerification | undefined {
  if (signatures === 'unchecked') return undefined;
  return signatures === 'required' ? { verifiedBy: 'sigstore', policies: [] } : signatures;
}

/**
 * Labels by which policies find a namespace. Sigstore's webhooks look at what has theirs, and refuse there an image that no
 * policy is about. Kyverno looks at everything: its policies choose by `matchConstraints.namespaceSelector`.
 */
export const verifiedNamespaceLabels: Readonly<Record<ImageVerifier, Readonly<Record<string, string>>>> = {
  sigstore: { 'policy.sigstore.dev/include': 'true' },
  kyverno: { 'image-signatures': 'required' },
};

/** A verification in a few words: `by sigstore: signed-by-ci`. */
export function verificationInWords({ verifiedBy, policies }: PlacedVerification): string {
  return `by ${verifiedBy}: ${policies.length === 0 ? 'any policy of the cluster' : policies.join(', ')}`;
}
