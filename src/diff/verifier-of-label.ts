import { imageVerifiers, verifiedNamespaceLabels, type ImageVerifier } from '../model/image-signatures';

/** Who verifies signatures of images where a namespace has a label, and the value by which it asks for that. */
export interface LabelOfVerifier {
  readonly verifier: ImageVerifier;
  readonly value: string;
}

const verifiers: ReadonlyMap<string, LabelOfVerifier> = new Map(
  imageVerifiers.flatMap((verifier) =>
    Object.entries(verifiedNamespaceLabels[verifier]).map(
      ([label, value]) => [`metadata.labels.${label}`, { verifier, value }] as const,
    ),
  ),
);

/** Who looks at a label of namespaces to verify signatures of images. @param shape path of the label @returns undefined for others */
export function verifierOfLabel(shape: string): LabelOfVerifier | undefined {
  return verifiers.get(shape);
}
