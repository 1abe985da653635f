/** What Helm could not do, in its words. */
export class HelmError extends Error {
  override name = 'HelmError';
}
