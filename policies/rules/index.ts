import type { PolicyRule } from '../rule';
import { knownCluster } from './known-cluster';
import { noPlainSecrets } from './no-plain-secrets';
import { pinnedVersions } from './pinned-versions';
import { bootstrapsWithoutFinalizers } from './bootstraps-without-finalizers';
import { safeReleases } from './safe-releases';

/** Every rule, by name. */
export const policyRules: readonly PolicyRule[] = [
  knownCluster,
  noPlainSecrets,
  pinnedVersions,
  bootstrapsWithoutFinalizers,
  safeReleases,
];
