import type { GitWriter } from '../gitops/git-writer';
import { environmentNamed, type Catalog } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import { Refusal } from '../model/refusal';
import type { KeptAct } from './act-statement';
import { keptActs } from './act-store';
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
  const canonical = canonicalName(catalog, environment);
  const arrivals = await findArrivals(writer, head, { service, environment: canonical });
  if (arrivals.length === 0 && !catalog.services.has(service))
    throw new Refusal(`unknown service "${service}"; ${didYouMean(service, catalog.services.keys())}`, 'usage');
  return arrivals;
}

/**
 * Finds what people have done to a service in Argo CD by hand, newest first.
 *
 * @throws Refusal for an environment that is none
 */
export async function serviceActs(
  writer: GitWriter,
  head: Head,
  service: string,
  environment: string | undefined,
): Promise<readonly KeptAct[]> {
  const { catalog } = head.loaded;
  return await keptActs(writer, { service, environment: canonicalName(catalog, environment) }, catalog);
}

/** @throws Refusal for an environment that is none */
function canonicalName(catalog: Catalog, environment: string | undefined): string | undefined {
  if (environment === undefined) return undefined;
  const canonical = environmentNamed(catalog, environment);
  if (canonical === undefined)
    throw new Refusal(
      `unknown environment "${environment}"; ${didYouMean(environment, catalog.environments.keys())}`,
      'usage',
    );
  return canonical;
}
