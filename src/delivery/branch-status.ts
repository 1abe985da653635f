import type { GitWriter } from '../gitops/git-writer';
import { environmentNamed } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import { Refusal } from '../model/refusal';
import { findArrivals, type Arrival } from './arrivals';
import { countedEvidence, type EvidenceFiles } from './evidence-statement';
import type { Head } from './head';
import { inOrderOfRelease, standings, type Standing } from './standing';

/** How everything stands on a branch. */
export interface BranchStandings {
  readonly commit: string;
  /** In the order in which releases go through them. */
  readonly environments: readonly string[];
  readonly standings: readonly Standing[];
}

/** Finds how everything stands on a head. */
export async function branchStatus(writer: GitWriter, head: Head, evidence: EvidenceFiles): Promise<BranchStandings> {
  const { catalog } = head.loaded;
  const all = standings(catalog, await findArrivals(writer, head), countedEvidence(evidence, { catalog }));
  return { commit: head.commit, environments: inOrderOfRelease(catalog), standings: all };
}

/**
 * Finds what ran where, newest first.
 *
 * @throws Refusal for a service that is in no commit, or an environment that is none
 */
export async function serviceHistory(
  writer: GitWriter,
  head: Head,
  service: string,
  environment: string | undefined,
): Promise<readonly Arrival[]> {
  const { catalog } = head.loaded;
  const canonical = environment === undefined ? undefined : environmentNamed(catalog, environment);
  if (environment !== undefined && canonical === undefined)
    throw new Refusal(
      `unknown environment "${environment}"; ${didYouMean(environment, catalog.environments.keys())}`,
      'usage',
    );
  const arrivals = await findArrivals(writer, head, { service, environment: canonical });
  if (arrivals.length === 0 && !catalog.services.has(service))
    throw new Refusal(`unknown service "${service}"; ${didYouMean(service, catalog.services.keys())}`, 'usage');
  return arrivals;
}
