/** Why Pulumi does not say what it would make, in its words. */
export class PreviewError extends Error {
  override name = 'PreviewError';
}
