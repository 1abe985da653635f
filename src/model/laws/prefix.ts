import { documents, inOrderOfNames } from '../catalog';
import type { Catalog, Breach } from '../catalog';
import { isDnsLabel, longestLabel } from '../names';
import { applicationName } from '../place-names';

/** The prefix of a catalog must leave room for the names that Slipway needs in each environment. */
export function* checkPrefix({ platform, environments }: Catalog): Iterable<Breach> {
  if (platform.argocd.prefix === undefined) return;
  for (const [environment] of inOrderOfNames(environments)) {
    // The longest of them.
    const name = applicationName(platform, 'baseline', environment);
    if (isDnsLabel(name)) continue;
    yield {
      document: documents.platform,
      path: ['argocd', 'prefix'],
      message: `the baseline of environment "${environment}" would be called "${name}" (${name.length} characters)`,
      hint: `it may have at most ${longestLabel}; shorten the prefix or the name of the environment`,
    };
  }
}
